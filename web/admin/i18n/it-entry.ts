import { plurals } from '../../i18n/plural.ts'
import type { enEntry } from './en-entry.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Coming in and going out: the door, one-time links, sign-ins. */
export const itEntry: typeof enEntry = {
  door: {
    title: 'Accedi all’amministrazione',
    name: 'Nome',
    password: 'Password',
    code: 'Codice dell’app, o un codice di recupero',
    go: 'Accedi',
    busy: 'Accesso in corso…',
    signOut: 'Esci',
    wrong: 'Il nome, la password o il codice non è corretto.',
    slow: (seconds: number) => `Troppi tentativi errati. Attendi ${number.format(seconds)} secondi.`,
    ended: 'La sessione è terminata. Accedi di nuovo: nulla è perso.',
    role: { operator: 'operatore', domain: 'amministratore di dominio' },
  },
  welcome: {
    title: (name: string) => `Benvenuto, ${name}`,
    intro:
      'Questo link vale una volta sola. Scegli una password e aggiungi Yestermail alla tua app per codici monouso.',
    over: 'Questo link non vale più',
    overText: 'È stato usato, o il suo tempo è scaduto. Chiedine uno nuovo: yestermail admin link NOME',
    newPassword: 'Nuova password',
    passwordHint: 'Almeno 12 caratteri.',
    scan: 'Inquadralo con l’app per i codici monouso',
    picture: 'La chiave per la tua app, come codice QR',
    secret: 'Oppure scrivi questa chiave nell’app (TOTP), o aprila lì:',
    open: 'Apri nell’app',
    code: 'Il codice che l’app mostra',
    go: 'Inizia',
    weak: 'La password è troppo corta o troppo comune.',
    wrongCode: 'Il codice non è corretto. Controlla l’orologio del dispositivo e prova il codice seguente.',
    recovery: 'Conserva questi codici di recupero',
    recoveryText:
      'Ciascuno vale una volta al posto di un codice, se l’app è persa. Non saranno più mostrati.',
    go2: 'Li ho conservati',
  },
  sessions: {
    title: 'Accessi',
    own: 'questo',
    began: 'Inizio',
    used: 'Ultimo uso',
    where: 'Da dove',
    end: 'Termina',
    recovery: (n: number) =>
      choose(n, {
        one: '1 codice di recupero rimasto',
        other: `${number.format(n)} codici di recupero rimasti`,
      }),
  },
  looks: { language: 'Lingua', theme: 'Aspetto', system: 'Sistema', light: 'Chiaro', dark: 'Scuro' },
  own: {
    open: 'Cambia la password…',
    title: 'Cambia la password',
    now: 'Password attuale',
    text: 'Tutti gli altri tuoi accessi terminano. I codici della tua app restano come sono.',
    go: 'Cambia',
    wrong: 'La password attuale non è corretta. Non è cambiato nulla.',
    done: 'La password è cambiata. Gli altri tuoi accessi sono terminati.',
  },
}
