import type { Catalogue } from './catalogue.ts'

export const es: Catalogue = {
  alarms: {
    'run-failed': {
      title: 'Las copias fallan una y otra vez',
      advice: 'Se reintentan cada hora. El motivo de cada intento: yestermail points DIRECCIÓN',
    },
    'no-good-point': {
      title: 'Ninguna copia buena desde hace días',
      advice: 'Qué detuvo los últimos intentos: yestermail points DIRECCIÓN',
    },
    'all-refused': {
      title: 'Un servidor de correo rechaza todas las cuentas',
      advice:
        'Ninguna cuenta de este dominio se copia hasta que nos deje entrar. ¿Ha cambiado la contraseña maestra, o está bloqueada allí esta máquina?',
    },
    'server-down': {
      title: 'Un servidor de correo no responde',
      advice: 'Ninguna cuenta de este dominio se copia hasta que responda. Lo que faltó se recupera después.',
    },
    'sign-in-needed': {
      title: 'Hay titulares que deben iniciar sesión una vez',
      advice:
        'El servidor ya no acepta la contraseña guardada. El próximo inicio de sesión en la página lo arregla.',
    },
    'key-missing': {
      title: 'Falta una clave y no se abren las contraseñas guardadas',
      advice:
        'Devuelva el archivo de la clave desde su copia. No se ha sobrescrito nada; el próximo inicio de sesión de los titulares también lo arregla.',
    },
    'enrol-list': {
      title: 'No se pudo obtener la lista de cuentas de un dominio',
      advice:
        'Quien estaba inscrito lo sigue estando y se copia. Ejecute a mano la orden de la lista y vea qué dice.',
    },
    'disk-low': {
      title: 'El disco está casi lleno',
      advice: 'Dé más espacio a la carpeta de datos: las copias se detienen antes de que el disco se llene.',
    },
    'run-long': {
      title: 'Una copia tarda mucho más de lo habitual',
      advice: 'Sigue adelante. Si continúa, mire el servidor de correo y la red.',
    },
    'budget-spent': {
      title: 'La cantidad diaria del proveedor se ha agotado',
      advice: 'Sigue por sí sola cuando el proveedor lo permita de nuevo.',
    },
    clock: {
      title: 'El reloj de esta máquina ha dado un salto',
      advice:
        'Esta noche no se elimina ninguna copia antigua; después se continúa, como mucho tres días por noche. Compruebe la hora de la máquina.',
    },
    damaged: {
      title: 'Hay correo guardado dañado',
      advice:
        'Ver qué está dañado y reparar lo que se pueda: yestermail verify DIRECCIÓN --heal. Compruebe el disco.',
    },
    'closed-accounts': {
      title: 'Hay más cuentas cerradas por borrar que de costumbre',
      advice:
        'No se borra ninguna hasta que usted lo acepte. Para verlas: yestermail account list. Si se han ido: yestermail account erase-closed --accept DOMINIO',
    },
    'mail-vanished': {
      title: 'Mucho correo desapareció de un buzón en una noche',
      advice: 'La última copia buena antes de la pérdida se guarda más tiempo.',
    },
  },
  figures: {
    days: 'días',
    minutes: 'minutos',
    usualMinutes: 'normalmente, minutos',
    failures: 'intentos fallidos',
    problem: 'motivo',
    why: 'motivo',
    free: 'libre',
    wanted: 'necesario',
    freeInodes: 'entradas de archivo libres',
    wantedInodes: 'entradas de archivo necesarias',
    accounts: 'cuentas',
    done: 'mensajes hechos',
    of: 'de',
    held: 'copias retenidas',
    dropped: 'copias quitadas',
    damages: 'archivos dañados',
    what: 'tipo',
    day: 'día',
    folder: 'carpeta',
    clock: 'reloj',
    until: 'hasta',
    detail: 'detalles',
    messages: 'mensajes desaparecidos',
    point: 'copia',
    takenAt: 'del',
    uid: 'UID',
    key: 'clave',
    reason: 'motivo',
    wrong: 'líneas sin dirección',
    before: 'en la última lista',
    listed: 'en la lista actual',
  },
  values: {
    'login-refused': 'el servidor de correo rechazó el acceso',
    'not-signed-in': 'espera el primer inicio de sesión del titular',
    'server-unreachable': 'el servidor de correo no respondió, o lo hizo con demasiada lentitud',
    'key-missing': 'falta la clave de la contraseña guardada',
    disk: 'falta espacio en el disco o no se puede escribir',
    'budget-spent': 'la cantidad diaria del proveedor se ha agotado',
    throttled: 'el servidor de correo pidió esperar',
    interrupted: 'interrumpido',
    fault: 'un fallo de Yestermail; el registro dice más',
    'day-lost': 'la carpeta de la copia ha desaparecido',
    receipt: 'el recibo se perdió o está dañado',
    chain: 'la copia anterior falta o ha cambiado',
    'link-lost': 'se perdió el enlace de una carpeta',
    manifest: 'la lista de una carpeta se perdió o está dañada',
    'maildir-lost': 'los archivos de una carpeta han desaparecido',
    'message-lost': 'falta un mensaje',
    'message-changed': 'un mensaje está dañado',
    'file-lost': 'falta un archivo de una carpeta',
    'file-changed': 'un archivo de una carpeta está dañado',
    'file-unknown': 'un archivo que no debería estar ahí',
    index: 'el índice no se puede leer',
    failed: 'la orden falló',
    empty: 'no había ninguna dirección',
    'far-shorter': 'menos de la mitad que la última vez',
    'no-program': 'no se encontró el programa',
    'no-right': 'el programa no se puede ejecutar',
    'too-much': 'escribió demasiado',
    'too-long': 'tardó demasiado',
    ahead: 'iba adelantado',
    behind: 'va atrasado',
  },
  operator: {
    several: 'Varias cosas necesitan su atención',
    solvedSubject: 'De nuevo en orden',
    summarySubject: day => `Lo que está abierto el ${day}`,
    open: 'No está en orden ahora',
    solved: 'De nuevo en orden',
    allWell: 'Ya no hay nada abierto.',
    since: when => `desde el ${when}`,
    more: count => `y ${count} más`,
    see: 'Todo, en la máquina:',
    why: 'Recibe esta carta porque su dirección está en mail.operators en la configuración de Yestermail.',
  },
  owner: {
    vanishedSubject: count => `${count} mensajes han salido de su buzón`,
    vanished: ({ address, count, of, before }) =>
      `Desde la copia del ${before} faltan en ${address} ${count} de ${of} mensajes: ya no están en ninguna carpeta, o solo en la papelera o en el correo no deseado.`,
    wasYou: 'Si los eliminó usted, no hay nada que hacer.',
    notYou: ({ before, until }) =>
      `Si no: la copia del ${before} todavía los tiene. Se guarda al menos hasta el ${until}.`,
    otherHands: 'Si pudo haber sido otra persona, cambie la contraseña de su buzón.',
    open: 'Abrir esa copia:',
    openWithout: 'Abra Yestermail y elija esa copia.',
    whyVanished:
      'A partir de cuántos mensajes recibe esta carta, o que no quiere recibirla, se ajusta en la página de sus copias.',
    signInSubject: 'La copia de su correo necesita que inicie sesión una vez',
    signIn: ({ address, since }) =>
      `El servidor de correo ya no acepta la contraseña guardada para la copia de ${address}; quizá la cambió. Desde el ${since} no hay copias nuevas.`,
    signInHere: 'Inicie sesión una vez con su contraseña actual y las copias continúan:',
    signInWithout: 'Inicie sesión en Yestermail una vez con su contraseña actual y las copias continúan.',
    signInWarning: 'Nadie le pedirá nunca su contraseña por correo.',
    contact: address => `Las preguntas se responden en ${address}.`,
  },
}
