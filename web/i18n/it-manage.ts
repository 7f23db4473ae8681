import type { enManage } from './en-manage.ts'

const number = new Intl.NumberFormat('it')

export const itManage = {
  manage: {
    title: 'Cartelle nell’elenco',
    intro: 'Scegliere quali cartelle mostrare nell’elenco a lato.',
    note: 'Anche delle cartelle nascoste si fanno i backup; vi si cerca e vi si guarda se manca posta.',
    find: 'Trova una cartella',
    none: 'Nessuna cartella ha questo testo nel nome.',
    hidden: 'nascosta manualmente',
    hideInside: 'Nascondi anche quelle all’interno',
    showInside: 'Mostra anche quelle all’interno',
    showAll: 'Mostra tutte le cartelle',
    count: (shown, all) => `${number.format(shown)} di ${number.format(all)} mostrate`,
  },
} satisfies typeof enManage
