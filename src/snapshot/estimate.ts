import type { StateHeader } from '../domain/folder-state.ts'
import type { LiveFolder } from '../domain/live-mailbox.ts'

/** Octets of a message where the account has too few to tell. Modest: a run looks at the disk again on its way. */
const guessedSize = 20_000
const enoughToTell = 100

/** What a run will write, by the server's counts, the account's own mean size and what may be fetched in it. */
export function toBeWritten(
  listed: readonly LiveFolder[],
  newest: ReadonlyMap<string, StateHeader>,
  budget: number,
): { octets: number; files: number } {
  let messages = 0
  let bytes = 0
  for (const header of newest.values()) {
    messages += header.messages
    bytes += header.bytes
  }
  const size = messages >= enoughToTell ? bytes / messages : guessedSize
  const files = listed.reduce((sum, { raw, status }) => {
    return sum + Math.max(0, (status?.messages ?? 0) - (newest.get(raw)?.messages ?? 0))
  }, 0)
  const octets = Math.min(files * size, budget)
  return { octets, files: Math.ceil(octets / size) }
}
