import { decodeName, inSet, type Token } from './imap-wire.ts'
import type { Copy, Folder, Mailbox } from './mailbox.ts'

/** Commands of the demo's IMAP server that add mail and make folders (RFC 3501 6.3, UIDPLUS of RFC 4315). */
export function addingCommands(mailbox: () => Mailbox, named: (name: Token | undefined) => Folder) {
  return {
    APPEND(args: Token[]): string {
      const [name] = args
      const bytes = String(args.at(-1))
      const flags = args.find(Array.isArray)?.map(String) ?? []
      const date = args.slice(1, -1).find(one => !Array.isArray(one))
      const folder = foundIn(named, name)
      if (!folder) return 'NO [TRYCREATE] no such folder'
      const seconds =
        date === undefined ? Date.now() / 1000 : Date.parse(String(date).replaceAll('-', ' ')) / 1000
      const uid = mailbox().append(folder.path, {
        bytes: Buffer.from(bytes, 'latin1'),
        date: Math.floor(seconds),
        flags,
      })
      return `OK [APPENDUID ${folder.uidValidity} ${uid}] added`
    },
    CREATE([name]: Token[]): string {
      mailbox().create(decodeName(String(name)), { subscribed: false })
      return 'OK made'
    },
    SUBSCRIBE([name]: Token[]): string {
      named(name).subscribed = true
      return 'OK done'
    },
  }
}

/** STORE by UID (RFC 3501 6.4.6, UNCHANGEDSINCE of RFC 7162 3.1.3): the answer, after a line for each copy unless SILENT. */
export function storeFlags(
  mailbox: Mailbox,
  { folder, view }: { folder: Folder; view: readonly Copy[] },
  [set, ...rest]: Token[],
  say: (line: string) => void,
): string {
  const [modifier, how, wanted] = rest.length > 2 ? rest : [null, ...rest]
  const since = Array.isArray(modifier) ? Number(modifier[1]) : Number.POSITIVE_INFINITY
  const [, sign, silent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(String(how)) ?? []
  if (sign === undefined || !Array.isArray(wanted)) return 'BAD FLAGS and a list'
  const given = wanted.map(String)
  const changed: number[] = []
  for (const [index, { uid }] of view.entries()) {
    const copy = folder.copies.find(one => one.uid === uid)
    if (!copy || !inSet(String(set), uid, view.at(-1)?.uid ?? 0)) continue
    if (copy.modseq > since) {
      changed.push(uid)
      continue
    }
    const kept = sign === '' ? [] : copy.flags.filter(flag => !given.includes(flag))
    const flags = sign === '-' ? kept : [...kept, ...given]
    mailbox.setFlags(folder.path, uid, flags)
    if (!silent) say(`* ${index + 1} FETCH (UID ${uid} FLAGS (${flags.join(' ')}))`)
  }
  return changed.length ? `OK [MODIFIED ${changed.join()}] the others are stored` : 'OK stored'
}

/** UID EXPUNGE (RFC 4315 2.1): of these UIDs those that carry \Deleted. */
export function expungeUids(mailbox: Mailbox, folder: Folder, set: Token | undefined): void {
  const highest = folder.copies.at(-1)?.uid ?? 0
  for (const { uid, flags } of folder.copies)
    if (flags.includes('\\Deleted') && inSet(String(set), uid, highest)) mailbox.expunge(folder.path, uid)
}

function foundIn(named: (name: Token | undefined) => Folder, name: Token | undefined): Folder | null {
  try {
    return named(name)
  } catch {
    return null
  }
}
