import type { AdminTexts } from './admin-en.ts'

export const frAdmin = {
  title: 'Administration de Yestermail',
  signIn: 'Se connecter comme administrateur',
  name: 'Nom',
  password: 'Mot de passe',
  code: 'Code de votre application, ou code de secours',
  go: 'Se connecter',
  out: 'Se déconnecter',
  welcomeTitle: (name: string) => `Bienvenue, ${name}`,
  welcomeText:
    'Choisissez un mot de passe d’au moins 12 caractères et ajoutez ce secret à une application qui affiche des codes.',
  secret: 'Secret',
  openApp: 'Ouvrir dans l’application',
  appCode: 'Code affiché par l’application',
  done: 'Valider',
  recoveryTitle: 'Codes de secours',
  recoveryText:
    'Gardez ces dix codes à un endroit accessible sans votre téléphone. Chacun sert une fois. Ils ne seront plus affichés.',
  goOn: 'Je les ai gardés',
  accessTitle: 'Ouvrir vos sauvegardes',
  accessText: 'Ce lien ouvre vos sauvegardes une seule fois, sans votre mot de passe de messagerie.',
  accessGo: 'Ouvrir',
  hello: (name: string) => `Vous êtes connecté sous le nom ${name}.`,
  role: {
    operator: 'Opérateur de tous les domaines',
    domain: (domains: string) => `Administrateur de ${domains}`,
  },
  wrong: 'Le nom, le mot de passe ou le code est incorrect.',
  wrongCode: 'Le code est incorrect ou déjà utilisé. Attendez le suivant.',
  linkOver: 'Ce lien a déjà servi, est trop ancien ou a été remplacé. Demandez-en un nouveau.',
  weak: 'Choisissez un mot de passe plus long : au moins 12 caractères, dont cinq différents, sans votre nom.',
  wait: (seconds: number) => `Trop d’essais erronés. Attendez ${seconds} secondes.`,
  offline: 'Yestermail est injoignable.',
  fault: 'Cela n’a pas fonctionné. Réessayez dans un instant.',
} satisfies AdminTexts
