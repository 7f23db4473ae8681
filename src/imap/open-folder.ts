import type { FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow'
import type { FolderChanges, LiveMessage, MessageMarks, OpenFolder } from '../domain/live-mailbox.ts'
import { giveBack } from '../formats/give-back.ts'
import { uidSets } from './uid-sets.ts'

/**
 * The folder that was just opened by EXAMINE, with what QRESYNC told meanwhile. Every call checks that it is still the
 * one selected.
 */
export function openFolder(client: ImapFlow, box: MailboxObject, changes: FolderChanges | null): OpenFolder {
  const path = box.path
  const uidValidity = Number(box.uidValidity)
  const current = () => {
    const now = client.mailbox
    if (!client.usable || !now || now.path !== path || Number(now.uidValidity) !== uidValidity)
      throw new Error('the connection was lost')
    return now
  }
  return {
    messages: box.exists,
    uidNext: Number(box.uidNext ?? 0),
    uidValidity,
    highestModseq: box.highestModseq && !box.noModseq ? String(box.highestModseq) : null,
    serverId: ('mailboxId' in box && typeof box.mailboxId === 'string' && box.mailboxId) || null,
    // imapflow asks for them with every FETCH where there are any.
    hasEmailIds: client.capabilities.has('OBJECTID') || client.capabilities.has('X-GM-EXT-1'),
    changes,
    async *flags(since) {
      if (!current().exists) return
      const options = since ? { uid: true, changedSince: BigInt(since) } : {}
      for await (const row of client.fetch('1:*', { uid: true, flags: true }, options)) {
        if (row.uid && row.flags) yield { uid: row.uid, flags: flagList(row) }
      }
      current()
    },
    async *marks(uids, fields = []) {
      if (!current().exists) return
      const query = {
        uid: true,
        flags: true,
        internalDate: true,
        size: true,
        ...(fields.length ? { headers: [...fields] } : {}),
      }
      for (const set of uids === 'all' ? ['1:*'] : uidSets(uids)) {
        for await (const row of client.fetch(set, query, { uid: uids !== 'all' })) {
          // A row that tells of nothing but new flags came by itself.
          if (!row.uid || !row.internalDate) continue
          yield { ...marksOf(row, row.uid), ...(fields.length ? { header: headerOf(row) } : {}) }
        }
        current()
      }
    },
    async *fetch(uids, longest) {
      if (!current().exists) return
      const query = {
        uid: true,
        flags: true,
        internalDate: true,
        size: true,
        source: { start: 0, maxLength: longest + 1 },
      }
      for (const range of uids === 'all' ? ['1:*'] : uidSets(uids)) {
        for await (const row of client.fetch(range, query, { uid: uids !== 'all' })) {
          const message = liveMessage(row, longest)
          if (message) yield message
          if (row.source) giveBack(row.source)
        }
        // imapflow ends a FETCH quietly when the connection closes.
        current()
      }
    },
    async *stream(uid, longerThan) {
      const piece = 4 << 20
      let total = 0
      for (let start = 0; ; start += piece) {
        const row = await client.fetchOne(
          String(uid),
          { uid: true, source: { start, maxLength: piece } },
          { uid: true },
        )
        current()
        if (!row || row.source === undefined) throw new Error('the server stopped sending a message')
        total += row.source.length
        if (row.source.length) yield row.source
        // A short piece is the end; one that comes before what FETCH had shown already is a server that caps pieces.
        if (row.source.length < piece && total <= longerThan)
          throw new Error('the server cut a message short')
        if (row.source.length < piece) return
      }
    },
    async uids() {
      current()
      const found = await client.search({ all: true }, { uid: true })
      if (!found) throw new Error('the server refused UID SEARCH')
      return found
    },
    check() {
      const now = client.mailbox
      const usable =
        client.usable &&
        Boolean(now) &&
        now !== false &&
        now.path === path &&
        Number(now.uidValidity) === uidValidity
      return { usable, exists: usable && now ? now.exists : 0 }
    },
  }
}

function liveMessage(row: FetchMessageObject, longest: number): LiveMessage | null {
  if (!row.uid || !row.source) return null
  return { ...marksOf(row, row.uid), bytes: row.source.length > longest ? null : row.source }
}

function marksOf(row: FetchMessageObject, uid: number): MessageMarks {
  const date = new Date(row.internalDate ?? Number.NaN).getTime()
  return {
    uid,
    flags: flagList(row),
    // A server that sends no usable INTERNALDATE breaks RFC 3501; 1970 says "unknown" and sorts to the end.
    date: Number.isNaN(date) ? 0 : Math.floor(date / 1000),
    said: row.size ?? null,
    emailId: row.emailId ?? null,
  }
}

// The one field that was asked for, without its name.
function headerOf({ headers }: FetchMessageObject): Uint8Array {
  return headers ?? new Uint8Array()
}

/** Flags as they are kept: sorted, without \Recent, which belongs to a session and not to a message (RFC 3501 2.3.2). */
export function flagList(row: Pick<FetchMessageObject, 'flags'>): string[] {
  return [...(row.flags ?? [])].filter(flag => flag.toLowerCase() !== '\\recent').sort()
}
