import type { enListing } from './en-listing.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Las listas de mensajes: filtros, orden, selección y acciones. */
export const esListing = {
  listing: {
    filters: 'Mostrar',
    filter: {
      all: 'Todos',
      unread: 'Sin leer',
      flagged: 'Destacados',
      attachments: 'Adjuntos',
    },
    order: 'Orden',
    orders: {
      '-receivedAt': 'Más recientes primero',
      receivedAt: 'Más antiguos primero',
      from: 'Remitente de la A a la Z',
      '-from': 'Remitente de la Z a la A',
      subject: 'Asunto de la A a la Z',
      '-subject': 'Asunto de la Z a la A',
      '-size': 'Más grandes primero',
      size: 'Más pequeños primero',
    },
    atLeast: n => `${number.format(n)} o más`,
    noneSuch: 'No hay mensajes así en esta carpeta',
    showAll: 'Mostrar todos los mensajes',
    selected: n => choose(n, { one: '1 seleccionado', other: `${number.format(n)} seleccionados` }),
    allSelected: n =>
      choose(n, { one: 'El único que hay, seleccionado', other: `Los ${number.format(n)} seleccionados` }),
    allSelectedUncounted: 'Todos seleccionados',
    selectAll: n => choose(n, { one: 'Seleccionarlo', other: `Seleccionar los ${number.format(n)}` }),
    selectEverything: 'Seleccionar todo',
    clear: 'Quitar la selección',
    nothingSelected: 'Nada seleccionado',
    select: 'Seleccionar',
    conversationTitle: n =>
      choose(n, {
        one: 'Un mensaje en esta conversación',
        other: `${number.format(n)} mensajes en esta conversación`,
      }),
  },
  action: {
    menu: 'Acciones',
    open: 'Abrir',
    openTab: 'Abrir en una pestaña nueva',
    deselect: 'Quitar de la selección',
    downloadOne: 'Descargar',
    downloadAll: n =>
      choose(n, { one: 'Descargar el mensaje…', other: `Descargar ${number.format(n)} mensajes…` }),
    downloadConversation: n => `Descargar la conversación (${number.format(n)})…`,
    downloadList: 'Descargar esta lista…',
    restore: 'Solicitar restauración…',
    headers: 'Todas las cabeceras',
    copyLink: 'Copiar el enlace',
    linkCopied: 'El enlace se ha copiado. Lo abre quien puede iniciar sesión en este buzón.',
    linkNotCopied: 'El navegador no ha permitido copiar el enlace.',
  },
  pane: {
    folders: 'Ancho de las carpetas',
    list: 'Ancho de la lista',
    listHeight: 'Alto de la lista',
    hint: 'Arrástrelo, use las flechas o haga clic para otro tamaño.',
  },
} satisfies typeof enListing
