import type { Receipt, StateCopy, StateHeader, StoredMessage } from '../../src/domain/folder-state.ts'
import { inColumns } from '../../src/domain/pack-copies.ts'
import type { IndexWriter, RunStore } from '../../src/domain/ports.ts'
import { openRun } from '../../src/maildir/open-run.ts'
import { startIndexing } from '../../src/threads/indexing.ts'
import { startRemoving } from '../../src/threads/removing.ts'
import { ACCOUNT, accountFiles, copyOf } from '../sqlite/index-files.ts'
import { makePoint } from '../world/make-point.ts'
import { atMost, type Figure, median } from './figures.ts'

const folders = 10
/** the first half of the days is pruned, one after the other */
const days = 6

/**
 * A day of a large mailbox goes: its Maildirs of hard links, the messages nothing else shows, its rows and words in the
 * index. Each night 0.5% of the messages are new, 1% have other flags and 0.3% are gone, in every folder.
 */
export async function benchPrune({ small }: { small: boolean }): Promise<Figure[]> {
  const messages = small ? 2000 : 100_000
  const files = accountFiles()
  try {
    const removing = startRemoving()
    const store = await openRun(files.files, ACCOUNT, 'r1', undefined, removing.remove)
    const indexing = startIndexing()
    const index = indexing.open(files.indexFile('bench'))
    let written = 0
    const write = (many: number) => Array.from({ length: many }, () => writeMessage(files, written++))
    const mailbox: StateCopy[][] = Array.from({ length: folders }, () => [])
    let uid = 0
    const take = async (many: number) => {
      const fresh = write(many)
      for (let i = 0; i < fresh.length; i += 200) await index.add(fresh.slice(i, i + 200))
      for (const message of fresh) mailbox[uid % folders]?.push(copyOf(message, ++uid, '\\Seen'))
    }
    await take(messages)
    for (let day = 1; day <= days; day++) {
      await sealNight(files, store, index, mailbox, day)
      for (const [i, copies] of mailbox.entries())
        mailbox[i] = copies
          .filter((_, n) => (n + day * 7) % 333 !== 0)
          .map((copy, n) => ((n + day) % 100 === 0 ? { ...copy, flags: [] } : copy))
      await take(messages * 0.005)
    }
    const times = { day: [] as number[], files: [] as number[], index: [] as number[] }
    for (let day = 1; day <= days / 2; day++) {
      const both = await timed(async () => {
        await store.removeDay(dayName(day))
        const rows = timed(() => index.drop(day))
        times.files.push(await timed(() => store.sweep(Date.now() - 86_400_000, () => {})))
        times.index.push(await rows)
      })
      times.day.push(both)
    }
    await index.close()
    await indexing.close()
    await removing.close()
    await store.close()
    for (const [part, values] of Object.entries(times))
      console.log(`prune, ${part}: ${values.map(value => value.toFixed(2)).join(' ')} s`)
    return [
      atMost(`prune of a day of ${messages} messages (median of ${days / 2})`, median(times.day), 1, 's'),
    ]
  } finally {
    files.remove()
  }
}

type Files = ReturnType<typeof accountFiles>

async function sealNight(
  files: Files,
  store: RunStore,
  index: IndexWriter,
  mailbox: readonly StateCopy[][],
  n: number,
): Promise<void> {
  const headers = mailbox.map((copies, i) => headerOf(`f${i + 1}`, n, copies))
  for (const [i, header] of headers.entries()) await store.sealState(header, inColumns(mailbox[i] ?? []))
  const manifests = new Map(
    headers.map(({ folder }) => [`${folder}/${n}`, files.files.manifest(ACCOUNT, folder, n)]),
  )
  const shown = headers.map(header => ({
    ...{ folder: header.folder, path: header.path, raw: header.raw, delimiter: '/', specialUse: null },
    ...({ subscribed: true, outcome: 'read', state: n, newest: header, problem: null } as const),
    ...{ counted: header.messages, manifest: null },
  }))
  const point = makePoint({ number: n, account: ACCOUNT, localDay: dayName(n), dir: dayName(n) })
  const receipt: Receipt = { v: 1, address: 'anna@one.example', point, folders: shown, previous: null }
  await store.sealDay(receipt, '0000')
  await index.seal(point, shown, manifests)
}

function headerOf(folder: string, n: number, copies: readonly StateCopy[]): StateHeader {
  return {
    ...{ v: 1, folder, n, path: folder, raw: folder, delimiter: '/', specialUse: null, subscribed: true },
    ...{ uidValidity: 7, uidNext: 1 + (copies.at(-1)?.uid ?? 0), highestModseq: null, readAt: n },
    ...{ messages: copies.length, bytes: copies.reduce((sum, copy) => sum + copy.size, 0) },
    ...{ gaps: [], unread: 0 },
  }
}

function writeMessage(files: Files, i: number): StoredMessage {
  const words = Array.from({ length: 120 }, (_, n) => `word${(i * 31 + n * n * 17) % 20_000}`)
  const head = `From: person${i % 900} <person${i % 900}@one.example>\r\nSubject: ${words.slice(0, 5).join(' ')}\r\n`
  return files.message(
    `${head}Message-ID: <${i}@one.example>\r\n\r\n${words.join(' ')}\r\n`,
    1_700_000_000 + i * 60,
  )
}

function dayName(n: number): string {
  return `2026-11-${String(n).padStart(2, '0')}`
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
