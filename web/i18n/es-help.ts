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
    download: 'descargar el mensaje',
    textHtml: 'texto sin formato o HTML',
    headers: 'todas las cabeceras',
    panes: 'parte siguiente de la ventana',
    help: 'esta ayuda',
    off: 'Las teclas sueltas están desactivadas en la configuración.',
    about: 'Sobre las copias',
    aboutText:
      'Cada copia es su buzón entero en un instante. Puede leerla y descargar de ella; nada de lo que hay aquí puede responder, borrar ni marcar. Los mensajes que llegaron y se borraron entre dos copias no están en ellas.',
  },
} satisfies typeof enHelp
