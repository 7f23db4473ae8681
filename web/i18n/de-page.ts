import type { enPage } from './en-page.ts'

/** Die Seite selbst: ihre Teile, ihre Sprachen, was sich einstellen lässt. */
export const dePage = {
  part: {
    failed: 'Ein Teil dieser Seite konnte nicht geladen werden.',
  },

  settings: {
    title: 'Einstellungen',
    intro: 'Sie gelten für dieses Postfach, in jedem Browser, mit dem Sie sich anmelden.',
    language: 'Sprache',
    asBrowser: 'Wie im Browser',
    languageText: 'Dieser Seite und der Briefe, die Yestermail Ihnen schreibt.',
    display: 'Anzeige',
    theme: 'Erscheinungsbild',
    density: 'Zeilen der Liste',
    cosy: 'Geräumig',
    compact: 'Kompakt',
    layout: 'Offene Nachricht',
    right: 'Neben der Liste',
    below: 'Unter der Liste',
    preview: 'Anfang jeder Nachricht in der Liste zeigen',
    reading: 'Lesen',
    threads: 'Nachrichten nach Unterhaltungen zusammenfassen',
    preferText: 'Reinen Text zeigen, wenn eine Nachricht Text und HTML enthält',
    folders: n => `In der Liste ausgeblendete Ordner: ${n}`,
    showFolders: 'Alle zeigen',
    keyboard: 'Tastatur',
    keysText: 'Buchstaben wie j, k oder d wirken für sich allein, solange Sie nichts eingeben.',
    allKeys: 'Alle Tasten',
    mail: 'Briefe',
    letters: 'Hinweise per Mail …',
    version: version => `Yestermail ${version}`,
  },
} satisfies typeof enPage
