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
    page: 'una pagina su, giù',
    search: 'cerca',
    select: 'seleziona il messaggio, o lo toglie',
    range: 'seleziona fino al messaggio seguente, precedente',
    selectAll: 'seleziona tutto ciò che è mostrato',
    menu: 'che cosa si può fare con il messaggio',
    download: 'scarica il messaggio, o ciò che è selezionato',
    restore: 'richiedi un ripristino',
    print: 'stampa il messaggio',
    textHtml: 'testo semplice o HTML',
    headers: 'tutte le intestazioni',
    panes: 'parte seguente della finestra',
    help: 'questo aiuto',
    off: 'I tasti singoli sono disattivati.',
    about: 'Che cosa sono i backup',
    aboutText:
      'Ogni backup è l’intera casella in un dato istante. Si può leggere e scaricare; qui nulla può rispondere, eliminare o contrassegnare. I messaggi arrivati ed eliminati tra due backup non vi sono contenuti.',
  },
} satisfies typeof enHelp
