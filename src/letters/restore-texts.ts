import type { Language } from '../domain/language.ts'
import { restoreDe, restoreEs, restoreNb } from './restore-texts-more.ts'

export type RestoreLabel =
  | 'request'
  | 'backup'
  | 'toAdd'
  | 'size'
  | 'added'
  | 'there'
  | 'notAdded'
  | 'left'
  | 'removed'
  | 'kept'
  | 'price'
  | 'until'
  | 'note'
  | 'decidedBy'
  | 'reason'
  | 'undoUntil'

type Event =
  | 'filed'
  | 'for-you'
  | 'confirmed'
  | 'rejected'
  | 'expired'
  | 'withdrawn'
  | 'done'
  | 'partial'
  | 'failed'
  | 'cancelled'
  | 'undone'

/** Every text of the letters about restores in one language. */
export interface RestoreTexts {
  subjects: Record<Event, (number: string) => string>
  sentences: Record<Event, (address: string) => string>
  labels: Record<RestoreLabel, string>
  actors: Record<'owner' | 'operator', string>
  /** a link follows */
  openAdmin: string
  openOwner: string
  notYou: string
  whyAdmin: string
  whyOwner: string
}

const en: RestoreTexts = {
  subjects: {
    filed: number => `Restore ${number} waits for your decision`,
    'for-you': number => `Restore ${number}: an administrator puts mail back for you`,
    confirmed: number => `Restore ${number} was confirmed`,
    rejected: number => `Restore ${number} was rejected`,
    expired: number => `Restore ${number} was not decided in time`,
    withdrawn: number => `Restore ${number} was withdrawn`,
    done: number => `Restore ${number} is done`,
    partial: number => `Restore ${number} is done in part`,
    failed: number => `Restore ${number} failed`,
    cancelled: number => `Restore ${number} was stopped`,
    undone: number => `Restore ${number} was undone`,
  },
  sentences: {
    filed: address =>
      `The owner of ${address} asks that missing mail be put back from a backup. Nobody has decided yet.`,
    'for-you': address =>
      `An administrator has asked that missing mail be put back into ${address} from a backup, and confirmed it. It begins now.`,
    confirmed: address =>
      `The request to put missing mail back into ${address} was confirmed. It begins now.`,
    rejected: address =>
      `The request to put missing mail back into ${address} was rejected. Nothing was changed.`,
    expired: address =>
      `Nobody decided about the request to put missing mail back into ${address} while there was time. Nothing was changed; it can be asked for again.`,
    withdrawn: address =>
      `The owner withdrew the request to put missing mail back into ${address}. There is nothing to decide any more, and nothing was changed.`,
    done: address => `The missing mail was put back into ${address}.`,
    partial: address =>
      `Some of the missing mail was put back into ${address}; some could not be. The list of the request says which, and why.`,
    failed: address =>
      `The missing mail could not be put back into ${address}. The list of the request says why.`,
    cancelled: address =>
      `Putting missing mail back into ${address} was stopped. What was added until then stays.`,
    undone: address =>
      `What this restore had added to ${address} was removed again. Messages that were changed since stay.`,
  },
  labels: {
    request: 'Request',
    backup: 'Backup',
    toAdd: 'Messages to add',
    size: 'Size',
    added: 'Messages added',
    there: 'Were there already',
    notAdded: 'Could not be added',
    left: 'Not added any more',
    removed: 'Messages removed',
    kept: 'Changed since, so they stay',
    price: 'Price',
    until: 'To be decided before',
    note: 'Note',
    decidedBy: 'Decided by',
    reason: 'Reason',
    undoUntil: 'Can be undone until',
  },
  actors: { owner: 'the owner', operator: 'the operator of the server' },
  openAdmin: 'Open the request; the link itself decides nothing:',
  openOwner: 'Your backups and requests:',
  notYou: 'If you know nothing of this, change the password of your mailbox and tell whoever runs your mail.',
  whyAdmin: 'You get this letter because you are an administrator of this mail domain in Yestermail.',
  whyOwner: 'You get this letter because it is about your mailbox.',
}

