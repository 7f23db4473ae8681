import { createHash } from 'node:crypto'
import { readFileSync, type Stats, statSync } from 'node:fs'
import { damagedMessage } from '../domain/damage.ts'
import type { Sha256 } from '../domain/message.ts'
import { hashMessage } from './hash-message.ts'
import { readOctets } from './read-messages.ts'

/** Up to this long a message is read whole, and what is given out is cut from the very bytes that were proven. */
const SMALL = 4 << 20
/** Up to this long a message is hashed before a part of it is given out: 40 ms at 1.6 GB/s. */
const LONG = 64 << 20
/** Octets of small messages that stay in memory: one message is asked for several times in a row. */
const KEPT = 16 << 20
/** Longer messages whose file is remembered as proven until it changes, and for how long: milliseconds. */
const MOST_PROVEN = 1000
const PROVEN_MS = 10 * 60_000

/**
 * Reads stored messages so that nobody is given other bytes than were received: each is held against its SHA-256 first. Of
 * messages longer than 64 MiB only a length is checked here; a whole one is checked while it is downloaded. Throws Refusal
 * 'damaged' for a message that is not as it was, or is gone.
 */
export function provenReader({ now = Date.now } = {}) {
  const kept = new Map<string, { mark: string; bytes: Uint8Array }>()
  const proven = new Map<string, { mark: string; at: number }>()
  let octets = 0

  const forget = (file: string) => {
    octets -= kept.get(file)?.bytes.length ?? 0
    kept.delete(file)
  }
  const readSmall = (file: string, { mark, sha }: Found): Uint8Array => {
    const before = kept.get(file)
    if (before?.mark === mark) return before.bytes
    forget(file)
    const bytes = readFileSync(file)
    if (createHash('sha256').update(bytes).digest('hex') !== sha) throw otherBytes(file)
    kept.set(file, { mark, bytes })
    octets += bytes.length
    for (const oldest of kept.keys()) {
      if (octets <= KEPT) break
      forget(oldest)
    }
    return bytes
  }
  const proveLong = async (file: string, { mark, sha }: Found): Promise<void> => {
    const before = proven.get(file)
    if (before?.mark === mark && now() - before.at < PROVEN_MS) return
    proven.delete(file)
    if ((await hashMessage(file)) !== sha) throw otherBytes(file)
    proven.set(file, { mark, at: now() })
    for (const oldest of proven.keys()) {
      if (proven.size <= MOST_PROVEN) break
      proven.delete(oldest)
    }
  }
  const prove = async (file: string, sha: Sha256): Promise<Found> => {
    const it = statOf(file)
    if (!it?.isFile()) throw damagedMessage(new Error(`${file} is lost`))
    const found = { sha, size: it.size, mark: `${it.ino} ${it.ctimeMs} ${it.size} ${sha}` }
    if (it.size <= SMALL) readSmall(file, found)
    else if (it.size <= LONG) await proveLong(file, found)
    return found
  }
  return {
    /** Resolves when the file has the bytes of that message. */
    prove,
    /** Octets [start, end) of the message in `file`. */
    async octets(file: string, sha: Sha256, start: number, end: number): Promise<Uint8Array> {
      const found = await prove(file, sha)
      if (end > found.size) throw damagedMessage(new Error(`${file} is shorter than the index says`))
      return found.size <= SMALL ? readSmall(file, found).subarray(start, end) : readOctets(file, start, end)
    },
  }
}

/** A file as it lies there; a file that changes gets another mark. */
interface Found {
  sha: Sha256
  size: number
  mark: string
}

// Here, and where small messages are read, not by way of Node's own threads, which takes ten times as long: a page of
// snippets reads a hundred messages, and a reader thread has nothing else to do meanwhile.
function statOf(file: string): Stats | null {
  try {
    return statSync(file)
  } catch {
    return null
  }
}

function otherBytes(file: string): Error {
  return damagedMessage(new Error(`${file} does not have the bytes of its message`))
}
