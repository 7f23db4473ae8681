import type { enLetter } from './en-letter.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Un mensaje más allá de su texto: qué se puede hacer con él, qué lleva adjunto, qué tiene de extraño. */
export const esLetter = {
  letter: {
    more: 'Más para este mensaje',
    print: 'Imprimir',
    notPrinted: 'No se ha podido imprimir este mensaje. Inténtelo de nuevo.',
    viewSource: 'Ver el código fuente',
    source: 'Código fuente del mensaje',
    sourceText: size => `Exactamente como se recibió, ${size}`,
    sourceCut: size => `Solo se muestran los primeros ${size}. La descarga lo contiene todo.`,
    dark: 'Papel oscuro',
    charset: 'Juego de caracteres',
    asItSays: 'Como indica el mensaje',
    guessed: 'Algunas letras de este texto pueden estar mal. Elija su juego de caracteres:',
    copyAddress: 'Copiar la dirección',
    copy: address => `Copiar ${address}`,
    copied: address => `Se ha copiado ${address}.`,
    notCopied: 'El navegador no ha permitido copiarlo.',
    openFile: name => `Ver ${name}`,
    allFiles: 'Descargar todos',
    allFilesHint: n =>
      choose(n, { one: 'Descargar 1 adjunto como ZIP', other: `Descargar ${n} adjuntos como ZIP` }),
    noPicture: 'Este archivo no se puede mostrar como imagen. Se puede descargar.',
    noText: 'No se ha podido cargar el texto',
    textOf: 'Texto del adjunto',
    inWinmail: 'Archivos en winmail.dat, tal como los empaquetó Outlook:',
    winmail:
      'winmail.dat es la forma en que Outlook empaqueta los adjuntos para otros Outlook. Yestermail lo conserva tal cual y no lo abre; una vez descargado, se abre con Outlook o con un programa como tnef.',
    packed: (name, size) => `Archivo en el texto (uuencode): ${name}, ${size}`,
    twoFrom: 'Este mensaje nombra varios remitentes. Se muestra el primero; en el código fuente están todos.',
    noEnd: 'Falta el final de este mensaje. Probablemente se cortó por el camino; se muestra lo que llegó.',
    noBlankLine:
      'La cabecera de este mensaje está dañada: dónde termina y dónde empieza el texto es una suposición.',
    sealed: 'Este mensaje está cifrado. Solo se puede leer en un programa que tenga su clave: descárguelo.',
    to: 'Para',
    cc: 'Cc',
    bcc: 'Cco',
    from: 'De',
    replyTo: 'Responder a',
    fewer: 'Mostrar menos',
    download: 'Descargar',
    downloadHint: 'Descargar este mensaje como archivo EML, exactamente como se recibió',
    headers: 'Todas las cabeceras',
    asText: 'Texto sin formato',
    asHtml: 'HTML',
    view: 'Mostrar el mensaje como',
    received: when => `Recibido: ${when}`,
    sent: when => `Enviado: ${when}`,
    attachments: n => choose(n, { one: '1 archivo adjunto', other: `${n} archivos adjuntos` }),
    inText: n => choose(n, { one: '1 imagen en el texto', other: `${n} imágenes en el texto` }),
    downloadFile: (name, size) => `Descargar ${name}, ${size}`,
    unnamed: 'sin nombre',
    attachedMessage: 'mensaje adjunto',
    quoted: n => choose(n, { one: '1 línea citada', other: `${number.format(n)} líneas citadas` }),
    quotedText: 'Texto citado',
    htmlTitle: subject => `Mensaje: ${subject}`,
    cut: 'Solo se muestra el principio de este texto. Descargue el mensaje para leerlo entero.',
    shownInPart:
      'Este mensaje está construido de forma poco habitual y se muestra en parte. La descarga lo contiene entero.',
    unreadable:
      'Este mensaje no se puede descomponer para mostrarlo. La descarga lo contiene exactamente como se recibió.',
    damaged:
      'Este mensaje está dañado en esta copia: lo que se guarda no es lo que se recibió, así que no se muestra. Mire otro día, o avise a quien gestiona este servicio.',
    empty: 'Este mensaje no tiene texto.',
    htmlFailed: 'No se ha podido mostrar el HTML de este mensaje.',
    missingText:
      'Puede haber llegado más tarde, o haberse movido a otra carpeta o borrado antes de hacerse esta copia.',
    foundNowhere: 'No está en ninguna de las copias que aún se conservan.',
  },
} satisfies typeof enLetter
