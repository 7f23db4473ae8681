import type { AdminTexts } from './admin-en.ts'

export const esAdmin = {
  title: 'Administración de Yestermail',
  signIn: 'Entrar como administrador',
  name: 'Nombre',
  password: 'Contraseña',
  code: 'Código de tu aplicación o un código de recuperación',
  go: 'Entrar',
  out: 'Salir',
  welcomeTitle: (name: string) => `Hola, ${name}`,
  welcomeText:
    'Elige una contraseña de al menos 12 caracteres y añade este secreto a una aplicación que muestre códigos.',
  secret: 'Secreto',
  openApp: 'Abrir en la aplicación',
  appCode: 'Código que muestra la aplicación',
  done: 'Confirmar',
  recoveryTitle: 'Códigos de recuperación',
  recoveryText:
    'Guarda estos diez códigos donde los encuentres sin el teléfono. Cada uno sirve una vez. No se volverán a mostrar.',
  goOn: 'Los he guardado',
  accessTitle: 'Abrir tus copias',
  accessText: 'Este enlace abre tus copias una sola vez, sin tu contraseña de correo.',
  accessGo: 'Abrir',
  hello: (name: string) => `Has entrado como ${name}.`,
  role: {
    operator: 'Operador de todos los dominios de correo',
    domain: (domains: string) => `Administrador de ${domains}`,
  },
  wrong: 'El nombre, la contraseña o el código no es correcto.',
  wrongCode: 'El código no es correcto o ya se usó. Espera al siguiente.',
  linkOver: 'Este enlace ya se usó, es demasiado antiguo o fue sustituido. Pide uno nuevo.',
  weak: 'Elige una contraseña más larga: al menos 12 caracteres, cinco distintos, sin tu nombre.',
  wait: (seconds: number) => `Demasiados intentos fallidos. Espera ${seconds} segundos.`,
  offline: 'No se puede conectar con Yestermail.',
  fault: 'No ha funcionado. Inténtalo de nuevo en un momento.',
} satisfies AdminTexts
