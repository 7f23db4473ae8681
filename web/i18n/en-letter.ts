import { plurals } from './plural.ts'

const choose = plurals('en')

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
  },
}
