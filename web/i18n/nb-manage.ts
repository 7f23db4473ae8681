import type { enManage } from './en-manage.ts'

const number = new Intl.NumberFormat('nb')

export const nbManage = {
  manage: {
    title: 'Mapper i listen',
    intro: 'Velg hvilke mapper listen i siden viser.',
    note: 'Skjulte mapper blir fortsatt sikkerhetskopiert, søkt i og sett gjennom etter e-post som mangler.',
    find: 'Finn en mappe',
    none: 'Ingen mappe har dette i navnet.',
    hidden: 'skjult av deg',
    hideInside: 'Skjul også alt inni',
    showInside: 'Vis også alt inni',
    showAll: 'Vis alle mapper',
    count: (shown, all) => `${number.format(shown)} av ${number.format(all)} vises`,
  },
} satisfies typeof enManage
