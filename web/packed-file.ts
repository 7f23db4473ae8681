import { html } from './html.ts'
import { icon } from './icons.ts'
import { size as sizeWords } from './numbers.ts'
import { saveOctets } from './save-octets.ts'
import { unpacked } from './split-packed.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** A file that stands in the text: named, and unpacked when it is downloaded. */
export function PackedFile({ name, lines, size }: { name: string; lines: readonly string[]; size: number }) {
  return html`<p class="packed"><button type="button" class="button" onClick=${() => saveOctets(unpacked(lines), name)}>
    ${icon('download')}<bdi>${words.letter.packed(visible(name), sizeWords(size))}</bdi></button></p>`
}
