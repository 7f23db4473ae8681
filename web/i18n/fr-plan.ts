import type { enPlan } from './en-plan.ts'
import { plurals } from './plural.ts'

const choose = plurals('fr')
const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

/** Quand les sauvegardes ont lieu et combien de temps elles sont conservées. */
export const frPlan = {
  plan: {
    title: 'Comment cette boîte est sauvegardée',
    menu: 'Sauvegarder maintenant',
    when: 'Quand',
    daily: at => `Chaque nuit, à ${at} ou peu après`,
    weekly: (day, at) => `Une fois par semaine, le ${weekdays[day - 1]} à ${at} ou peu après`,
    hours: n => choose(n, { one: 'Toutes les heures', other: `Toutes les ${n} heures` }),
    byHand: 'Seulement à votre demande, ici',
    kept: 'Conservées',
    within: n =>
      choose(n, {
        one: 'toutes celles d’hier et d’aujourd’hui',
        other: `toutes celles des ${n} derniers jours`,
      }),
    last: n => choose(n, { one: 'la plus récente', other: `les ${n} plus récentes` }),
    hourly: n => choose(n, { one: 'une de la dernière heure', other: `une par heure pendant ${n} heures` }),
    eachDay: n => choose(n, { one: 'une du dernier jour', other: `une par jour pendant ${n} jours` }),
    eachWeek: n =>
      choose(n, { one: 'une de la dernière semaine', other: `une par semaine pendant ${n} semaines` }),
    eachMonth: n => choose(n, { one: 'une du dernier mois', other: `une par mois pendant ${n} mois` }),
    next: 'La prochaine',
    left: 'Non compris',
    noJunk: 'Le dossier des indésirables',
    now: 'Sauvegarder maintenant',
    asking: 'Demande en cours…',
    waiting: 'En attente de son tour…',
    running: 'Une sauvegarde est en cours.',
    progress: 'Progression de la sauvegarde',
    messages: (done, all) => `${done} messages sur ${all}`,
    done: 'Terminé. Vous pouvez consulter la nouvelle sauvegarde.',
    donePartly:
      'Terminé, mais tout n’a pas pu être lu. Les détails disent ce qui manque à la nouvelle sauvegarde.',
    open: 'L’ouvrir',
    failed: 'La sauvegarde n’a pas pu être effectuée.',
    refused: {
      forbidden: 'Votre fournisseur effectue lui-même les sauvegardes de cette boîte.',
      rateLimit:
        'Cela suffit pour aujourd’hui : le nombre de sauvegardes à la demande est atteint. Celle de cette nuit aura lieu comme d’habitude.',
      signInNeeded:
        'Le serveur de messagerie refuse le mot de passe conservé. Reconnectez-vous, puis réessayez.',
      workerNotRunning:
        'Personne n’a encore pris en charge la demande. Elle est notée ; la sauvegarde se fera dès que le programme des nuits fonctionnera de nouveau.',
      other: 'Ce n’est pas possible maintenant. Réessayez plus tard.',
    },
    failedToLoad: 'Le plan de cette boîte n’a pas pu être chargé',
  },
} satisfies typeof enPlan
