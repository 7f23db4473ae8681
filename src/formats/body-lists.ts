import type { Part } from '../domain/message.ts'

export interface BodyLists {
  textBody: Part[]
  htmlBody: Part[]
  attachments: Part[]
}

/** What to show of a message and what to attach: the algorithm of RFC 8621 4.1.4, with a stack of our own in place of its recursion. */
export function bodyLists(structure: Part): BodyLists {
  const lists: BodyLists = { textBody: [], htmlBody: [], attachments: [] }
  const stack: Level[] = [newLevel([structure], 'mixed', false, lists.textBody, lists.htmlBody)]
  for (let level = stack.at(-1); level; level = stack.at(-1)) {
    const part = level.parts[level.next++]
    if (!part) {
      closeAlternative(level)
      stack.pop()
    } else if (part.parts) {
      const kind = part.type.slice('multipart/'.length)
      stack.push(
        newLevel(part.parts, kind, level.inAlternative || kind === 'alternative', level.text, level.html),
      )
    } else place(part, level, lists.attachments)
  }
  return lists
}

/** The part with this id, or null. */
export function partById(structure: Part, id: string): Part | null {
  const stack = [structure]
  for (let part = stack.pop(); part; part = stack.pop()) {
    if (part.id === id) return part
    if (part.parts) stack.push(...part.parts)
  }
  return null
}

interface Level {
  parts: Part[]
  next: number
  kind: string
  inAlternative: boolean
  /** null once an alternative was found to hold the other kind only */
  text: Part[] | null
  html: Part[] | null
  textLength: number
  htmlLength: number
}

function newLevel(
  parts: Part[],
  kind: string,
  inAlternative: boolean,
  text: Part[] | null,
  html: Part[] | null,
): Level {
  const lengths = { textLength: text?.length ?? -1, htmlLength: html?.length ?? -1 }
  return { parts, next: 0, kind, inAlternative, text, html, ...lengths }
}

function place(part: Part, level: Level, attachments: Part[]): void {
  const media = /^(image|audio|video)\//.test(part.type)
  const first = level.next === 1
  const inline =
    part.disposition !== 'attachment' &&
    (part.type === 'text/plain' || part.type === 'text/html' || media) &&
    (first || (level.kind !== 'related' && (media || part.name === null)))
  if (!inline) {
    attachments.push(part)
    return
  }
  if (level.kind === 'alternative') {
    const list =
      part.type === 'text/plain' ? level.text : part.type === 'text/html' ? level.html : attachments
    list?.push(part)
    return
  }
  if (level.inAlternative) {
    if (part.type === 'text/plain') level.html = null
    if (part.type === 'text/html') level.text = null
  }
  level.text?.push(part)
  level.html?.push(part)
  if ((!level.text || !level.html) && media) attachments.push(part)
}

/** An alternative with only one kind gives it to both lists. */
function closeAlternative({ kind, text, html, textLength, htmlLength }: Level): void {
  if (kind !== 'alternative' || !text || !html) return
  const textGrew = text.length !== textLength
  const htmlGrew = html.length !== htmlLength
  if (!textGrew && htmlGrew) text.push(...html.slice(htmlLength))
  if (!htmlGrew && textGrew) html.push(...text.slice(textLength))
}
