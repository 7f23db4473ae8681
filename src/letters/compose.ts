import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'

/** What a letter is made of, top to bottom. Texts may hold foreign words: addresses, what a server said. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  /** a command to type, or any other text that must stay as it is */
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string }
  /** why somebody gets this letter; smaller */
  | { kind: 'small'; text: string }

/** The same letter twice, as plain text and as HTML that loads nothing. */
export function compose(language: Language, subject: string, blocks: readonly Block[]): Letter {
  const line = oneLine(subject)
  return {
    language,
    subject: line,
    text: `${blocks.map(plain).join('\n\n')}\n`,
    html:
      `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(line)}</title></head>` +
      '<body style="font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:1.5em;color:#222;background:#fff">\n' +
      `${blocks.map(markup).join('\n')}\n</body></html>\n`,
  }
}

function plain(block: Block): string {
  if (block.kind === 'list') return block.items.map(item => `* ${oneLine(item)}`).join('\n')
  if (block.kind === 'link') return `  ${block.url}`
  if (block.kind === 'code') return `  ${oneLine(block.text)}`
  const text = oneLine(block.text)
  if (block.kind === 'heading') return `${text}\n${'-'.repeat(text.length)}`
  // RFC 3676 4.3: what is below "-- " is not the letter itself.
  return block.kind === 'small' ? `-- \n${text}` : text
}

function markup(block: Block): string {
  if (block.kind === 'list')
    return `<ul>${block.items.map(item => `<li>${escaped(oneLine(item))}</li>`).join('')}</ul>`
  if (block.kind === 'link')
    return `<p><a href="${escaped(block.url)}" style="color:#0b57d0">${escaped(block.url)}</a></p>`
  const text = escaped(oneLine(block.text))
  if (block.kind === 'heading') return `<h2 style="font-size:1.1em;margin-bottom:0">${text}</h2>`
  if (block.kind === 'code') return `<p><code>${text}</code></p>`
  return block.kind === 'small' ? `<p style="font-size:.85em;color:#666">${text}</p>` : `<p>${text}</p>`
}

// What a server said may hold line breaks, terminal commands, and marks that turn the direction of writing around.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, char => entities[char] ?? char)
}
