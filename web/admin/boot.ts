import { showTheme } from './looks.ts'
import { start } from './panel.ts'
import { ownLanguage, speak } from './speak.ts'

showTheme()
speak(ownLanguage()).then(start, () => {
  // no catalogue can be had, so this is in English
  const text = 'Yestermail could not be loaded. Check the connection and reload the page.'
  document.getElementById('page')?.replaceChildren(text)
})
