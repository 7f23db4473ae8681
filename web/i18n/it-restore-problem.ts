import type { enRestoreProblem } from './en-restore-problem.ts'

/** Perché di un ripristino qualcosa non è stato possibile, per codice. */
export const itRestoreProblem = {
  'no-worker': 'Il programma dei backup non è in funzione.',
  'server-unreachable': 'Il server di posta non ha risposto.',
  'sign-in-refused':
    'Il server di posta ha rifiutato l’accesso. Hai cambiato la password? Allora accedi di nuovo.',
  'budget-spent': 'Il server di posta accetta solo una certa quantità di posta al giorno.',
  'cannot-undo':
    'Il server di posta non può rimuovere esattamente questi messaggi, quindi non è stato rimosso nulla.',
  'not-found': 'Ciò che questa richiesta ripristinerebbe non è più conservato.',
  'restore-limit': 'Sono stati fatti abbastanza ripristini. Riprova più tardi.',
  'no-backup': 'Questo backup non è più conservato.',
  'nothing-to-restore': 'Non c’è nulla da aggiungere.',
  'bad-folder-name': 'Il server di posta non ha una cartella con questo nome e non può crearla.',
  'plan-stale': 'Il confronto è troppo vecchio. Richiedi di nuovo.',
  'restore-off': 'Per questa casella non sono offerti ripristini.',
  other: 'Qualcosa è andato storto da parte nostra.',
} satisfies typeof enRestoreProblem
