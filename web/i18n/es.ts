import type { FirstTexts } from './en.ts'
import { esListing } from './es-listing.ts'
import { esMissing } from './es-missing.ts'
import { esPage } from './es-page.ts'
import { esProblem } from './es-problem.ts'
import { esSearch } from './es-search.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')
const messages = (n: number) =>
  choose(n, {
    one: '1 mensaje',
    many: `${number.format(n)} de mensajes`,
    other: `${number.format(n)} mensajes`,
  })

/**
 * Español, usted. Glosario: copia de seguridad, copia (punto de restauración), restauración; buzón (mailbox), carpeta,
 * mensaje, bandeja de entrada, correo no deseado, papelera, recibo (receipt), sellar (to seal).
 */
export const es = {
  language: 'es',
  name: 'Yestermail',
  tagline: 'Vea su buzón tal como era. Nada de lo que haga aquí cambia su correo.',
  readOnly: 'Solo lectura',
  readOnlyHint: 'Nada de lo que haga aquí cambia su correo, ni en la copia ni en el servidor.',
  close: 'Cerrar',
  cancel: 'Cancelar',
  again: 'Reintentar',
  loading: 'Cargando…',
  colon: ': ',
  skip: {
    days: 'Ir a los días',
    folders: 'Ir a las carpetas',
    list: 'Ir a los mensajes',
    message: 'Ir al mensaje',
  },

  ...esPage,
  ...esSearch,
  ...esMissing,
  ...esListing,

  days: {
    title: 'Copias de seguridad',
    older: 'Copia anterior',
    newer: 'Copia siguiente',
    noOlder: 'Esta es la copia más antigua',
    noNewer: 'Esta es la última copia',
    latest: 'última',
    nth: n => `${n}.ª`,
    partial: 'parcial',
    failed: 'sin copia',
    running: 'ahora',
    calendar: 'Calendario',
    openCalendar: 'Todos los días, en un calendario',
    several: n => choose(n, { one: 'una copia', other: `${n} copias` }),
    none: 'Sin copia',
    chooseDay: 'Elegir un día',
    list: 'Todas las copias, la más reciente primero',
    previousMonth: 'Mes anterior',
    nextMonth: 'Mes siguiente',
    onDay: day => `Copias del ${day}`,
    empty: 'Todavía no hay copias',
    emptyText: 'La primera se hará esta noche. Desde mañana podrá ver su buzón tal como era.',
    limit:
      'Una copia muestra el buzón en un instante. Los mensajes que llegaron y se borraron entre dos copias no están en ninguna de ellas.',
  },

  banner: {
    asItWas: 'Su buzón el',
    at: time => `a las ${time}`,
    kept: day => `Se conserva hasta el ${day}`,
    size: (messages, bytes) => `${messages}, ${bytes}`,
    newest: 'Última copia',
    old: days =>
      choose(days, {
        one: 'Última copia, de hace un día',
        other: `Última copia, de hace ${number.format(days)} días`,
      }),
    ago: words => `Copia de ${words}`,
    details: 'Detalles',
    partial: 'No se pudo leer todo',
    zone: null,
  },

  problem: esProblem,

  folders: {
    title: 'Carpetas',
    search: 'Buscar una carpeta',
    none: 'Ninguna carpeta tiene esto en su nombre.',
    open: name => `Mostrar las carpetas de ${name}`,
    shut: name => `Ocultar las carpetas de ${name}`,
    unread: n => `${number.format(n)} sin leer`,
    unreadOf: (unread, total) => `${number.format(unread)} sin leer de ${messages(total)}`,
    ofTotal: total => `de ${total}`,
    messages: n =>
      choose(n, {
        one: 'un mensaje',
        many: `${number.format(n)} de mensajes`,
        other: `${number.format(n)} mensajes`,
      }),
    notRead: 'No se pudo leer',
    partly: 'Leída en parte',
    role: {
      inbox: 'Bandeja de entrada',
      drafts: 'Borradores',
      sent: 'Enviados',
      junk: 'Correo no deseado',
      trash: 'Papelera',
      archive: 'Archivo',
      flagged: 'Destacados',
      all: 'Todo el correo',
    },
    manage: 'Gestionar carpetas',
    hiddenCount: n => choose(n, { one: '1 carpeta oculta', other: `${number.format(n)} carpetas ocultas` }),
    gone: 'Esta carpeta no está en esta copia',
    goneText: 'Pudo crearse más tarde, o cambiar de nombre o borrarse antes de hacerse esta copia.',
    toInbox: 'Abrir la bandeja de entrada',
  },

  list: {
    title: folder => `Mensajes en ${folder}`,
    count: messages,
    empty: 'No hay mensajes en esta carpeta',
    emptyText:
      'Estaba vacía cuando se hizo la copia. Los mensajes que llegaron y se borraron entre dos copias no están en ellas.',
    emptyNotRead: 'Aquella noche no se pudo leer esta carpeta',
    emptyNotReadText: 'No se sabe qué contenía. Mire el día anterior o el siguiente.',
    unread: 'Sin leer',
    flagged: 'Destacado',
    deleted: 'Marcado para borrar',
    attachment: 'Con adjuntos',
    noSubject: '(sin asunto)',
    noSender: '(sin remitente)',
    to: name => `Para: ${name}`,
    failed: 'No se han podido cargar los mensajes',
    today: 'hoy',
  },

  message: {
    pane: 'Mensaje',
    choose: 'Elija un mensaje para leerlo',
    chooseText: days => `O pase a otro día con ${days}.`,
    more: n => `y ${number.format(n)} más`,
    back: 'Volver a la lista',
    failed: 'No se ha podido cargar el mensaje',
    missing: 'Este mensaje no está en esta copia',
  },

  attached: {
    wayOut: 'Volver al mensaje',
    attachedTo: 'Adjunto a',
    notAMessage: 'Este adjunto no es un mensaje',
    notAMessageText: 'Dice serlo, pero no se puede descomponer como tal. Aun así se puede descargar.',
  },

  menu: {
    account: 'Su cuenta',
    theme: 'Aspecto',
    system: 'Sistema',
    light: 'Claro',
    dark: 'Oscuro',
    keys: 'Atajos de una sola tecla',
    backups: 'Mis copias de seguridad',
    requests: 'Mis solicitudes de restauración',
    backUpNow: 'Hacer una copia ahora',
    settings: 'Configuración',
    letters: 'Avisos por correo',
    compare: 'Qué ha cambiado',
    help: 'Teclado y ayuda',
    signOut: 'Cerrar sesión',
    folders: 'Carpetas',
  },

  trouble: {
    title: 'No ha funcionado',
    offline: 'No se puede acceder a Yestermail. Compruebe la conexión e inténtelo de nuevo.',
    damaged: 'Este mensaje está dañado en esta copia, así que no se muestra.',
    rebuilding:
      'Se están ordenando las copias de esta cuenta. Tarda unos minutos; la página lo intenta de nuevo por sí sola.',
    accountNotFound: 'Esta copia ya no se conserva.',
    expiredTitle: 'Esta copia ya no está',
    expired: 'Las copias se conservan un tiempo limitado, y esta ya no está. Abra una que aún se conserve.',
    openLatest: 'Abrir la última copia',
    lostTitle: 'Aquí no hay nada',
    lost: 'Ninguna copia, carpeta ni mensaje tiene esta dirección. Quizá falte una parte.',
    home: 'Ir al buzón',
    fault: sentence => sentence,
  },

  said: {
    day: (day, folder, messages) => `${day}. ${folder}, ${messages}.`,
    shortcutsOn: 'Los atajos de una sola tecla están activados.',
    shortcutsOff: 'Los atajos de una sola tecla están desactivados.',
  },

  session: {
    ends: 'Su sesión está a punto de cerrarse, porque hace un rato que no ocurre nada.',
    endsAnyway: 'En un momento tendrá que iniciar sesión de nuevo. Volverá a este mismo lugar.',
    stay: 'Seguir conectado',
    nightsStopped: 'Las copias nocturnas se han detenido: la contraseña guardada para ellas ya no sirve.',
    signInAgain: 'Iniciar sesión de nuevo',
  },

  titleOf: {
    day: (day, folder, address) => `${day} · ${folder} · ${address} – Yestermail`,
    message: (subject, day, address) => `${subject} · ${day} · ${address} – Yestermail`,
    signIn: 'Iniciar sesión – Yestermail',
    lost: 'Aquí no hay nada – Yestermail',
  },
} satisfies FirstTexts
