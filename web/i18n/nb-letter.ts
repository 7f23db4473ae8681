import type { enLetter } from './en-letter.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** En melding utover selve teksten: hva som kan gjøres med den, hva som henger ved, hva som er rart. */
export const nbLetter = {
  letter: {
    more: 'Mer for denne meldingen',
    print: 'Skriv ut',
    notPrinted: 'Denne meldingen kunne ikke skrives ut. Prøv igjen.',
    viewSource: 'Vis kilden',
    source: 'Kilden til meldingen',
    sourceText: size => `Nøyaktig slik den ble mottatt, ${size}`,
    sourceCut: size => `Bare de første ${size} vises. Nedlastingen inneholder alt.`,
    dark: 'Mørkt papir',
    charset: 'Tegnsett',
    asItSays: 'Som meldingen sier',
    guessed: 'Noen bokstaver i denne teksten kan være feil. Velg tegnsettet:',
    copyAddress: 'Kopier adressen',
    copy: address => `Kopier ${address}`,
    copied: address => `${address} er kopiert.`,
    notCopied: 'Nettleseren tillot ikke kopiering.',
    openFile: name => `Se på ${name}`,
    allFiles: 'Last ned alle',
    allFilesHint: n =>
      choose(n, { one: 'Last ned 1 vedlegg som ZIP', other: `Last ned ${n} vedlegg som ZIP` }),
    noPicture: 'Denne filen kan ikke vises som bilde. Den kan lastes ned.',
    noText: 'Teksten kunne ikke hentes',
    textOf: 'Teksten i vedlegget',
    inWinmail: 'Filer i winmail.dat, slik Outlook pakket dem:',
    winmail:
      'winmail.dat er måten Outlook pakker vedlegg på for andre Outlook. Yestermail beholder den som den er og åpner den ikke; når den er lastet ned, kan den åpnes med Outlook eller et program som tnef.',
    packed: (name, size) => `Fil i teksten (uuencode): ${name}, ${size}`,
    twoFrom: 'Denne meldingen oppgir flere avsendere. Den første vises; kildeteksten har alle.',
    noEnd: 'Slutten på denne meldingen mangler. Den ble trolig kuttet underveis; det som kom frem, vises.',
    noBlankLine:
      'Meldingshodet i denne meldingen er skadet: Hvor den slutter og teksten begynner, er en gjetning.',
    sealed:
      'Denne meldingen er kryptert. Den kan bare leses i et program som har nøkkelen din: Last den ned.',
    to: 'Til',
    cc: 'Kopi',
    bcc: 'Blindkopi',
    from: 'Fra',
    replyTo: 'Svar til',
    fewer: 'Vis færre',
    download: 'Last ned',
    downloadHint: 'Last ned denne meldingen som EML-fil, nøyaktig slik den ble mottatt',
    headers: 'Alle meldingshoder',
    asText: 'Ren tekst',
    asHtml: 'HTML',
    view: 'Vis meldingen som',
    received: when => `Mottatt ${when}`,
    sent: when => `Sendt ${when}`,
    attachments: n => choose(n, { one: '1 vedlegg', other: `${n} vedlegg` }),
    inText: n => choose(n, { one: '1 bilde i teksten', other: `${n} bilder i teksten` }),
    downloadFile: (name, size) => `Last ned ${name}, ${size}`,
    unnamed: 'uten navn',
    attachedMessage: 'vedlagt melding',
    quoted: n => choose(n, { one: '1 sitert linje', other: `${number.format(n)} siterte linjer` }),
    quotedText: 'Sitert tekst',
    htmlTitle: subject => `Melding: ${subject}`,
    cut: 'Bare begynnelsen av denne teksten vises. Last ned meldingen for å lese alt.',
    shownInPart: 'Denne meldingen er bygd på en uvanlig måte og vises delvis. Nedlastingen inneholder alt.',
    unreadable:
      'Denne meldingen kan ikke tas fra hverandre for visning. Nedlastingen inneholder den nøyaktig slik den ble mottatt.',
    damaged:
      'Denne meldingen er skadet i denne sikkerhetskopien: Det som er lagret, er ikke det som ble mottatt, så den vises ikke. Se på en annen dag, eller si fra til den som drifter denne tjenesten.',
    empty: 'Denne meldingen har ingen tekst.',
    htmlFailed: 'HTML-innholdet i denne meldingen kunne ikke vises.',
    missingText:
      'Den kan ha kommet senere, blitt flyttet til en annen mappe eller blitt slettet før sikkerhetskopien ble tatt.',
    foundNowhere: 'Den er ikke i noen av sikkerhetskopiene som fortsatt beholdes.',
  },
} satisfies typeof enLetter
