import { deRestoreProblem } from './de-restore-problem.ts'
import type { enRestore } from './en-restore.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')
const messages = (n: number) => choose(n, { one: '1 Nachricht', other: `${number.format(n)} Nachrichten` })

/** Mail zurückholen. */
export const deRestore = {
  restore: {
    title: 'Wiederherstellung beantragen',
    off: 'Für dieses Postfach werden keine Wiederherstellungen angeboten. Sie können die Nachrichten selbst herunterladen.',
    from: when => `Aus der Sicherung von ${when}`,
    fromEach: 'Jede Nachricht kommt aus der neuesten Sicherung, die sie hat.',
    what: 'Was',
    folder: name => `Der Ordner ${name}`,
    folderInside: name => `Der Ordner ${name} mit den Ordnern darin`,
    inbox: 'Nur der Posteingang',
    all: 'Alle Ordner',
    where: 'Wohin',
    inPlace: 'In die ursprünglichen Ordner',
    beside: 'In einen neuen Ordner, benannt nach dem Tag',
    other: 'In einen anderen Ordner',
    path: 'Name des Ordners',
    comparing: 'Ihr Postfach wird verglichen …',
    compared: 'Gerade mit Ihrem Postfach verglichen:',
    add: (n, size) =>
      choose(n, {
        one: `1 Nachricht würde hinzugefügt (${size}).`,
        other: `${number.format(n)} Nachrichten würden hinzugefügt (${size}).`,
      }),
    nothing: 'Es würde nichts hinzugefügt.',
    there: n => choose(n, { one: '1 ist schon da.', other: `${number.format(n)} sind schon da.` }),
    moved: (n, to) =>
      choose(n, {
        one: `1 wurde nur verschoben, nach: ${to}.`,
        other: `${number.format(n)} wurden nur verschoben, nach: ${to}.`,
      }),
    alsoMoved: 'Auch Verschobenes hinzufügen. Es ist dann doppelt da.',
    binned: n =>
      choose(n, {
        one: '1 liegt im Papierkorb oder Spam.',
        other: `${number.format(n)} liegen im Papierkorb oder Spam.`,
      }),
    alsoBinned: 'Auch hinzufügen, was im Papierkorb oder Spam liegt',
    unknown: n =>
      choose(n, {
        one: '1 lässt sich nicht vergleichen, weil ein Ordner des Postfachs nicht gelesen werden konnte. Sie wird nicht hinzugefügt.',
        other: `${number.format(n)} lassen sich nicht vergleichen, weil ein Ordner des Postfachs nicht gelesen werden konnte. Sie werden nicht hinzugefügt.`,
      }),
    lost: n =>
      choose(n, {
        one: '1 ist in der Sicherung beschädigt und kann nicht hinzugefügt werden.',
        other: `${number.format(n)} sind in der Sicherung beschädigt und können nicht hinzugefügt werden.`,
      }),
    create: names => `Neue Ordner: ${names}`,
    room: free => `In Ihrem Postfach ist Platz für ${free}.`,
    refused: {
      'too-big': n =>
        choose(n, {
          one: '1 Nachricht ist zu groß für den Mailserver und kommt nicht zurück.',
          other: `${number.format(n)} Nachrichten sind zu groß für den Mailserver und kommen nicht zurück.`,
        }),
      keywords: n =>
        choose(n, {
          one: '1 Nachricht kommt ohne einige Etiketten zurück: der Mailserver behält sie nicht.',
          other: `${number.format(n)} Nachrichten kommen ohne einige Etiketten zurück: der Mailserver behält sie nicht.`,
        }),
      'over-quota': n =>
        choose(n, {
          one: '1 Nachricht hat keinen Platz: Ihr Postfach ist fast voll.',
          other: `${number.format(n)} Nachrichten haben keinen Platz: Ihr Postfach ist fast voll.`,
        }),
      'read-only-folder': n =>
        choose(n, {
          one: '1 Nachricht kommt nicht zurück: ihr Ordner nimmt keine Mail an.',
          other: `${number.format(n)} Nachrichten kommen nicht zurück: ihr Ordner nimmt keine Mail an.`,
        }),
    },
    noUndo: 'Das lässt sich nicht mit einem Klick rückgängig machen: der Mailserver kann das nicht.',
    canUndo: time => `Das lässt sich ${time} lang rückgängig machen.`,
    neverUndo: 'Das lässt sich nicht mit einem Klick rückgängig machen.',
    safe: 'Nichts wird entfernt oder überschrieben.',
    note: 'Notiz für die Verwaltung (freiwillig)',
    noNames: 'Die Verwaltung sieht Zahlen und Ordner, keine Nachrichten.',
    decides: when => `Die Verwaltung entscheidet bis ${when}.`,
    atOnce: 'Es beginnt sofort.',
    mail: 'Sie bekommen eine Mail, wenn es soweit ist.',
    mailDone: 'Sie bekommen eine Mail, wenn es fertig ist.',
    price: text => `Preis: ${text}`,
    accept: 'Ich bin mit den Kosten einverstanden',
    instead: 'Stattdessen selbst herunterladen',
    send: 'Antrag senden',
    begin: 'Wiederherstellen',
    again:
      'Sie haben sich vor mehr als einer halben Stunde angemeldet. Damit Ihr Postfach geändert wird, geben Sie Ihr Passwort noch einmal ein.',
    aged: 'Dieser Vergleich ist zu alt. Vergleichen Sie noch einmal.',
    compare: 'Noch einmal vergleichen',
  },
  requests: {
    title: 'Meine Wiederherstellungen',
    open: n =>
      choose(n, {
        one: '1 Wiederherstellung ist offen',
        other: `${number.format(n)} Wiederherstellungen sind offen`,
      }),
    none: 'Noch keine Anträge',
    noneText:
      'Wählen Sie Nachrichten, einen Ordner oder einen Tag und dann „Wiederherstellung beantragen …“.',
    what: {
      emails: messages,
      folder: name => `Ordner ${name}`,
      inbox: 'Der Posteingang',
      all: 'Alle Ordner',
    },
    where: {
      'in-place': 'in die ursprünglichen Ordner',
      beside: 'in einen neuen Ordner',
      folder: path => `in den Ordner ${path}`,
    },
    filed: when => `Gestellt ${when}`,
    byAdmin: name => `beantragt von der Verwaltung (${name})`,
    byOperator: 'beantragt vom Betrieb',
    backup: when => `Sicherung von ${when}`,
    state: {
      planning: 'Wird verglichen',
      planned: 'Nicht gesendet',
      unplannable: 'Konnte nicht verglichen werden',
      waiting: 'Wartet auf die Verwaltung',
      confirmed: 'Bestätigt, beginnt gleich',
      running: 'Wird wiederhergestellt',
      paused: 'Unterbrochen, geht von selbst weiter',
      done: 'Fertig',
      partial: 'Teilweise fertig',
      failed: 'Fehlgeschlagen',
      cancelled: 'Abgebrochen',
      rejected: 'Abgelehnt',
      expired: 'Ohne Entscheidung abgelaufen',
      withdrawn: 'Zurückgezogen',
      undoing: 'Wird rückgängig gemacht',
      undone: 'Rückgängig gemacht',
    },
    until: (when, left) => `Bis ${when} (${left})`,
    asked: {
      file: 'Wird gesendet …',
      withdraw: 'Wird zurückgezogen …',
      cancel: 'Hält nach der jetzigen Nachricht an …',
      undo: 'Das Rückgängigmachen beginnt …',
    },
    progress: (done, of) => `${done} von ${of} Nachrichten`,
    next: when => `Es geht um ${when} weiter.`,
    added: n => `${number.format(n)} hinzugefügt`,
    there: n => choose(n, { one: '1 war schon da', other: `${number.format(n)} waren schon da` }),
    failed: n => `${number.format(n)} fehlgeschlagen`,
    left: n => `${number.format(n)} für eine andere Nacht`,
    notAdded: n => `${number.format(n)} nicht hinzugefügt`,
    removed: n => `${number.format(n)} entfernt`,
    kept: n => `${number.format(n)} seither geändert und behalten`,
    decided: (who, when) => `Entscheidung: ${who}, ${when}`,
    undoOver: 'Die Zeit, in der es rückgängig gemacht werden konnte, ist vorbei.',
    reason: text => `Grund: ${text}`,
    note: text => `Ihre Notiz: ${text}`,
    withdraw: 'Zurückziehen',
    cancel: 'Anhalten',
    undo: 'Rückgängig machen',
    undoText: when =>
      `Entfernt genau die Nachrichten, die diese Wiederherstellung hinzugefügt hat, wo sie unverändert sind. Bis ${when}.`,
    undoSure: 'Ja, rückgängig machen',
    keep: 'So lassen',
    forget: 'Aus der Liste nehmen',
    older: 'Ältere Anträge',
    onlyFailed: n =>
      choose(n, { one: 'Nur die fehlgeschlagene', other: `Nur die ${number.format(n)} fehlgeschlagenen` }),
    messages: 'Jede Nachricht',
    noSubject: '(kein Betreff)',
    earlier: 'Vorige',
    later: 'Nächste',
    range: (from, to, of) => `${from}–${to} von ${of}`,
    item: {
      add: 'wird hinzugefügt',
      there: 'schon da',
      moved: 'nur verschoben',
      binned: 'im Papierkorb oder Spam',
      unknown: 'nicht verglichen',
      lost: 'in der Sicherung beschädigt',
      adding: 'wird gerade hinzugefügt',
      added: 'hinzugefügt',
      found: 'schon da',
      failed: 'fehlgeschlagen',
      removing: 'wird gerade entfernt',
      removed: 'wieder entfernt',
      kept: 'behalten, seither geändert',
    },
    why: {
      'too-big': 'zu groß für den Mailserver',
      'over-quota': 'das Postfach ist voll',
      refused: 'vom Mailserver abgelehnt',
      'no-folder': 'der Ordner konnte nicht angelegt werden',
      'no-rights': 'der Ordner nimmt keine Mail an',
      limit: 'eine Grenze des Mailservers',
      damaged: 'in der Sicherung beschädigt',
      'bare-lf': 'ihre Zeilenenden werden abgelehnt',
      nul: 'sie enthält ein Zeichen, das abgelehnt wird',
      'eight-bit-header': 'ihr Kopf wird abgelehnt',
      keywords: 'ohne einige Etiketten',
      altered: 'vom Mailserver verändert',
      changed: 'seither geändert',
      gone: 'nicht mehr da',
    },
    problem: deRestoreProblem,
    looked: 'Wer dieses Konto angesehen hat',
    lookedNone: 'Niemand außer Ihnen.',
    show: 'Zeigen',
    actor: {
      owner: 'Sie',
      admin: name => `Verwaltung (${name})`,
      operator: 'der Betrieb',
      worker: 'Yestermail',
    },
    failedToLoad: 'Die Anträge konnten nicht geladen werden',
    notDone: 'Das ging nicht. Sehen Sie den Stand an und versuchen Sie es noch einmal.',
  },
} satisfies typeof enRestore
