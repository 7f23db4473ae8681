import { safeFileName } from './visible-text.ts'
import { words } from './words.ts'

/** Hands octets to the reader as a download; the browser takes them for nothing but octets. */
export function saveOctets(octets: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([octets], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = safeFileName(name, words.letter.unnamed)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
