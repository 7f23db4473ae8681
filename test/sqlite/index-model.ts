import assert from 'node:assert/strict'
import type { PointFolder, StoredMessage } from '../../src/domain/folder-state.ts'
import { emailId } from '../../src/domain/ids.ts'
import type { IndexReader } from '../../src/sqlite/read-index.ts'

/** The folders of the model mailbox; f2 is its trash. */
export const FOLDERS = [
  { folder: 'f1', path: 'INBOX', role: 'inbox' },
  { folder: 'f2', path: 'Trash', role: 'trash' },
  { folder: 'f3', path: 'Work/Old', role: null },
] as const

/** A folder of a point, with its copies one by one. */
export interface ModelFolder extends PointFolder {
  uidValidity: number
  copies: { uid: number; letter: number; flags: string[] }[]
}

/** A point as a plain list. */
export interface Model {
  number: number
  folders: ModelFolder[]
}

/** Holds every answer of the index about this point against the plain list. */
export async function compare(reader: IndexReader, point: Model, letters: StoredMessage[]): Promise<void> {
  const day = point.number
  const all = emailsOf(point, letters)
  await compareFolders(reader, point, all)
  for (const folder of [null, ...FOLDERS.map(f => f.folder)]) {
    for (const ascending of [true, false]) {
      const emails = all.filter(e => folder === null || e.folder === folder)
      if (!ascending) emails.reverse()
      const ids = emails.map(e => e.id)
      const query = { folder, ascending }
      assert.deepEqual(await reader.list(day, { ...query, position: 0, limit: null }), {
        ids,
        total: ids.length,
      })
      assert.deepEqual((await reader.list(day, { ...query, position: 2, limit: 3 })).ids, ids.slice(2, 5))
      const skim = await reader.skim(day, query)
      assert.deepEqual(skim.ids, ids)
      assert.deepEqual(
        skim.deleted,
        emails.map(e => e.flags.includes('\\Deleted')),
      )
      for (const [i, id] of ids.entries()) assert.equal(await reader.rank(day, id, query), i)
    }
  }
  const rows = await reader.emails(day, [...all.map(e => e.id), 'e9-9-9'])
  assert.equal(rows.size, all.length)
  const threads = new Map<number | string, string[]>()
  for (const email of all) {
    const row = rows.get(email.id)
    assert.equal(row?.blob, email.message.sha)
    assert.equal(row?.receivedAt, email.date * 1000)
    assert.deepEqual(
      row?.keywords,
      email.flags.map(flag => (flag === '\\Seen' ? '$seen' : flag.replace('\\', '$').toLowerCase())).sort(),
    )
    threads.set(email.thread, [...(threads.get(email.thread) ?? []), email.id])
  }
  for (const ids of threads.values()) {
    const thread = rows.get(ids[0] ?? '')?.thread ?? ''
    assert.deepEqual((await reader.threads(day, [thread])).get(thread), ids)
  }
  for (const { sha, date } of letters) {
    const held = all.some(e => e.message.sha === sha)
    assert.equal((await reader.blob(day, sha)) !== null, held)
    assert.equal(await reader.file(day, sha, date * 1000), held ? sha : null)
  }
}

// RFC 8621 2, counted one email after another.
async function compareFolders(reader: IndexReader, point: Model, all: ModelEmail[]): Promise<void> {
  const unread = (e: ModelEmail) => !e.flags.includes('\\Seen') && !e.flags.includes('\\Draft')
  const expected = point.folders.map(({ folder, outcome, state }) => {
    const inTrash = (e: ModelEmail) => e.folder === 'f2'
    const emails = all.filter(e => e.folder === folder)
    const threads = new Set(emails.map(e => e.thread))
    const seen = all.filter(e => inTrash(e) === (folder === 'f2'))
    return {
      folder,
      outcome,
      state,
      role: FOLDERS.find(f => f.folder === folder)?.role,
      total: emails.length,
      unread: emails.filter(unread).length,
      threads: threads.size,
      unreadThreads: [...threads].filter(t => seen.some(e => e.thread === t && unread(e))).length,
      bytes: emails.reduce((sum, e) => sum + e.message.size, 0),
    }
  })
  const found = await reader.folders(point.number)
  assert.deepEqual(
    found
      .map(({ path, name, parent, subscribed, ...rest }) => rest)
      .sort((x, y) => (x.folder < y.folder ? -1 : 1)),
    expected,
  )
}

interface ModelEmail {
  id: string
  folder: string
  date: number
  uid: number
  message: StoredMessage
  thread: number | string
  flags: string[]
}

function emailsOf(point: Model, letters: StoredMessage[]): ModelEmail[] {
  const order = (x: ModelEmail, y: ModelEmail) =>
    x.date - y.date || Number(x.folder.slice(1)) - Number(y.folder.slice(1)) || x.uid - y.uid
  return point.folders
    .flatMap(({ folder, uidValidity, copies }) =>
      copies.map(({ uid, letter: at, flags }) => {
        const message = letters[at]
        assert(message)
        const thread = at % 4 || `alone ${at}`
        return {
          id: emailId(folder, uidValidity, uid),
          folder,
          date: message.date,
          uid,
          message,
          thread,
          flags,
        }
      }),
    )
    .sort(order)
}
