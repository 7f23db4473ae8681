import type { enManage } from './en-manage.ts'

const number = new Intl.NumberFormat('es')

export const esManage = {
  manage: {
    title: 'Carpetas de la lista',
    intro: 'Elija qué carpetas muestra la lista lateral.',
    note: 'De las carpetas ocultas se siguen haciendo copias; también se busca en ellas y se mira si falta correo.',
    find: 'Buscar una carpeta',
    none: 'Ninguna carpeta tiene esto en su nombre.',
    hidden: 'ocultada por usted',
    hideInside: 'Ocultar también las de dentro',
    showInside: 'Mostrar también las de dentro',
    showAll: 'Mostrar todas las carpetas',
    count: (shown, all) => `${number.format(shown)} de ${number.format(all)} mostradas`,
  },
} satisfies typeof enManage
