import type { LiveMailbox } from '../domain/live-mailbox.ts'
import type { Sha256 } from '../domain/message.ts'
import type { Standing } from '../domain/restore-index.ts'
import { sha256Of } from '../formats/sha256.ts'
import type { LiveFolders } from './plan-folders.ts'

/** What is fetched to be sure, in all: messages and octets. */
const MOST_MESSAGES = 1000
const MOST_OCTETS = 64 << 20

export interface Doubts {
  /** what may be the same message is it, or is not; where it cannot be fetched any more the doubt stays */
  settle(standing: Map<number, Standing>): Promise<Map<number, Standing>>
}

/**
 * Where Message-ID, size and date do not decide, the bytes do. They are fetched and hashed, of so many messages at most.
 */
export function openDoubts(mailbox: LiveMailbox, live: LiveFolders): Doubts {
  let messages = MOST_MESSAGES
  let octets = MOST_OCTETS
  const known = new Map<string, Sha256>()
  const fetched = async (place: number, wanted: ReadonlyMap<number, number>) => {
    const folder = live.at(place)?.folder
    if (!folder) return
    try {
      const open = await mailbox.examine(folder)
      for await (const { uid, bytes } of open.fetch([...wanted.keys()], MOST_OCTETS))
        if (bytes) known.set(`${place}/${uid}`, sha256Of(bytes))
    } catch (error) {
      if (!mailbox.usable() || mailbox.asksToWait(error)) throw error
    }
  }
  return {
    async settle(standing) {
      const wanted = new Map<number, Map<number, number>>()
      for (const { arrived } of standing.values())
        for (const { place, uid, size, isExact } of arrived) {
          if (isExact || uid === undefined || known.has(`${place}/${uid}`)) continue
          const of = wanted.get(place) ?? new Map<number, number>()
          if (of.has(uid) || messages < 1 || octets < (size ?? 0)) continue
          messages--
          octets -= size ?? 0
          wanted.set(place, of.set(uid, size ?? 0))
        }
      for (const [place, uids] of wanted) await fetched(place, uids)
      return new Map([...standing].map(([key, one]) => [key, settled(one, known)]))
    },
  }
}

function settled(standing: Standing, known: ReadonlyMap<string, Sha256>): Standing {
  const unsure = new Set(standing.unsure)
  const arrived = standing.arrived.flatMap(one => {
    if (one.isExact) return [one]
    const sha = known.get(`${one.place}/${one.uid}`)
    if (sha !== undefined) return sha === standing.sha ? [{ ...one, isSure: true }] : []
    if (!one.isSure) unsure.add(one.place)
    return [one]
  })
  return { ...standing, arrived, unsure }
}