const it: RestoreTexts = {
  subjects: {
    filed: number => `Il ripristino ${number} attende la Sua decisione`,
    'for-you': number => `Ripristino ${number}: un amministratore rimette dei messaggi al loro posto`,
    confirmed: number => `Il ripristino ${number} è stato confermato`,
    rejected: number => `Il ripristino ${number} è stato rifiutato`,
    expired: number => `Sul ripristino ${number} non si è deciso in tempo`,
    withdrawn: number => `La richiesta di ripristino ${number} è stata ritirata`,
    done: number => `Il ripristino ${number} è terminato`,
    partial: number => `Il ripristino ${number} è terminato in parte`,
    failed: number => `Il ripristino ${number} non è riuscito`,
    cancelled: number => `Il ripristino ${number} è stato fermato`,
    undone: number => `Il ripristino ${number} è stato annullato`,
  },
  sentences: {
    filed: address =>
      `Il titolare di ${address} chiede di rimettere al loro posto i messaggi mancanti, presi da un backup. Nessuno ha ancora deciso.`,
    'for-you': address =>
      `Un amministratore ha chiesto e confermato che i messaggi mancanti tornino in ${address} da un backup. Si comincia adesso.`,
    confirmed: address =>
      `La richiesta di rimettere i messaggi mancanti in ${address} è stata confermata. Si comincia adesso.`,
    rejected: address =>
      `La richiesta di rimettere i messaggi mancanti in ${address} è stata rifiutata. Non è cambiato nulla.`,
    expired: address =>
      `Nessuno ha deciso in tempo sulla richiesta di rimettere i messaggi mancanti in ${address}. Non è cambiato nulla; si può chiedere di nuovo.`,
    withdrawn: address =>
      `Il titolare ha ritirato la richiesta di rimettere i messaggi mancanti in ${address}. Non c’è più nulla da decidere e non è cambiato nulla.`,
    done: address => `I messaggi mancanti sono di nuovo in ${address}.`,
    partial: address =>
      `Una parte dei messaggi mancanti è di nuovo in ${address}, altri non è stato possibile rimetterli. L’elenco della richiesta dice quali e perché.`,
    failed: address =>
      `Non è stato possibile rimettere i messaggi mancanti in ${address}. L’elenco della richiesta dice perché.`,
    cancelled: address =>
      `Il ripristino in ${address} è stato fermato. Ciò che era già stato aggiunto resta.`,
    undone: address =>
      `Ciò che questo ripristino aveva aggiunto a ${address} è stato tolto. I messaggi modificati nel frattempo restano.`,
  },
  labels: {
    request: 'Richiesta',
    backup: 'Backup',
    toAdd: 'Messaggi da aggiungere',
    size: 'Dimensione',
    added: 'Messaggi aggiunti',
    there: 'C’erano già',
    notAdded: 'Impossibile aggiungere',
    left: 'Non più aggiunti',
    removed: 'Messaggi tolti',
    kept: 'Modificati nel frattempo, quindi restano',
    price: 'Prezzo',
    until: 'Da decidere prima di',
    note: 'Nota',
    decidedBy: 'Deciso da',
    reason: 'Motivo',
    undoUntil: 'Si può annullare fino a',
  },
  actors: { owner: 'il titolare', operator: 'il gestore del server' },
  openAdmin: 'Aprire la richiesta; il collegamento da solo non decide nulla:',
  openOwner: 'I Suoi backup e le Sue richieste:',
  notYou: 'Se non ne sa nulla, cambi la password della casella e avvisi chi gestisce la Sua posta.',
  whyAdmin: 'Riceve questa lettera perché amministra questo dominio di posta in Yestermail.',
  whyOwner: 'Riceve questa lettera perché riguarda la Sua casella.',
}

