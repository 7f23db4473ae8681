import type { enDownload } from './en-download.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Llevarse el correo a casa. */
export const esDownload = {
  download: {
    title: 'Descargar',
    form: 'Formato',
    forms: {
      eml: {
        name: 'Mensajes sueltos (EML)',
        text: 'Un archivo cada uno, exactamente como se recibieron. Los abre cualquier programa de correo.',
      },
      mbox: {
        name: 'MBOX (mboxrd)',
        text: 'Un solo archivo largo, para Thunderbird, Apple Mail, mutt y otros. Sin marcas de lectura ni destacados.',
      },
      maildir: {
        name: 'Maildir',
        text: 'Con carpetas, marcas de lectura y destacados: para pasarse a otro servidor de correo (Dovecot, Stalwart).',
      },
    },
    file: 'Archivo',
    containers: { zip: 'ZIP', tar: 'tar', none: 'Un solo archivo' },
    windows: 'Nombres que admite Windows',
    windowsText: 'Sin caracteres como : y ?, que allí no están permitidos.',
    preparing: 'Revisando el contenido…',
    holds: (messages, size) => `${messages}, ${size}`,
    about: 'El archivo será un poco mayor: algunas líneas se marcan con > como exige MBOX.',
    lost: n =>
      choose(n, {
        one: 'Un mensaje está dañado en esta copia. Se omite; errors.txt lo nombra.',
        other: `${number.format(n)} mensajes están dañados en esta copia. Se omiten; errors.txt los nombra.`,
      }),
    lostEnds: n =>
      choose(n, {
        one: 'Un mensaje está dañado en esta copia: un archivo único se cortaría ahí. Elija ZIP; errors.txt lo nombrará.',
        other: `${number.format(n)} mensajes están dañados en esta copia: un archivo único se cortaría en el primero. Elija ZIP; errors.txt los nombrará.`,
      }),
    begin: size => `Descargar (${size})`,
    waiting: 'Su navegador pregunta dónde guardarlo, o empieza.',
    progress: 'Descarga',
    far: (done, all) => `${done} de ${all}`,
    done: 'La descarga está completa.',
    broken: far => `La descarga se detuvo en ${far}.`,
    resumed:
      'Si se detiene, continúela en la lista de descargas de su navegador: durante tres días sigue donde estaba.',
    notResumed: 'Si se detiene, tiene que empezar de nuevo. Un ZIP de mensajes sueltos sigue donde estaba.',
    nothing: 'No hay ningún mensaje en lo que se ha elegido.',
    notFound: 'Esta copia o carpeta ya no se conserva. Vuelva a elegir qué descargar.',
    busy: 'Se están preparando demasiadas descargas. Inténtelo de nuevo en un momento.',
    again:
      'Inició sesión hace más de media hora. Para llevarse correo de aquí, escriba su contraseña una vez más.',
    password: 'Contraseña',
    wrongPassword: 'Esta contraseña no es correcta.',
    confirm: 'Continuar',
    backup: 'Descargar',
    backupOf: name => `Descargar la copia del ${name}`,
    backupTitle: day => `Todo el correo del ${day}`,
  },
} satisfies typeof enDownload
