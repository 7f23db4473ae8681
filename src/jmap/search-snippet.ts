import type { EmailCondition, EmailFilter } from '../domain/email-query.ts'
import type { EmailRow, Part } from '../domain/message.ts'
import type { PointReader } from '../domain/ports.ts'
import { isRefusal } from '../domain/refusal.ts'
import { bodyLists } from '../formats/body-lists.ts'
import { foundPlaces, hasAll } from '../formats/found-places.ts'
import { type Sought, soughtIn } from '../formats/search-query.ts'
import { shownText } from '../formats/shown-text.ts'
import { markedSnippet } from '../formats/snippet.ts'
import type { Asked } from './call.ts'

/** Octets (RFC 8621 5.1). A subject is shown whole, unless it is longer than any honest one. */
const PREVIEW_OCTETS = 255
const SUBJECT_OCTETS = 2000
/** Octets of text that are looked through. */
const TEXT_LIMIT = 262_144
/** Of longer messages only the beginning of the text that lists show is looked through. */
const LONGEST_READ = 4 * 1_048_576

/** What to mark, in the texts that a snippet is made of. */
export interface SnippetWords {
  subject: Sought[]
  body: Sought[]
  files: Sought[]
}

/** HTML with <mark>; null where nothing is found in it. */
export interface Snippet {
  subject: string | null
  preview: string | null
}

/** The words a filter looks for, wherever it is true by them: not below a NOT. */
export function soughtWords(filter: EmailFilter | null): SnippetWords {
  const words: SnippetWords = { subject: [], body: [], files: [] }
  const gather = (one: EmailFilter) => {
    if (one.operator === null) add(words, one.condition)
    else if (one.operator !== 'NOT') for (const inner of one.conditions) gather(inner)
  }
  if (filter) gather(filter)
  return words
}

/**
 * The snippet of an email of this point (RFC 8621 5). Its bytes are read only when its preview does not have all. Where the
 * text has none of it, the names of its files are shown instead, for they may be why it was found.
 */
export async function snippetOf(
  asked: Asked,
  point: PointReader,
  row: EmailRow,
  words: SnippetWords,
): Promise<Snippet> {
  const subject = row.envelope.subject ?? ''
  return {
    subject: marked(subject, words.subject, { most: SUBJECT_OCTETS, fromStart: true }),
    preview: (await preview(asked, point, row, words.body)) ?? filesOf(row.structure, words.files),
  }
}

async function preview(
  asked: Asked,
  point: PointReader,
  row: EmailRow,
  sought: readonly Sought[],
): Promise<string | null> {
  if (sought.length === 0) return null
  const text = hasAll(row.preview, sought) ? row.preview : await textOf(asked, point, row)
  return marked(text, sought, { most: PREVIEW_OCTETS })
}

function filesOf(structure: Part, sought: readonly Sought[]): string | null {
  return sought.length === 0 ? null : marked(namesIn(structure).join(', '), sought, { most: PREVIEW_OCTETS })
}

// Parts are as deep as the reader lets them be (formats/read-message.ts).
function namesIn({ name, parts = [] }: Part): string[] {
  return [...(name === null ? [] : [name]), ...parts.flatMap(namesIn)]
}

function marked(
  text: string,
  sought: readonly Sought[],
  cut: { most: number; fromStart?: boolean },
): string | null {
  const places = foundPlaces(text, sought)
  return places.length === 0 ? null : markedSnippet(text, places, cut)
}

async function textOf(asked: Asked, point: PointReader, row: EmailRow): Promise<string> {
  const { blob, size, receivedAt, structure } = row
  if (size > LONGEST_READ || size > asked.budget.snippet) return row.preview
  asked.budget.snippet -= size
  try {
    const bytes = await point.bytes(blob, receivedAt, 0, size)
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    return shownText(whole, bodyLists(structure), TEXT_LIMIT)
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'damaged') throw error
    // One damaged message costs its snippet, not those of the others.
    asked.onLost(error)
    return row.preview
  }
}

function add(words: SnippetWords, { text, subject, body, fileName }: EmailCondition): void {
  for (const one of [text, subject]) if (one !== undefined) words.subject.push(...soughtIn(one))
  for (const one of [text, body]) if (one !== undefined) words.body.push(...soughtIn(one))
  for (const one of [text, fileName]) if (one !== undefined) words.files.push(...soughtIn(one))
}
