import { html } from './html.ts'
import { icon } from './icons.ts'
import { unpacked } from './split-packed.ts'
import { safeFileName, visible } from './visible-text.ts'
import { size as sizeWords, words } from './words.ts'

/** A file that stands in the text: named, and unpacked when it is downloaded. */
export function PackedFile({ name, lines, size }: { name: string; lines: readonly string[]; size: number }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([unpacked(lines)], { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = safeFileName(name, words.message.unnamed)
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }
  return html`<p class="packed"><button type="button" class="button" onClick=${save}>
    ${icon('download')}<bdi>${words.letter.packed(visible(name), sizeWords(size))}</bdi></button></p>`
}
