import type { enPage } from './en-page.ts'

/** La propia página: sus partes, sus idiomas y lo que se puede elegir. */
export const esPage = {
  part: {
    failed: 'No se ha podido cargar una parte de esta página.',
  },

  settings: {
    title: 'Configuración',
    intro: 'Vale para este buzón, en todos los navegadores en los que inicie sesión.',
    language: 'Idioma',
    asBrowser: 'El del navegador',
    languageText: 'De esta página y de las cartas que Yestermail le escribe.',
    display: 'Presentación',
    theme: 'Aspecto',
    density: 'Filas de la lista',
    cosy: 'Amplias',
    compact: 'Compactas',
    layout: 'Mensaje abierto',
    right: 'Junto a la lista',
    below: 'Debajo de la lista',
    preview: 'Mostrar en la lista el principio de cada mensaje',
    reading: 'Lectura',
    threads: 'Agrupar los mensajes por conversación',
    preferText: 'Mostrar texto sin formato cuando un mensaje tenga texto y HTML',
    folders: n => `Carpetas ocultas en la lista: ${n}`,
    showFolders: 'Mostrarlas todas',
    keyboard: 'Teclado',
    keysText: 'Letras como j, k o d actúan por sí solas mientras no esté escribiendo.',
    allKeys: 'Todas las teclas',
    mail: 'Cartas',
    letters: 'Avisos por correo…',
    version: version => `Yestermail ${version}`,
  },
} satisfies typeof enPage
