import type { enDownload } from './en-download.ts'
import { plurals } from './plural.ts'

const choose = plurals('it')
const number = new Intl.NumberFormat('it')

/** Portare la posta a casa. */
export const itDownload = {
  download: {
    title: 'Scarica',
    form: 'Formato',
    forms: {
      eml: {
        name: 'Messaggi singoli (EML)',
        text: 'Un file ciascuno, esattamente come ricevuto. Li apre qualsiasi programma di posta.',
      },
      mbox: {
        name: 'MBOX (mboxrd)',
        text: 'Un solo file lungo, per Thunderbird, Apple Mail, mutt e altri. Senza lo stato di lettura e i contrassegni.',
      },
      maildir: {
        name: 'Maildir',
        text: 'Con cartelle, stato di lettura e contrassegni: per trasferirsi su un altro server di posta (Dovecot, Stalwart).',
      },
    },
    file: 'File',
    containers: { zip: 'ZIP', tar: 'tar', none: 'Un solo file' },
    windows: 'Nomi adatti a Windows',
    windowsText: 'Senza caratteri come : e ? che lì non sono ammessi.',
    preparing: 'Verifica del contenuto…',
    holds: (messages, size) => `${messages}, ${size}`,
    about: 'Il file diventa un po’ più grande: alcune righe vengono segnate con > come vuole MBOX.',
    lost: n =>
      choose(n, {
        one: 'In questo backup un messaggio è danneggiato. Viene tralasciato; errors.txt lo indica.',
        other: `In questo backup ${number.format(n)} messaggi sono danneggiati. Vengono tralasciati; errors.txt li indica.`,
      }),
    lostEnds: n =>
      choose(n, {
        one: 'In questo backup un messaggio è danneggiato: un file unico si interromperebbe lì. Scegliere ZIP; errors.txt lo indicherà.',
        other: `In questo backup ${number.format(n)} messaggi sono danneggiati: un file unico si interromperebbe al primo. Scegliere ZIP; errors.txt li indicherà.`,
      }),
    begin: size => `Scarica (${size})`,
    waiting: 'Il browser chiede dove salvarlo, oppure comincia.',
    progress: 'Scaricamento',
    far: (done, all) => `${done} su ${all}`,
    done: 'Lo scaricamento è completo.',
    broken: far => `Lo scaricamento si è fermato a ${far}.`,
    resumed:
      'Se si ferma, lo si può riprendere dall’elenco dei download del browser: entro tre giorni continua da dove era.',
    notResumed: 'Se si ferma, deve ricominciare da capo. Uno ZIP di messaggi singoli continua da dove era.',
    nothing: 'In ciò che è stato scelto non c’è alcun messaggio.',
    notFound: 'Questo backup o questa cartella non è più conservata. Scegliere di nuovo che cosa scaricare.',
    busy: 'Sono in preparazione troppi scaricamenti. Riprovare tra un momento.',
    again:
      'L’accesso risale a più di mezz’ora fa. Per portare via della posta, inserire ancora una volta la password.',
    password: 'Password',
    wrongPassword: 'Questa password non è corretta.',
    confirm: 'Continua',
    backup: 'Scarica',
    backupOf: name => `Scarica il backup di ${name}`,
    backupTitle: day => `Tutta la posta del ${day}`,
  },
} satisfies typeof enDownload
