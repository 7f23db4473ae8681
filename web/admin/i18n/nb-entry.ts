import { plurals } from '../../i18n/plural.ts'
import type { enEntry } from './en-entry.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Coming in and going out: the door, one-time links, sign-ins. */
export const nbEntry: typeof enEntry = {
  door: {
    title: 'Logg inn på administrasjonen',
    name: 'Navn',
    password: 'Passord',
    code: 'Kode fra appen, eller en gjenopprettingskode',
    go: 'Logg inn',
    busy: 'Logger inn…',
    signOut: 'Logg ut',
    wrong: 'Navnet, passordet eller koden er feil.',
    slow: (seconds: number) => `For mange feil forsøk. Vent ${number.format(seconds)} sekunder.`,
    ended: 'Du ble logget ut. Logg inn igjen; ingenting er tapt.',
    role: { operator: 'operatør', domain: 'domeneadministrator' },
  },
  welcome: {
    title: (name: string) => `Velkommen, ${name}`,
    intro:
      'Denne lenken gjelder én gang. Velg et passord og legg Yestermail til i appen din for engangskoder.',
    over: 'Denne lenken gjelder ikke lenger',
    overText: 'Den er brukt, eller tiden er ute. Be om en ny: yestermail admin link NAVN',
    newPassword: 'Nytt passord',
    passwordHint: '12 tegn eller mer.',
    scan: 'Skann dette med appen din for engangskoder',
    picture: 'Nøkkelen til appen din, som QR-kode',
    secret: 'Eller skriv denne nøkkelen inn i appen (TOTP), eller åpne den der:',
    open: 'Åpne i appen',
    code: 'Koden som appen viser',
    go: 'Begynn',
    weak: 'Passordet er for kort eller for vanlig.',
    wrongCode: 'Koden er feil. Se på klokken på enheten, og prøv neste kode.',
    recovery: 'Ta vare på disse gjenopprettingskodene',
    recoveryText: 'Hver virker én gang i stedet for en kode, hvis appen er borte. De vises ikke igjen.',
    go2: 'Jeg har tatt vare på dem',
  },
  sessions: {
    title: 'Pålogginger',
    own: 'denne',
    began: 'Begynt',
    used: 'Sist brukt',
    where: 'Hvorfra',
    end: 'Avslutt',
    recovery: (n: number) =>
      choose(n, {
        one: '1 gjenopprettingskode igjen',
        other: `${number.format(n)} gjenopprettingskoder igjen`,
      }),
  },
  looks: { language: 'Språk', theme: 'Utseende', system: 'System', light: 'Lyst', dark: 'Mørkt' },
  own: {
    open: 'Endre passordet…',
    title: 'Endre passordet',
    now: 'Nåværende passord',
    text: 'Alle de andre påloggingene dine avsluttes. Kodene i appen din er som før.',
    go: 'Endre',
    wrong: 'Det nåværende passordet er feil. Ingenting er endret.',
    done: 'Passordet er endret. De andre påloggingene dine er avsluttet.',
  },
}
