import type { enManage } from './en-manage.ts'

const number = new Intl.NumberFormat('de')

export const deManage = {
  manage: {
    title: 'Ordner in der Liste',
    intro: 'Wählen Sie, welche Ordner die Liste an der Seite zeigt.',
    note: 'Ausgeblendete Ordner werden weiterhin gesichert, durchsucht und auf fehlende Nachrichten geprüft.',
    find: 'Ordner finden',
    none: 'Kein Ordner hat das in seinem Namen.',
    hidden: 'von Ihnen ausgeblendet',
    hideInside: 'Auch alle darin ausblenden',
    showInside: 'Auch alle darin zeigen',
    showAll: 'Alle Ordner zeigen',
    count: (shown, all) => `${number.format(shown)} von ${number.format(all)} gezeigt`,
  },
} satisfies typeof enManage
