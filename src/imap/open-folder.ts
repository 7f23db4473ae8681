import type { FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow'
import type { LiveMessage, OpenFolder } from '../domain/ports.ts'

/** The folder that was just opened by EXAMINE. Every call checks that it is still the one selected. */
export function openFolder(client: ImapFlow, box: MailboxObject): OpenFolder {
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
    highestModseq: box.highestModseq ? String(box.highestModseq) : null,
    async *flags() {
      if (!current().exists) return
      for await (const row of client.fetch('1:*', { uid: true, flags: true })) {
        if (row.uid) yield { uid: row.uid, flags: flagList(row) }
      }
      current()
    },
    async *fetch(uids, longest) {
      if (!current().exists) return
      const query = {
        uid: true,
        flags: true,
        internalDate: true,
        source: { start: 0, maxLength: longest + 1 },
      }
      for (const range of uids === 'all' ? ['1:*'] : ranges(uids)) {
        for await (const row of client.fetch(range, query, { uid: uids !== 'all' })) {
          const message = liveMessage(row, longest)
          if (message) yield message
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
  const date = new Date(row.internalDate ?? Number.NaN).getTime()
  return {
    uid: row.uid,
    flags: flagList(row),
    // A server that sends no usable INTERNALDATE breaks RFC 3501; 1970 says "unknown" and sorts to the end.
    date: Number.isNaN(date) ? 0 : Math.floor(date / 1000),
    bytes: row.source.length > longest ? null : row.source,
  }
}

// \Recent belongs to a session, not to a message (RFC 3501 2.3.2).
function flagList(row: FetchMessageObject): string[] {
  return [...(row.flags ?? [])].filter(flag => flag.toLowerCase() !== '\\recent').sort()
}

/** UIDs as IMAP ranges "1:4,9", in commands of bounded length (many servers cut a line at 8,000 octets). */
function* ranges(uids: readonly number[]): Generator<string> {
  const sorted = [...uids].sort((a, b) => a - b)
  let line = ''
  for (let i = 0; i < sorted.length; ) {
    let j = i
    while (j + 1 < sorted.length && sorted[j + 1] === Number(sorted[j]) + 1) j++
    const part = i === j ? `${sorted[i]}` : `${sorted[i]}:${sorted[j]}`
    if (line && line.length + part.length > 4000) {
      yield line
      line = ''
    }
    line += line ? `,${part}` : part
    i = j + 1
  }
  if (line) yield line
}
