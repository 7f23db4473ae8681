import { createHash } from 'node:crypto'
import type { Event } from './scene.ts'

/** One message as the story's own log has it at an instant. */
export interface Entry {
  folder: string
  /** SHA-256 of its bytes, hex */
  sha: string
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** sorted */
  flags: string[]
}

/**
 * What is in the mailbox at an instant, worked out from the events alone: each message's life is read on its own,
 * without the mailbox that the IMAP server shows, so that one can be held against the other.
 */
export function chronicle(events: readonly Event[], at: number): { folders: string[]; entries: Entry[] } {
  const past = events.filter(event => event.at < at)
  const made = past.flatMap(event => (event.what === 'create' ? [event.folder] : []))
  const dropped = new Set(past.flatMap(event => (event.what === 'drop' ? [event.folder] : [])))
  const names = new Set(past.flatMap(event => ('id' in event ? [event.id] : [])))
  const entries = [...names].flatMap(id => {
    const life = past.filter(event => 'id' in event && event.id === id)
    const entry = lived(life)
    return entry && !dropped.has(entry.folder) ? [entry] : []
  })
  return { folders: ['INBOX', ...made.filter(folder => !dropped.has(folder))].sort(), entries }
}

function lived(life: readonly Event[]): Entry | null {
  const [birth] = life
  if (birth?.what !== 'arrive' || life.some(event => event.what === 'delete')) return null
  const moves = life.flatMap(event => (event.what === 'move' ? [event.folder] : []))
  const flags = new Set(birth.flags)
  for (const event of life) {
    if (event.what === 'flag') flags.add(event.flag)
    if (event.what === 'unflag') flags.delete(event.flag)
  }
  return {
    folder: moves.at(-1) ?? birth.folder,
    sha: createHash('sha256').update(birth.bytes).digest('hex'),
    date: Math.floor(birth.at / 1000),
    flags: [...flags].sort(),
  }
}
