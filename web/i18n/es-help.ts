import type { enHelp } from './en-help.ts'

export const esHelp = {
  help: {
    title: 'Teclado y ayuda',
    days: 'Días',
    list: 'Mensajes',
    message: 'Mensaje',
    olderNewer: 'copia anterior, siguiente',
    calendar: 'calendario de todos los días',
    move: 'mensaje siguiente, anterior',
    ends: 'primer, último mensaje',
    open: 'abrir el mensaje',
    back: 'volver a la lista',
    page: 'una página arriba, abajo',
    search: 'buscar',
    select: 'seleccionar el mensaje, o quitarlo',
    range: 'seleccionar hasta el mensaje siguiente, anterior',
    selectAll: 'seleccionar todo lo que se muestra',
    menu: 'qué se puede hacer con el mensaje',
    download: 'descargar el mensaje o lo seleccionado',
    restore: 'solicitar una restauración',
    print: 'imprimir el mensaje',
    textHtml: 'texto sin formato o HTML',
    headers: 'todas las cabeceras',
    panes: 'parte siguiente de la ventana',
    help: 'esta ayuda',
    off: 'Las teclas sueltas están desactivadas.',
    about: 'Sobre las copias',
    aboutText:
      'Cada copia es su buzón entero en un instante. Puede leerla y descargar de ella; nada de lo que hay aquí puede responder, borrar ni marcar. Los mensajes que llegaron y se borraron entre dos copias no están en ellas.',
  },
} satisfies typeof enHelp
