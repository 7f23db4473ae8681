import { html } from './html.ts'
import { icon } from './icons.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** Says that a message names pictures of the internet, and loads them where the reader wants it and the service does it. */
export function PictureBar({ count, shown, show }: { count: number; shown: boolean; show: () => void }) {
  const { pictures } = words
  if (me.value?.remotePictures === false)
    return html`<p class="bar-note">${icon('picture')}<span>${pictures.never(count)}</span></p>`
  if (shown) return html`<p class="bar-note">${icon('picture')}<span>${pictures.shown}</span></p>`
  return html`<div class="bar-note">${icon('picture')}
    <span><strong>${pictures.hidden(count)}</strong> ${pictures.why(count)}</span>
    <button type="button" class="button" onClick=${show}>${pictures.showOnce}</button></div>`
}
