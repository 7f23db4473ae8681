import type { ImapFlow } from 'imapflow'
import type { UidRange } from '../domain/live-mailbox.ts'

/** Beyond so many ranges a server is not listened to: the folder is looked at instead. */
const mostRanges = 500_000

/**
 * imapflow walks the UIDs of a VANISHED (RFC 7162 3.2.10) one by one without a pause, and a line of 20 octets can name
 * 16 million: one connection would hold up all others of the process. Here ranges stay ranges.
 */
export function heedVanished(client: ImapFlow): void {
  Reflect.set(client, 'untaggedVanished', async (line: unknown, opening: unknown) => {
    const { earlier, set } = readLine(line)
    const mailbox: unknown = opening ?? Reflect.get(client, 'mailbox')
    if (typeof mailbox !== 'object' || mailbox === null) return
    const ranges = rangesIn(set)
    heard.get(client)?.push(ranges)
    // What is told by the way was counted until now, as by EXPUNGE.
    if (!earlier && 'exists' in mailbox && typeof mailbox.exists === 'number')
      mailbox.exists = Math.max(0, mailbox.exists - lengthOf(ranges))
  })
}

/** Hears what vanishes from now on, until `end`. `ranges`: rising and apart; null when it was too much to note. */
export function hearVanished(client: ImapFlow) {
  const all: UidRange[] = []
  let tooMuch = false
  heard.set(client, {
    push(ranges) {
      tooMuch ||= all.length + ranges.length > mostRanges
      if (!tooMuch) for (const range of ranges) all.push(range)
    },
  })
  return {
    ranges: (): UidRange[] | null => (tooMuch ? null : merged(all)),
    end: () => void heard.delete(client),
  }
}

const heard = new WeakMap<ImapFlow, { push(ranges: readonly UidRange[]): void }>()

// As imapflow parses it: an optional list with EARLIER, then the set as one word.
function readLine(line: unknown): { earlier: boolean; set: string } {
  const { attributes } = (line ?? {}) as { attributes?: unknown }
  if (!Array.isArray(attributes)) return { earlier: false, set: '' }
  const [first, second] = attributes as (Word | Word[])[]
  const tags = Array.isArray(first) ? first.map(({ value }) => String(value).toUpperCase()) : []
  const { value } = ((Array.isArray(first) ? second : first) ?? {}) as Word
  return { earlier: tags.includes('EARLIER'), set: typeof value === 'string' ? value : '' }
}

interface Word {
  value?: unknown
}

function rangesIn(set: string): UidRange[] {
  const ranges: UidRange[] = []
  for (const [, from, to = from] of set.matchAll(/(?<![\w*:])(\d{1,10})(?::(\d{1,10}))?(?![\w*:])/g)) {
    const ends = [Number(from), Number(to)] as const
    ranges.push([Math.min(...ends), Math.max(...ends)])
  }
  return merged(ranges)
}

function merged(ranges: readonly UidRange[]): UidRange[] {
  const apart: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = apart.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}

function lengthOf(ranges: readonly UidRange[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
}
