import type { enDoor } from './en-door.ts'
import { plurals } from './plural.ts'

const choose = plurals('es')
const number = new Intl.NumberFormat('es')

/** Antes de que el buzón esté abierto. */
export const esDoor = {
  signIn: {
    title: 'Iniciar sesión',
    address: 'Dirección de correo',
    password: 'Contraseña',
    passwordHint: 'La misma que utiliza su programa de correo.',
    show: 'Mostrar',
    showPassword: 'Mostrar la contraseña',
    open: 'Abrir',
    latest: 'La última copia de seguridad',
    day: 'Otro día',
    dayLabel: 'Día que se abrirá',
    go: 'Iniciar sesión',
    busy: 'Consultando a su servidor de correo…',
    ended: 'Su sesión ha terminado. Vuelva a iniciarla y estará exactamente donde estaba.',
    missing: 'Escriba su dirección de correo y su contraseña.',
    limit: 'Los mensajes que llegaron y se borraron entre dos copias no están en ellas.',
    problem: {
      wrong: 'La dirección o la contraseña no son correctas.',
      unreachable:
        'Su servidor de correo no responde en este momento, así que no se puede comprobar la contraseña. Inténtelo de nuevo dentro de unos minutos.',
      slow: seconds =>
        choose(seconds, {
          one: 'Ha habido demasiados intentos. Espere un segundo e inténtelo de nuevo.',
          other: `Ha habido demasiados intentos. Espere ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutos` : `${number.format(seconds)} segundos`} e inténtelo de nuevo.`,
        }),
      slowPlain: 'Ha habido demasiados intentos. Espere un poco e inténtelo de nuevo.',
      appPassword: domain =>
        `La dirección o la contraseña no son correctas. El correo de ${domain} se abre con OAuth, por lo que la contraseña habitual puede no servir aquí: utilice una contraseña de aplicación, si su proveedor la ofrece.`,
      notEnrolled: 'Aquí no se hacen copias de este buzón. Pida a quien gestiona su correo que lo añada.',
      noWorker:
        'La parte de Yestermail que hace las copias no está en marcha, así que ahora mismo no se puede añadir un buzón nuevo.',
      offline: 'No se puede acceder a Yestermail. ¿Está conectado este equipo?',
      other: sentence => sentence,
    },
  },

  consent: {
    title: '¿Guardar la contraseña para las noches?',
    why: 'Yestermail hace cada noche una imagen de su buzón. Para ello tiene que entrar en su nombre mientras usted duerme.',
    sealed:
      'Su contraseña se guarda sellada en este servidor: solo puede abrirla la parte que hace las copias, no las páginas web.',
    use: 'Por la noche solo se lee con ella: nada cambia en su buzón, ni siquiera lo que está marcado como leído. Solo cuando se ha pedido una restauración se devuelven mensajes con ella.',
    honest:
      'Quien gestiona este servidor y sus copias podría abrirla si se lo propusiera. Si no confía en esas personas, no acepte.',
    change: 'Si cambia la contraseña, las copias se detienen hasta que inicie sesión aquí con la nueva.',
    busy: 'Iniciando…',
    agree: 'Aceptar y hacer la primera copia',
    decline: 'No, no guardarla',
    declined: 'No se ha guardado nada. Sin la contraseña, Yestermail no puede hacer copias de este buzón.',
  },

  first: {
    title: 'Se está haciendo la primera copia de seguridad',
    waiting: 'Empezará en un momento…',
    counting: 'Revisando las carpetas…',
    messages: (done, all) => `${done} de ${all} mensajes`,
    size: size => `${size} copiados`,
    folder: (name, done, all) => `Leyendo ${name}, carpeta ${done} de ${all}`,
    leave: 'Puede cerrar esta página: la copia continúa sin ella. Cuando termine, el buzón se abrirá aquí.',
    failed: 'La primera copia no se ha completado',
    next: 'Yestermail lo intenta de nuevo por sí solo.',
    progress: 'Progreso de la primera copia',
  },
} satisfies typeof enDoor
