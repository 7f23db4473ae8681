import type { Mailbox } from './mailbox.ts'
import type { Event } from './scene.ts'

/** Lets a mailbox live through the events of a story, up to an instant and then further. */
export function tell(mailbox: Mailbox, events: readonly Event[]): { until(at: number): void } {
  const places = new Map<string, { folder: string; uid: number }>()
  let next = 0

  function place(id: string): { folder: string; uid: number } {
    const found = places.get(id)
    if (!found) throw new Error(`${id} is not in the mailbox`)
    return found
  }
  function flags(id: string, change: (flags: Set<string>) => void): void {
    const { folder, uid } = place(id)
    const copy = mailbox.folder(folder).copies.find(one => one.uid === uid)
    const changed = new Set(copy?.flags)
    change(changed)
    mailbox.setFlags(folder, uid, [...changed])
  }
  function happen(event: Event): void {
    switch (event.what) {
      case 'create':
        mailbox.create(event.folder, event.specialUse === null ? {} : { specialUse: event.specialUse })
        break
      case 'drop':
        for (const [id, at] of places) if (at.folder === event.folder) places.delete(id)
        mailbox.drop(event.folder)
        break
      case 'arrive': {
        const date = Math.floor(event.at / 1000)
        const uid = mailbox.append(event.folder, { bytes: event.bytes, date, flags: event.flags })
        places.set(event.id, { folder: event.folder, uid })
        break
      }
      case 'flag':
        flags(event.id, set => set.add(event.flag))
        break
      case 'unflag':
        flags(event.id, set => set.delete(event.flag))
        break
      case 'move': {
        const { folder, uid } = place(event.id)
        places.set(event.id, { folder: event.folder, uid: mailbox.move(folder, uid, event.folder) })
        break
      }
      case 'delete': {
        const { folder, uid } = place(event.id)
        places.delete(event.id)
        mailbox.expunge(folder, uid)
      }
    }
  }
  return {
    /** everything that happened before `at`, milliseconds since 1970 */
    until(at: number): void {
      for (let event = events[next]; event && event.at < at; event = events[++next]) happen(event)
    },
  }
}
