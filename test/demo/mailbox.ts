/**
 * The mailbox that the demo's IMAP server shows: folders and exact bytes in memory, changed in process between the
 * nights. UIDs, UIDVALIDITY and MODSEQ obey RFC 3501 2.3.1.1 and RFC 7162 3.1: never reused, never going back.
 */
export interface Copy {
  uid: number
  modseq: number
  /** IMAP flags and keywords */
  flags: readonly string[]
  /** INTERNALDATE, seconds since 1970 */
  date: number
  bytes: Uint8Array
}

export interface Folder {
  path: string
  uidValidity: number
  uidNext: number
  modseq: number
  specialUse: string | null
  subscribed: boolean
  copies: readonly Copy[]
}

export type Mailbox = ReturnType<typeof openMailbox>

/** An empty mailbox with an INBOX. `uidValidity` is given to the first folder and counts up from there. */
export function openMailbox({ uidValidity }: { uidValidity: number }) {
  const folders = new Map<string, Folder>()
  let validity = uidValidity
  let clock = 1

  function folder(path: string): Folder {
    const found = folders.get(path)
    if (!found) throw new Error(`no folder ${path}`)
    return found
  }
  function create(path: string, options: { specialUse?: string; subscribed?: boolean } = {}): void {
    if (folders.has(path)) throw new Error(`folder ${path} is there already`)
    const { specialUse = null, subscribed = true } = options
    folders.set(path, {
      ...{ path, uidValidity: validity++, uidNext: 1, modseq: ++clock },
      ...{ specialUse, subscribed, copies: [] },
    })
  }
  function change(path: string, copies: (before: readonly Copy[], modseq: number) => Copy[]): void {
    const at = folder(path)
    at.modseq = ++clock
    at.copies = copies(at.copies, at.modseq)
  }
  /** @returns the UID it got; `date` is INTERNALDATE in seconds */
  function append(path: string, message: { bytes: Uint8Array; date: number; flags: readonly string[] }) {
    const uid = folder(path).uidNext++
    change(path, (before, modseq) => [...before, { ...message, uid, modseq }])
    return uid
  }
  function find(path: string, uid: number): Copy {
    const copy = folder(path).copies.find(one => one.uid === uid)
    if (!copy) throw new Error(`no UID ${uid} in ${path}`)
    return copy
  }
  function setFlags(path: string, uid: number, flags: readonly string[]): void {
    find(path, uid)
    change(path, (before, modseq) => before.map(one => (one.uid === uid ? { ...one, flags, modseq } : one)))
  }
  function expunge(path: string, uid: number): void {
    find(path, uid)
    change(path, before => before.filter(one => one.uid !== uid))
  }
  /** @returns the UID in the new folder */
  function move(path: string, uid: number, to: string): number {
    const moved = append(to, find(path, uid))
    expunge(path, uid)
    return moved
  }
  /** The folder and all that is in it. Made again, it gets another UIDVALIDITY. */
  function drop(path: string): void {
    folder(path)
    folders.delete(path)
  }

  create('INBOX')
  return { folder, create, append, setFlags, expunge, move, drop, folders: () => [...folders.values()] }
}
