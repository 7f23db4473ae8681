import type { enAccess } from './en-access.ts'

/** See en-access.ts. */
export const esAccess: typeof enAccess = {
  title: 'Enlaces que abren esta cuenta',
  made: (by, at) => `Creado por ${by}, ${at}`,
  unused: until => `aún sin usar, válido hasta el ${until}`,
  used: at => `usado el ${at}`,
  withdraw: 'Retirar el enlace',
  withdrawn: 'El enlace está retirado: ya no abre nada, y quien entró con él está fuera.',
  failed: 'No se ha podido hacer. Inténtelo de nuevo.',
  /** who did something, in the log */
  who: name => `quien tenía el enlace de ${name} (administración)`,
}