const fr: RestoreTexts = {
  subjects: {
    filed: number => `La restauration ${number} attend votre décision`,
    'for-you': number => `Restauration ${number} : un administrateur remet des messages en place`,
    confirmed: number => `La restauration ${number} a été confirmée`,
    rejected: number => `La restauration ${number} a été refusée`,
    expired: number => `Personne n’a décidé à temps de la restauration ${number}`,
    withdrawn: number => `La demande de restauration ${number} a été retirée`,
    done: number => `La restauration ${number} est terminée`,
    partial: number => `La restauration ${number} est terminée en partie`,
    failed: number => `La restauration ${number} a échoué`,
    cancelled: number => `La restauration ${number} a été arrêtée`,
    undone: number => `La restauration ${number} a été annulée`,
  },
  sentences: {
    filed: address =>
      `Le titulaire de ${address} demande que les messages manquants soient remis en place depuis une sauvegarde. Personne n’a encore décidé.`,
    'for-you': address =>
      `Un administrateur a demandé et confirmé que les messages manquants soient remis dans ${address} depuis une sauvegarde. Cela commence maintenant.`,
    confirmed: address =>
      `La demande de remettre les messages manquants dans ${address} a été confirmée. Cela commence maintenant.`,
    rejected: address =>
      `La demande de remettre les messages manquants dans ${address} a été refusée. Rien n’a changé.`,
    expired: address =>
      `Personne n’a décidé à temps de la demande de remettre les messages manquants dans ${address}. Rien n’a changé ; on peut la refaire.`,
    withdrawn: address =>
      `Le titulaire a retiré la demande de remettre les messages manquants dans ${address}. Il n’y a plus rien à décider, et rien n’a changé.`,
    done: address => `Les messages manquants sont de nouveau dans ${address}.`,
    partial: address =>
      `Une partie des messages manquants est de nouveau dans ${address} ; d’autres n’ont pas pu y être remis. La liste de la demande dit lesquels et pourquoi.`,
    failed: address =>
      `Les messages manquants n’ont pas pu être remis dans ${address}. La liste de la demande dit pourquoi.`,
    cancelled: address =>
      `La restauration dans ${address} a été arrêtée. Ce qui avait déjà été ajouté reste.`,
    undone: address =>
      `Ce que cette restauration avait ajouté à ${address} a été retiré. Les messages modifiés depuis restent.`,
  },
  labels: {
    request: 'Demande',
    backup: 'Sauvegarde',
    toAdd: 'Messages à ajouter',
    size: 'Taille',
    added: 'Messages ajoutés',
    there: 'Étaient déjà là',
    notAdded: 'N’ont pas pu être ajoutés',
    left: 'N’ont plus été ajoutés',
    removed: 'Messages retirés',
    kept: 'Modifiés depuis, donc conservés',
    price: 'Prix',
    until: 'À décider avant le',
    note: 'Note',
    decidedBy: 'Décision de',
    reason: 'Motif',
    undoUntil: 'Peut être annulée jusqu’au',
  },
  actors: { owner: 'le titulaire', operator: 'l’exploitant du serveur' },
  openAdmin: 'Ouvrir la demande ; le lien à lui seul ne décide de rien :',
  openOwner: 'Vos sauvegardes et vos demandes :',
  notYou:
    'Si vous n’en savez rien, changez le mot de passe de votre boîte et prévenez ceux qui gèrent votre messagerie.',
  whyAdmin: 'Vous recevez cette lettre parce que vous administrez ce domaine dans Yestermail.',
  whyOwner: 'Vous recevez cette lettre parce qu’elle concerne votre boîte.',
}

/** The texts of each language. */
export const restoreTexts: Record<Language, RestoreTexts> = {
  ...{ en, it, fr },
  ...{ nb: restoreNb, de: restoreDe, es: restoreEs },
}
