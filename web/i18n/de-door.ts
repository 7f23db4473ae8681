import type { enDoor } from './en-door.ts'
import { plurals } from './plural.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Bevor das Postfach offen ist. */
export const deDoor = {
  signIn: {
    title: 'Anmelden',
    address: 'E-Mail-Adresse',
    password: 'Passwort',
    passwordHint: 'Dasselbe wie in Ihrem Mailprogramm.',
    show: 'Anzeigen',
    showPassword: 'Passwort anzeigen',
    open: 'Öffnen',
    latest: 'Neueste Sicherung',
    day: 'Ein anderer Tag',
    dayLabel: 'Tag, der geöffnet werden soll',
    go: 'Anmelden',
    busy: 'Ihr Mailserver wird gefragt …',
    ended: 'Sie wurden abgemeldet. Melden Sie sich wieder an, und Sie sind genau dort, wo Sie waren.',
    missing: 'Geben Sie Ihre E-Mail-Adresse und Ihr Passwort ein.',
    limit: 'Nachrichten, die zwischen zwei Sicherungen eintrafen und gelöscht wurden, sind nicht enthalten.',
    problem: {
      wrong: 'Die Adresse oder das Passwort stimmt nicht.',
      unreachable:
        'Ihr Mailserver antwortet gerade nicht, daher lässt sich das Passwort nicht prüfen. Versuchen Sie es in einigen Minuten erneut.',
      slow: seconds =>
        choose(seconds, {
          one: 'Es waren zu viele Versuche. Warten Sie eine Sekunde und versuchen Sie es dann erneut.',
          other: `Es waren zu viele Versuche. Warten Sie ${seconds > 90 ? `${Math.ceil(seconds / 60)} Minuten` : `${number.format(seconds)} Sekunden`} und versuchen Sie es dann erneut.`,
        }),
      slowPlain: 'Es waren zu viele Versuche. Warten Sie ein wenig und versuchen Sie es dann erneut.',
      appPassword: domain =>
        `Die Adresse oder das Passwort stimmt nicht. Postfächer von ${domain} werden mit OAuth geöffnet, daher genügt das übliche Passwort hier womöglich nicht: Verwenden Sie ein App-Passwort, falls Ihr Anbieter das vorsieht.`,
      notEnrolled:
        'Dieses Postfach wird hier nicht gesichert. Bitten Sie die Stelle, die Ihre E-Mail betreibt, es aufzunehmen.',
      noWorker:
        'Der Teil von Yestermail, der die Sicherungen macht, läuft nicht. Daher kann gerade kein neues Postfach aufgenommen werden.',
      offline: 'Yestermail ist nicht erreichbar. Ist dieser Computer online?',
      other: sentence => sentence,
    },
  },

  consent: {
    title: 'Das Passwort für die Nächte behalten?',
    why: 'Yestermail macht jede Nacht eine Aufnahme Ihres Postfachs. Dazu muss es sich in Ihrem Namen anmelden, während Sie schlafen.',
    sealed:
      'Ihr Passwort bleibt versiegelt auf diesem Server: Nur der Teil, der die Sicherungen macht, kann es öffnen, die Webseiten können es nicht.',
    use: 'Die Nächte lesen damit nur: Im Postfach ändert sich nichts, auch nicht, was als gelesen gilt. Nur wenn eine Wiederherstellung beantragt wurde, werden damit Nachrichten zurückgelegt.',
    honest:
      'Wer diesen Server und dessen Sicherungen betreibt, könnte es mit Absicht öffnen. Wenn Sie diesen Menschen nicht vertrauen, stimmen Sie nicht zu.',
    change:
      'Wenn Sie das Passwort ändern, ruhen die Sicherungen, bis Sie sich hier mit dem neuen angemeldet haben.',
    busy: 'Wird gestartet …',
    agree: 'Zustimmen und erste Sicherung machen',
    decline: 'Nein, nicht behalten',
    declined: 'Es wurde nichts behalten. Ohne das Passwort kann Yestermail dieses Postfach nicht sichern.',
  },

  first: {
    title: 'Die erste Sicherung läuft',
    waiting: 'Sie beginnt gleich …',
    counting: 'Die Ordner werden durchgesehen …',
    messages: (done, all) => `${done} von ${all} Nachrichten`,
    size: size => `${size} kopiert`,
    folder: (name, done, all) => `${name} wird gelesen, Ordner ${done} von ${all}`,
    leave:
      'Sie können diese Seite schließen: Die Sicherung läuft ohne sie weiter. Wenn sie fertig ist, öffnet sich das Postfach hier.',
    failed: 'Die erste Sicherung ist nicht gelungen',
    next: 'Yestermail versucht es von selbst noch einmal.',
    progress: 'Fortschritt der ersten Sicherung',
  },
} satisfies typeof enDoor
