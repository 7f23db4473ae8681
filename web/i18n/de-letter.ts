import type { enLetter } from './en-letter.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Eine Nachricht über ihren Text hinaus: was sich mit ihr tun lässt, was an ihr hängt, was seltsam ist. */
export const deLetter = {
  letter: {
    more: 'Mehr zu dieser Nachricht',
    print: 'Drucken',
    notPrinted: 'Diese Nachricht konnte nicht gedruckt werden. Versuchen Sie es erneut.',
    viewSource: 'Quelltext zeigen',
    source: 'Quelltext der Nachricht',
    sourceText: size => `Genau wie sie empfangen wurde, ${size}`,
    sourceCut: size => `Nur die ersten ${size} werden gezeigt. Der Download enthält alles.`,
    dark: 'Dunkles Papier',
    charset: 'Zeichensatz',
    asItSays: 'Wie die Nachricht angibt',
    guessed: 'Manche Buchstaben dieses Textes können falsch sein. Wählen Sie den Zeichensatz:',
    copyAddress: 'Adresse kopieren',
    copy: address => `${address} kopieren`,
    copied: address => `${address} wurde kopiert.`,
    notCopied: 'Der Browser hat das Kopieren nicht erlaubt.',
    openFile: name => `${name} ansehen`,
    allFiles: 'Alle herunterladen',
    allFilesHint: n =>
      choose(n, { one: '1 Anhang als ZIP herunterladen', other: `${n} Anhänge als ZIP herunterladen` }),
    noPicture: 'Diese Datei lässt sich nicht als Bild zeigen. Sie lässt sich herunterladen.',
    noText: 'Der Text konnte nicht geladen werden',
    textOf: 'Text des Anhangs',
    inWinmail: 'Dateien in winmail.dat, wie Outlook sie verpackt hat:',
    winmail:
      'In winmail.dat verpackt Outlook Anhänge für andere Outlooks. Yestermail hebt die Datei unverändert auf und öffnet sie nicht; heruntergeladen lässt sie sich mit Outlook oder einem Programm wie tnef öffnen.',
    packed: (name, size) => `Datei im Text (uuencode): ${name}, ${size}`,
    twoFrom: 'Diese Nachricht nennt mehrere Absender. Gezeigt wird der erste; im Quelltext stehen alle.',
    noEnd:
      'Das Ende dieser Nachricht fehlt. Wahrscheinlich wurde sie unterwegs abgeschnitten; gezeigt wird, was ankam.',
    noBlankLine:
      'Der Kopf dieser Nachricht ist beschädigt: Wo er endet und der Text beginnt, ist eine Vermutung.',
    sealed:
      'Diese Nachricht ist verschlüsselt. Lesen lässt sie sich nur in einem Programm, das Ihren Schlüssel hat: Laden Sie sie herunter.',
    to: 'An',
    cc: 'Cc',
    bcc: 'Bcc',
    from: 'Von',
    replyTo: 'Antwort an',
    fewer: 'Weniger zeigen',
    download: 'Herunterladen',
    downloadHint: 'Diese Nachricht als EML-Datei herunterladen, genau wie sie empfangen wurde',
    headers: 'Alle Kopfzeilen',
    asText: 'Reiner Text',
    asHtml: 'HTML',
    view: 'Nachricht zeigen als',
    received: when => `Empfangen ${when}`,
    sent: when => `Gesendet ${when}`,
    attachments: n => choose(n, { one: '1 Anhang', other: `${n} Anhänge` }),
    inText: n => choose(n, { one: '1 Bild im Text', other: `${n} Bilder im Text` }),
    downloadFile: (name, size) => `${name} herunterladen, ${size}`,
    unnamed: 'ohne Namen',
    attachedMessage: 'angehängte Nachricht',
    quoted: n => choose(n, { one: '1 zitierte Zeile', other: `${number.format(n)} zitierte Zeilen` }),
    quotedText: 'Zitierter Text',
    htmlTitle: subject => `Nachricht: ${subject}`,
    cut: 'Nur der Anfang dieses Textes wird gezeigt. Laden Sie die Nachricht herunter, um alles zu lesen.',
    shownInPart:
      'Diese Nachricht ist ungewöhnlich aufgebaut und wird nur zum Teil gezeigt. Der Download enthält alles.',
    unreadable:
      'Diese Nachricht lässt sich zum Anzeigen nicht zerlegen. Der Download enthält sie genau, wie sie empfangen wurde.',
    damaged:
      'Diese Nachricht ist in dieser Sicherung beschädigt: Was gespeichert ist, ist nicht, was empfangen wurde. Daher wird sie nicht gezeigt. Sehen Sie an einem anderen Tag nach, oder sagen Sie es denen, die diesen Dienst betreiben.',
    empty: 'Diese Nachricht hat keinen Text.',
    htmlFailed: 'Das HTML dieser Nachricht konnte nicht gezeigt werden.',
    missingText:
      'Sie kam vielleicht später, wurde in einen anderen Ordner verschoben oder vor dieser Sicherung gelöscht.',
    foundNowhere: 'Sie ist in keiner der Sicherungen, die noch aufbewahrt sind.',
  },
} satisfies typeof enLetter
