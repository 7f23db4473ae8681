/**
 * Bidi controls turn text round: "invoice<RLO>gpj.exe" must not read "invoiceexe.jpg" (UAX 9 2, UTR 36). They are
 * shown as marks; characters without any width are left out, since they serve nothing but to hide or to pad.
 */
const turning = /[\u202a-\u202e\u2066-\u2069]/g
const empty = /[\u200b\u2060\ufeff\u00ad]|\u034f/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]+/g

/** A name or subject on one line, with everything that turns text made visible. */
export function visible(text: string): string {
  return text
    .replace(control, ' ')
    .replace(empty, '')
    .replace(turning, mark => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`)
}

/** A file name that any disk takes: no path, nothing that turns text, not too long, never hidden or empty. */
export function safeFileName(name: string | null, otherwise: string): string {
  const cleaned = (name ?? '')
    .replace(turning, '')
    .replace(empty, '')
    .replace(control, ' ')
    .replace(/[\\/:*?"<>|]+/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (!cleaned) return otherwise
  const letters = [...cleaned]
  if (letters.length <= 120) return cleaned
  const dot = cleaned.lastIndexOf('.')
  const ending = dot > 0 && cleaned.length - dot <= 12 ? cleaned.slice(dot) : ''
  return letters.slice(0, 110).join('') + ending
}
