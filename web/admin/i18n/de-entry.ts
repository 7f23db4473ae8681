import { plurals } from '../../i18n/plural.ts'
import type { enEntry } from './en-entry.ts'

const choose = plurals('de')
const number = new Intl.NumberFormat('de')

/** Coming in and going out: the door, one-time links, sign-ins. */
export const deEntry: typeof enEntry = {
  door: {
    title: 'Bei der Verwaltung anmelden',
    name: 'Name',
    password: 'Passwort',
    code: 'Code aus Ihrer App oder ein Wiederherstellungscode',
    go: 'Anmelden',
    busy: 'Anmeldung läuft…',
    signOut: 'Abmelden',
    wrong: 'Der Name, das Passwort oder der Code ist nicht richtig.',
    slow: (seconds: number) => `Zu viele falsche Versuche. Warten Sie ${number.format(seconds)} Sekunden.`,
    ended: 'Sie wurden abgemeldet. Melden Sie sich wieder an; nichts ist verloren.',
    role: { operator: 'Betreiber', domain: 'Domain-Verwalter' },
  },
  welcome: {
    title: (name: string) => `Willkommen, ${name}`,
    intro:
      'Dieser Link gilt einmal. Wählen Sie ein Passwort und fügen Sie Yestermail Ihrer App für Einmalcodes hinzu.',
    over: 'Dieser Link gilt nicht mehr',
    overText:
      'Er wurde benutzt, oder seine Zeit ist um. Bitten Sie um einen neuen: yestermail admin link NAME',
    newPassword: 'Neues Passwort',
    passwordHint: '12 Zeichen oder mehr.',
    scan: 'Scannen Sie dies mit Ihrer App für Einmalcodes',
    picture: 'Der Schlüssel für Ihre App, als QR-Code',
    secret: 'Oder geben Sie diesen Schlüssel in die App ein (TOTP), oder öffnen Sie ihn dort:',
    open: 'In der App öffnen',
    code: 'Der Code, den die App zeigt',
    go: 'Beginnen',
    weak: 'Das Passwort ist zu kurz oder zu verbreitet.',
    wrongCode:
      'Der Code ist nicht richtig. Prüfen Sie die Uhr Ihres Geräts und versuchen Sie den nächsten Code.',
    recovery: 'Bewahren Sie diese Wiederherstellungscodes auf',
    recoveryText:
      'Jeder gilt einmal anstelle eines Codes, wenn die App verloren ist. Sie werden nicht noch einmal gezeigt.',
    go2: 'Ich habe sie aufbewahrt',
  },
  sessions: {
    title: 'Anmeldungen',
    own: 'diese',
    began: 'Beginn',
    used: 'Zuletzt benutzt',
    where: 'Woher',
    end: 'Beenden',
    recovery: (n: number) =>
      choose(n, {
        one: '1 Wiederherstellungscode übrig',
        other: `${number.format(n)} Wiederherstellungscodes übrig`,
      }),
  },
  looks: {
    language: 'Sprache',
    theme: 'Erscheinungsbild',
    system: 'System',
    light: 'Hell',
    dark: 'Dunkel',
  },
  own: {
    open: 'Passwort ändern…',
    title: 'Passwort ändern',
    now: 'Bisheriges Passwort',
    text: 'Alle Ihre anderen Anmeldungen enden. Die Codes Ihrer App bleiben, wie sie sind.',
    go: 'Ändern',
    wrong: 'Das bisherige Passwort ist nicht richtig. Nichts wurde geändert.',
    done: 'Das Passwort ist geändert. Ihre anderen Anmeldungen sind beendet.',
  },
}
