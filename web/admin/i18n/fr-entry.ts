import { plurals } from '../../i18n/plural.ts'
import type { enEntry } from './en-entry.ts'

const choose = plurals('fr')
const number = new Intl.NumberFormat('fr')

/** Coming in and going out: the door, one-time links, sign-ins. */
export const frEntry: typeof enEntry = {
  door: {
    title: 'Connexion à l’administration',
    name: 'Nom',
    password: 'Mot de passe',
    code: 'Code de votre application, ou un code de secours',
    go: 'Se connecter',
    busy: 'Connexion…',
    signOut: 'Se déconnecter',
    wrong: 'Le nom, le mot de passe ou le code est incorrect.',
    slow: (seconds: number) => `Trop de tentatives erronées. Patientez ${number.format(seconds)} secondes.`,
    ended: 'Vous avez été déconnecté. Reconnectez-vous ; rien n’est perdu.',
    role: { operator: 'opérateur', domain: 'administrateur de domaine' },
  },
  welcome: {
    title: (name: string) => `Bienvenue, ${name}`,
    intro:
      'Ce lien ne sert qu’une fois. Choisissez un mot de passe et ajoutez Yestermail à votre application de codes à usage unique.',
    over: 'Ce lien n’est plus valable',
    overText: 'Il a été utilisé, ou son délai est passé. Demandez-en un autre : yestermail admin link NOM',
    newPassword: 'Nouveau mot de passe',
    passwordHint: '12 caractères ou plus.',
    scan: 'Scannez ceci avec votre application de codes à usage unique',
    picture: 'La clé de votre application, en code QR',
    secret: 'Ou saisissez cette clé dans l’application (TOTP), ou ouvrez-la dedans :',
    open: 'Ouvrir dans l’application',
    code: 'Le code affiché par l’application',
    go: 'Commencer',
    weak: 'Le mot de passe est trop court ou trop courant.',
    wrongCode: 'Le code est incorrect. Vérifiez l’heure de votre appareil et essayez le code suivant.',
    recovery: 'Conservez ces codes de secours',
    recoveryText:
      'Chacun remplace un code une fois, si l’application est perdue. Ils ne seront plus affichés.',
    go2: 'Je les ai conservés',
  },
  sessions: {
    title: 'Connexions',
    own: 'celle-ci',
    began: 'Début',
    used: 'Dernière utilisation',
    where: 'D’où',
    end: 'Terminer',
    recovery: (n: number) =>
      choose(n, { one: '1 code de secours restant', other: `${number.format(n)} codes de secours restants` }),
  },
  looks: {
    language: 'Langue',
    theme: 'Apparence',
    system: 'Système',
    light: 'Clair',
    dark: 'Sombre',
  },
  own: {
    open: 'Changer le mot de passe…',
    title: 'Changer le mot de passe',
    now: 'Mot de passe actuel',
    text: 'Toutes vos autres connexions se terminent. Les codes de votre application ne changent pas.',
    go: 'Changer',
    wrong: 'Le mot de passe actuel est incorrect. Rien n’a été modifié.',
    done: 'Le mot de passe est changé. Vos autres connexions sont terminées.',
  },
}
