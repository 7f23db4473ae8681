import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts of one message beyond its body: what can be done with it, what hangs on it, what is odd. Part of `enMore`. */
export const enLetter = {
  letter: {
    more: 'More for this message',
    print: 'Print',
    notPrinted: 'This message could not be printed. Try again.',
    viewSource: 'View source',
    source: 'Source of the message',
    sourceText: (size: string) => `Exactly as it was received, ${size}`,
    sourceCut: (size: string) => `Only the first ${size} are shown. The download holds all of it.`,
    dark: 'Dark paper',
    charset: 'Character set',
    asItSays: 'As the message says',
    guessed: 'Some letters of this text may be wrong. Choose its character set:',
    copyAddress: 'Copy the address',
    copy: (address: string) => `Copy ${address}`,
    copied: (address: string) => `${address} was copied.`,
    notCopied: 'The browser did not allow it to be copied.',
    openFile: (name: string) => `Look at ${name}`,
    allFiles: 'Download all',
    allFilesHint: (n: number) =>
      choose(n, { one: 'Download 1 attachment as ZIP', other: `Download ${n} attachments as ZIP` }),
    noPicture: 'This file cannot be shown as a picture. It can be downloaded.',
    noText: 'The text could not be loaded',
    textOf: 'Text of the attachment',
    inWinmail: 'Files in winmail.dat, as Outlook packed them:',
    winmail:
      'winmail.dat is how Outlook packs attachments for other Outlooks. Yestermail keeps it as it is and does not open it; downloaded, it can be opened with Outlook or a program such as tnef.',
    packed: (name: string, size: string) => `File in the text (uuencode): ${name}, ${size}`,
    twoFrom: 'This message names several senders. The first is shown; “Source” has them all.',
    noEnd: 'The end of this message is missing. It was probably cut off on its way; what arrived is shown.',
    noBlankLine: 'The header of this message is damaged: where it ends and the text begins is a guess.',
    sealed: 'This message is encrypted. It can only be read in a program that has your key: download it.',
    to: 'To',
    cc: 'Cc',
    bcc: 'Bcc',
    from: 'From',
    replyTo: 'Reply to',
    fewer: 'Show fewer',
    download: 'Download',
    downloadHint: 'Download this message as an EML file, exactly as it was received',
    headers: 'All headers',
    asText: 'Plain text',
    asHtml: 'HTML',
    view: 'Show the message as',
    received: (when: string) => `Received ${when}`,
    sent: (when: string) => `Sent ${when}`,
    attachments: (n: number) => choose(n, { one: '1 attachment', other: `${n} attachments` }),
    inText: (n: number) => choose(n, { one: '1 picture in the text', other: `${n} pictures in the text` }),
    downloadFile: (name: string, size: string) => `Download ${name}, ${size}`,
    unnamed: 'unnamed',
    attachedMessage: 'attached message',
    quoted: (n: number) => choose(n, { one: '1 quoted line', other: `${number.format(n)} quoted lines` }),
    quotedText: 'Quoted text',
    htmlTitle: (subject: string) => `Message: ${subject}`,
    cut: 'Only the beginning of this text is shown. Download the message to read all of it.',
    shownInPart:
      'This message is built in an unusual way and is shown in part. The download holds all of it.',
    unreadable:
      'This message cannot be taken apart for display. The download holds it exactly as it was received.',
    damaged:
      'This message is damaged in this backup: what is stored is not what was received, so it is not shown. Look at another day, or tell whoever runs this service.',
    empty: 'This message has no text.',
    htmlFailed: 'The HTML of this message could not be shown.',
    missingText:
      'It may have arrived later, been moved to another folder, or been deleted before this backup was taken.',
    foundNowhere: 'It is in none of the backups that are still kept.',
  },
}
