import type { enReceipt } from './en-receipt.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

const are = (n: number) =>
  choose(n, { one: `qui ce n’è ${number.format(n)}`, other: `qui ce ne sono ${number.format(n)}` })

/** La prova: che cosa contiene un backup, che cosa gli manca, e se è ancora come fu sigillato. */
export const itReceipt = {
  receipt: {
    title: 'Che cosa contiene questo backup',
    taken: 'Eseguito',
    keptUntil: 'Conservato fino a',
    pinned: 'Conservato più a lungo',
    pinnedFor: {
      alarm: day => `fino a ${day}, perché la notte dopo molti messaggi hanno lasciato la casella`,
      request: day => `fino a ${day}, perché è stato richiesto un ripristino`,
      other: day => `fino a ${day}`,
    },
    holds: 'Contiene',
    arrived: 'Letti questa volta',
    number: 'Numero',
    lacks: 'Mancano',
    lacksNothing: 'Nulla: ogni cartella è stata letta per intero.',
    counted: (counted, stored) => `Il server di posta ha contato ${counted}; ${are(stored)}.`,
    countedOfRead: (counted, stored) =>
      `Nelle cartelle che si sono potute leggere il server di posta ha contato ${counted}; ${are(stored)}.`,
    folders: 'Cartella per cartella',
    folder: 'Cartella',
    onServer: 'Sul server',
    here: 'Qui',
    missing: 'Mancanti',
    notRead: 'non letta',
    notCounted: 'non contati',
    notKnown: 'non si sa',
    later: n => `${number.format(n)} ancora da leggere`,
    gap: {
      refused: 'il server di posta non l’ha voluto consegnare',
      'not-sent': 'il server di posta l’ha saltato',
      cut: 'la connessione si è interrotta a metà, due volte',
      'too-slow': 'arrivava troppo lentamente',
    },
    uid: uid => `UID ${uid}`,
    moreGaps: n => `e altri ${number.format(n)}`,
    proof: 'Prova',
    checked: 'Riletto',
    checkedAt: day => `Ogni messaggio conservato è stato riletto e confrontato l’ultima volta ${day}.`,
    neverChecked: 'Non ancora. Di tanto in tanto ogni messaggio conservato viene riletto e confrontato.',
    chain: 'Giorno precedente',
    chainState: {
      first: 'Questo è il primo backup.',
      linked: day => `Collegato al backup di ${day}, che è rimasto immutato.`,
      begins: 'Il backup precedente a questo è giunto alla fine del suo tempo.',
      broken: 'Il backup precedente a questo manca o è stato modificato.',
    },
    seal: 'Sigillo',
    sealText: 'Lo SHA-256 della ricevuta di questo backup:',
    noReceipt: 'La ricevuta di questo backup è persa o danneggiata: non si sa quindi che cosa gli manchi.',
    damaged: 'Danneggiato',
    damages: n =>
      choose(n, {
        one: 'Una cosa in questo backup non è più come fu sigillata.',
        other: `${number.format(n)} cose in questo backup non sono più come furono sigillate.`,
      }),
    damagedMessage: (folder, uid) => `Un messaggio in “${folder}” (UID ${uid})`,
    damagedFolder: folder => `La cartella “${folder}”`,
    damagedDay: 'Il backup stesso',
    failed: 'Non è stato possibile caricare la ricevuta',
  },

  letters: {
    title: 'Avvisi via email',
    intro: 'Yestermail può scrivere in questa casella quando qualcosa non torna.',
    vanish: 'Avvisare quando sono spariti molti messaggi',
    vanishText:
      'Quando in una notte dei messaggi lasciano le cartelle, salvo verso Cestino o Spam e ritorno, arriva un’email, e l’ultimo backup che li conteneva si conserva per altri 30 giorni.',
    mails: 'A partire da quanti messaggi',
    percent: 'O da quale percentuale di tutta la posta',
    percentText: 'Lasciare vuoto per contare soltanto i messaggi.',
    save: 'Salva',
    saved: 'Salvato.',
    wrong: 'I messaggi devono essere un numero da 1 a 1.000.000; la percentuale da 1 a 100, oppure vuota.',
    failed: 'Non è stato possibile caricare le scelte',
  },
} satisfies typeof enReceipt
