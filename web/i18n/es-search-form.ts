import type { enSearchForm } from './en-search-form.ts'

export const esSearchForm = {
  searchForm: {
    words: 'Palabras',
    wordsHint: 'En asunto, texto, personas y nombres de archivo. "Entre comillas" como frase.',
    from: 'De',
    to: 'Para',
    subject: 'Asunto',
    file: 'Nombre de archivo',
    after: 'Recibido desde',
    until: 'hasta',
    larger: 'Mayor que',
    smaller: 'Menor que',
    sizeHint: 'por ejemplo 5 MB o 300 KB',
    folder: 'Carpeta',
    anyFolder: 'Cualquier carpeta',
    goneFolder: folder => `${folder} (ya no existe)`,
    attachment: 'Con adjuntos',
    unread: 'Sin leer',
    flagged: 'Destacados',
    missing: 'Ya no está en el buzón',
    missingHint: 'Desaparecidos, o solo en la papelera o en el correo no deseado',
    reset: 'Vaciar el formulario',
    wrongSize: 'Escriba un tamaño como 5 MB o 300 KB.',
  },
} satisfies typeof enSearchForm
