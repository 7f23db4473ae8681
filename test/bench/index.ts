import { statSync } from 'node:fs'
import type { StateCopy, StoredMessage } from '../../src/domain/folder-state.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { accountFiles, copyOf, folderShown } from '../sqlite/index-files.ts'

const DAYS = 15

export interface Figure {
  name: string
  value: number
  limit: number
  unit: string
  ok: boolean
}

/**
 * Figures of the index at the size of a large mailbox: built with real messages, fifteen days with 0.5% new, 1% flagged and
 * 0.3% deleted a night, then any page of any day. Times are of this process alone; `messages` lowers the size for a trial.
 */
export async function benchIndex(messages = 100_000): Promise<Figure[]> {
  const files = accountFiles()
  try {
    const random = randomFrom(20_261_122)
    const mail = Array.from({ length: messages }, (_, i) => writeMessage(files, random, i))
    const indexFile = files.indexFile('bench')
    const writer = openIndexWriter({ readMessage }, indexFile)
    const folders = splitFolders(mail)

    const addMs = await timed(async () => {
      for (let i = 0; i < mail.length; i += 200) await writer.add(mail.slice(i, i + 200))
      await writer.flush()
    })
    const firstMs = await timed(await sealing(files, writer, 1, folders, folders))
    const bytes = statSync(indexFile).size / messages

    const nights: number[] = []
    for (let day = 2; day <= DAYS; day++) {
      const changed = await liveADay(files, writer, random, folders, messages)
      nights.push(await timed(await sealing(files, writer, day, folders, changed)))
    }
    const pages = await timePages(indexFile, folders)
    const dropMs = await timed(() => writer.drop(1))
    await writer.close()
    return [
      figure('index: parse and write one message', addMs / messages, 0.4, 'ms'),
      figure('index: octets a message', bytes, 3_200, 'octets'),
      figure('index: copies of the first day, a message', firstMs / messages, 0.1, 'ms'),
      figure(
        'index: a night in which every folder changed, median',
        percentile(nights, 0.5),
        Math.max(100, messages / 100),
        'ms',
      ),
      figure('index: folder page of any day, median', percentile(pages.first, 0.5), 1, 'ms'),
      figure('index: folder page of any day, p99', percentile(pages.first, 0.99), 2, 'ms'),
      figure('index: rows of a page with all they hold, p99', percentile(pages.rows, 0.99), 8, 'ms'),
      figure('index: page in the middle of the largest folder, p99', percentile(pages.middle, 0.99), 8, 'ms'),
      figure('index: a day dropped', dropMs, Math.max(100, messages / 100), 'ms'),
    ]
  } finally {
    files.remove()
  }
}

interface Folder {
  id: string
  path: string
  state: number
  uidNext: number
  copies: StateCopy[]
}

type Files = ReturnType<typeof accountFiles>
type Writer = ReturnType<typeof openIndexWriter>

// About 4.7 KB of text, as in a mailbox of newsletters and people's letters.
function writeMessage(files: Files, random: () => number, i: number): StoredMessage {
  const own = Array.from({ length: 160 }, () => word(random))
  const length = 120 + Math.floor(random() ** 3 * 2400)
  const words = Array.from({ length }, () => own[Math.floor(random() ** 2 * own.length)] ?? '')
  const from = `person${Math.floor(random() ** 2 * 2000)}`
  const raw = [
    `From: ${from} <${from}@mail.example>`,
    'To: Anna <anna@mail.example>',
    `Subject: ${words.slice(0, 6).join(' ')}`,
    `Message-ID: <${i}@mail.example>`,
    ...(i % 3 ? [`References: <${i - (i % 3)}@mail.example>`] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    words.join(' '),
    '',
  ].join('\r\n')
  return files.message(raw, 1_700_000_000 + i * 120)
}

// A vocabulary in which a few words are in every message and most in hardly any.
function word(random: () => number): string {
  return Math.floor(random() ** 6 * 60_000)
    .toString(26)
    .replace(/\d/g, d => 'qrstuvwxyz'.charAt(Number(d)))
}

function splitFolders(mail: StoredMessage[]): Folder[] {
  const folders = Array.from(
    { length: 11 },
    (_, i): Folder => ({
      id: `f${i + 1}`,
      path: i ? `Folder ${i}` : 'INBOX',
      state: 1,
      uidNext: 1,
      copies: [],
    }),
  )
  for (const [i, message] of mail.entries()) {
    const folder = folders[i % 5 < 3 ? 0 : 1 + (i % 10)]
    folder?.copies.push(copyOf(message, folder.uidNext++, ...(i % 7 ? ['\\Seen'] : [])))
  }
  return folders
}

async function sealing(
  files: Files,
  writer: Writer,
  day: number,
  folders: Folder[],
  changed: Folder[],
): Promise<() => Promise<void>> {
  const manifests = new Map<string, string>()
  for (const { id, path, state, copies } of changed)
    manifests.set(`${id}/${state}`, await files.manifest({ folder: id, n: state, path }, copies))
  const shown = folders.map(f => folderShown(f.id, f.path, f.state))
  return () => writer.seal({ number: day, takenAt: day }, shown, manifests)
}

async function liveADay(
  files: Files,
  writer: Writer,
  random: () => number,
  folders: Folder[],
  messages: number,
): Promise<Folder[]> {
  for (const folder of folders) {
    folder.state++
    folder.copies = folder.copies
      .filter(() => random() > 0.003)
      .map(copy => (random() < 0.01 ? { ...copy, flags: copy.flags.length ? [] : ['\\Seen'] } : copy))
  }
  const [inbox] = folders
  const fresh = Array.from({ length: messages * 0.005 }, (_, i) =>
    writeMessage(files, random, messages * (inbox?.state ?? 0) + i),
  )
  await writer.add(fresh)
  await writer.flush()
  for (const message of fresh) inbox?.copies.push(copyOf(message, inbox.uidNext++))
  return folders
}

async function timePages(indexFile: string, folders: Folder[]) {
  const reader = openIndexReader(indexFile)
  if (!reader) throw new Error('there is no index')
  const times = { first: [] as number[], rows: [] as number[], middle: [] as number[] }
  const middle = Math.floor((folders[0]?.copies.length ?? 0) / 2)
  for (let i = 0; i < 600; i++) {
    const day = 1 + (i % DAYS)
    const folder = folders[i % folders.length]?.id ?? 'f1'
    const query = { folder, ascending: false, position: 0, limit: 50 }
    let ids: string[] = []
    times.first.push(
      await timed(async () => {
        ids = (await reader.list(day, query)).ids
      }),
    )
    times.rows.push(await timed(() => reader.emails(day, ids)))
    times.middle.push(await timed(() => reader.list(day, { ...query, folder: 'f1', position: middle })))
  }
  reader.close()
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function percentile(times: number[], share: number): number {
  return times.toSorted((x, y) => x - y)[Math.floor(times.length * share)] ?? 0
}

function figure(name: string, value: number, limit: number, unit: string): Figure {
  return { name, value: Math.round(value * 1000) / 1000, limit, unit, ok: value <= limit }
}

// xorshift32: the same mailbox in every run.
function randomFrom(seed: number): () => number {
  let x = seed
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 4_294_967_296
  }
}
