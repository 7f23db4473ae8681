import type { StateCopy } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import { unpack } from '../domain/pack-copies.ts'
import type { RunStore } from '../domain/ports.ts'

/** The messages an account has, by the ids its server gives them (RFC 8474 EMAILID, Gmail's X-GM-MSGID). */
export interface EmailIds {
  /** how many there are that can be believed; the first call reads the newest states */
  count(): Promise<number>
  find(emailId: string): KnownMail | null
  add(copy: StateCopy): void
}

export interface KnownMail {
  sha: Sha256
  /** INTERNALDATE, seconds since 1970 */
  date: number
  size: number
  said: number
}

/** What lies beyond is fetched again: the memory is bounded, at 64 octets a message. */
const most = 1_000_000

/**
 * Made once a run. RFC 8474 5.1: what has the same id has the same bytes, date and size, in whatever folder it stands; so
 * a message that was moved is not fetched a second time. Where one id stands for two, no id is believed.
 */
export function emailIds(store: Pick<RunStore, 'newest' | 'copyColumns'>): EmailIds {
  const table = startTable()
  let loaded: Promise<void> | null = null
  const load = async () => {
    for (const header of (await store.newest()).values()) {
      try {
        for await (const copies of store.copyColumns(header)) {
          const copyAt = unpack(copies)
          for (const row of copies.emailIds.keys()) table.add(copyAt(row))
        }
      } catch {
        // A damaged manifest is known nothing of.
      }
    }
  }
  return {
    async count() {
      loaded ??= load()
      await loaded
      return table.count()
    },
    find: table.find,
    add: table.add,
  }
}

// Open addressing over columns: rows hold 64 bits of the id's hash, slots hold row + 1.
function startTable() {
  let room = 1024
  let used = 0
  let broken = false
  let slots = new Uint32Array(room * 2)
  let hashes = new Uint32Array(room * 2)
  let numbers = new Float64Array(room * 3)
  let shas = Buffer.alloc(room * 32)
  const slotOf = (high: number, low: number): number => {
    let slot = low % slots.length
    for (; slots[slot]; slot = (slot + 1) % slots.length) {
      const row = (slots[slot] as number) - 1
      if (hashes[row * 2] === high && hashes[row * 2 + 1] === low) break
    }
    return slot
  }
  const grow = () => {
    room *= 2
    const [oldHashes, oldNumbers, oldShas] = [hashes, numbers, shas]
    hashes = new Uint32Array(room * 2)
    hashes.set(oldHashes)
    numbers = new Float64Array(room * 3)
    numbers.set(oldNumbers)
    shas = Buffer.alloc(room * 32)
    oldShas.copy(shas)
    slots = new Uint32Array(room * 2)
    for (let row = 0; row < used; row++)
      slots[slotOf(hashes[row * 2] as number, hashes[row * 2 + 1] as number)] = row + 1
  }
  return {
    count: () => (broken ? 0 : used),
    find(emailId: string): KnownMail | null {
      const [high, low] = hashed(emailId)
      const row = (slots[slotOf(high, low)] as number) - 1
      if (broken || row < 0) return null
      return {
        sha: shas.toString('hex', row * 32, row * 32 + 32),
        date: numbers[row * 3] as number,
        size: numbers[row * 3 + 1] as number,
        said: numbers[row * 3 + 2] as number,
      }
    },
    add({ emailId, sha, date, size, said }: StateCopy): void {
      if (emailId === undefined || used >= most) return
      if (used === room) grow()
      const [high, low] = hashed(emailId)
      const slot = slotOf(high, low)
      const row = (slots[slot] as number) - 1
      if (row >= 0) {
        broken ||= shas.toString('hex', row * 32, row * 32 + 32) !== sha
        return
      }
      hashes.set([high, low], used * 2)
      numbers.set([date, size, said ?? size], used * 3)
      shas.write(sha, used * 32, 32, 'hex')
      slots[slot] = ++used
    },
  }
}

// FNV-1a, twice with different beginnings.
function hashed(text: string): [number, number] {
  let high = 0x811c9dc5
  let low = 0x9747b28c
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ (unit + i), 0x01000193)
  }
  return [high >>> 0, low >>> 0]
}
