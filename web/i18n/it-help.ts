import type { enHelp } from './en-help.ts'

export const itHelp = {
  help: {
    title: 'Tastiera e aiuto',
    days: 'Giorni',
    list: 'Messaggi',
    message: 'Messaggio',
    olderNewer: 'backup precedente, successivo',
    calendar: 'calendario di tutti i giorni',
    move: 'messaggio seguente, precedente',
    ends: 'primo, ultimo messaggio',
    open: 'apri il messaggio',
    back: 'torna all’elenco',
    download: 'scarica il messaggio',
    textHtml: 'testo semplice o HTML',
    headers: 'tutte le intestazioni',
    panes: 'parte seguente della finestra',
    help: 'questo aiuto',
    off: 'I tasti singoli sono disattivati nelle impostazioni.',
    about: 'Che cosa sono i backup',
    aboutText:
      'Ogni backup è l’intera casella in un dato istante. Si può leggere e scaricare; qui nulla può rispondere, eliminare o contrassegnare. I messaggi arrivati ed eliminati tra due backup non vi sono contenuti.',
  },
} satisfies typeof enHelp
