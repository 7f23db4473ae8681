import type { enMissing } from './en-missing.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Che cosa manca oggi nella casella. Si dice “manca”, non “eliminato”: può averlo spostato una regola o un altro programma. */
export const itMissing = {
  presence: {
    badge: {
      gone: 'Ora manca',
      goneSince: day => `Manca da ${day}`,
      trash: 'Ora nel Cestino',
      junk: 'Ora in Spam',
      moved: folder => `Spostato in ${folder}`,
      movedSomewhere: 'Spostato',
      unknown: 'Non si sa',
      some: (n, of) =>
        choose(n, {
          one: `Ora manca 1 messaggio su ${number.format(of)}`,
          other: `Ora mancano ${number.format(n)} messaggi su ${number.format(of)}`,
        }),
    },
    gone: 'Ora manca.',
    trash: 'Ora è nel Cestino.',
    junk: 'Ora è in Spam.',
    moved: folder => `È stato spostato in ${folder}.`,
    movedSomewhere: 'È stato spostato in un’altra cartella.',
    unknown: 'Non si sa se sia ancora nella casella: la sua cartella non si è potuta leggere.',
    lastSeen: (folder, when) => `Visto l’ultima volta in ${folder}, ${when}.`,
    since: when => `Manca dal backup di ${when}.`,
    sinceLatest: 'È sparito dopo l’ultimo backup.',
    lifeLine: 'Cronologia',
  },

  missing: {
    title: 'Ora mancano',
    of: folder => `Ora mancano: ${folder}`,
    allDays: 'Tutti i giorni',
    anyFolder: 'Da qualsiasi cartella',
    state: 'Che fine hanno fatto',
    allMissing: 'Mancanti',
    gone: 'Spariti',
    goneHint: 'In nessuna cartella della casella',
    bin: 'In Cestino o Spam',
    binHint: 'Ci sono ancora, ma nel Cestino o in Spam',
    moved: 'Spostati',
    movedHint: 'Ora in un’altra cartella',
    compared: time => `Confrontato con la casella alle ${time}.`,
    comparedOn: when => `Confrontato con la casella: ${when}.`,
    comparedBackup: when => `Confrontato con il backup di ${when}.`,
    notCompared: 'Non ancora confrontato con la casella.',
    problems: {
      'no-worker':
        'Non si è potuto guardare nella casella: il servizio che lo fa al momento non è in funzione.',
      'too-slow': 'Guardare nella casella ha richiesto troppo tempo.',
      interrupted: 'La lettura della casella è stata interrotta.',
      other: 'Non è stato possibile guardare nella casella.',
    },
    comparing: 'Lettura della casella…',
    compareAgain: 'Guarda di nuovo',
    unknown: folders => `Non si sono potute leggere, quindi non si sa: ${folders}.`,
    unknownMore: n => choose(n, { one: 'e un’altra', other: `e altre ${number.format(n)}` }),
    none: 'Non manca nulla',
    noneText: 'Ogni messaggio di questi backup è nella casella.',
    noneHere: 'Di questo backup non manca nulla',
    noneHereText: 'Ogni messaggio di questo giorno è nella casella. Altri giorni possono contenerne di più.',
    noneSuch: 'Nessun messaggio è in questo stato',
    noneSuchText: 'Scegliere qui sopra un altro stato.',
    limit: 'I messaggi arrivati ed eliminati tra due backup non sono in nessuno di essi.',
    whatIs:
      'I messaggi che sono in un backup e oggi in nessuna cartella della casella, o soltanto nel Cestino o in Spam. Un messaggio spostato non manca.',
  },
} satisfies typeof enMissing
