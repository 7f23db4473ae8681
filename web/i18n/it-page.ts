import type { enPage } from './en-page.ts'

/** La pagina stessa: le sue parti, le sue lingue, che cosa si può scegliere. */
export const itPage = {
  part: {
    failed: 'Una parte di questa pagina non è stata caricata.',
  },

  settings: {
    title: 'Impostazioni',
    intro: 'Valgono per questa casella, in ogni browser da cui si accede.',
    language: 'Lingua',
    asBrowser: 'Quella del browser',
    languageText: 'Di questa pagina e delle lettere che Yestermail invia.',
    display: 'Visualizzazione',
    theme: 'Aspetto',
    density: 'Righe dell’elenco',
    cosy: 'Ampie',
    compact: 'Compatte',
    layout: 'Messaggio aperto',
    right: 'Accanto all’elenco',
    below: 'Sotto l’elenco',
    preview: 'Mostra nell’elenco l’inizio di ogni messaggio',
    reading: 'Lettura',
    threads: 'Raggruppa i messaggi per conversazione',
    preferText: 'Mostra il testo semplice quando un messaggio ha sia testo sia HTML',
    folders: n => `Cartelle nascoste dall’elenco: ${n}`,
    showFolders: 'Mostrale tutte',
    keyboard: 'Tastiera',
    keysText: 'Lettere come j, k o d agiscono da sole quando non si sta scrivendo.',
    allKeys: 'Tutti i tasti',
    mail: 'Lettere',
    letters: 'Avvisi per posta…',
    version: version => `Yestermail ${version}`,
  },
} satisfies typeof enPage
