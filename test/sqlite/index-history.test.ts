import assert from 'node:assert/strict'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import type { StateCopy, StoredMessage } from '../../src/domain/folder-state.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { fc } from '../world/fast-check.ts'
import { type AccountFiles, accountFiles, copyOf, folderShown, letter } from './index-files.ts'
import { compare, FOLDERS, type Model, type ModelFolder } from './index-model.ts'

type Change =
  | { kind: 'arrive'; letter: number }
  | { kind: 'flag'; which: number; flags: string[] }
  | { kind: 'vanish'; which: number }
  | { kind: 'renumber' }

/** What one night finds of each folder: changes, or null when it cannot be read, or 'missing' when it is not there. */
type Night = (Change[] | null | 'missing')[]

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('arrive' as const), letter: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('flag' as const),
      which: fc.nat(9),
      flags: fc.constantFrom<string[]>([], ['\\Seen'], ['\\Deleted', '\\Seen'], ['$Forwarded', '\\Draft']),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('vanish' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'renumber' as const }) },
)
const night: fc.Arbitrary<Night> = fc.tuple(
  ...FOLDERS.map(() =>
    fc.oneof(
      { weight: 8, arbitrary: fc.array(change, { maxLength: 5 }) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constant('missing' as const) },
    ),
  ),
)

test('whatever a mailbox lives through, the index answers like a plain list of its days', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(night, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(7), { maxLength: 4 }),
      async (nights, drops) => {
        const files = accountFiles()
        try {
          const letters = writeLetters(files)
          const { points, manifests } = await live(files, letters, nights)
          const kept = points.filter(p => !drops.includes(p.number - 1))
          const gone = points.filter(p => !kept.includes(p))

          await build(files, 'grown', letters, points, manifests)
          const writer = openIndexWriter({ readMessage }, files.indexFile('grown'))
          for (const { number } of gone) await writer.drop(number)
          await writer.close()
          // Built from what is left, the days in another order and so the messages too.
          const shuffled = [...kept.filter((_, i) => i % 2), ...kept.filter((_, i) => i % 2 === 0).reverse()]
          await build(files, 'rebuilt', letters, shuffled, manifests)

          for (const name of ['grown', 'rebuilt']) {
            const reader = openIndexReader(files.indexFile(name))
            assert(reader)
            for (const point of kept) await compare(reader, point, letters)
            for (const { number } of gone) assert.equal(await reader.holds(number), false)
            reader.close()
          }
          const grown = contentOf(files.indexFile('grown'))
          assert.deepEqual(grown, contentOf(files.indexFile('rebuilt')))
          assert.deepEqual([grown.copiesOfNoState, grown.textsOfNoMessage], [[], []])
        } finally {
          files.remove()
        }
      },
    ),
    { numRuns: 40 },
  )
})

// Ten letters in three threads and alone; two of one second.
function writeLetters(files: AccountFiles): StoredMessage[] {
  return Array.from({ length: 10 }, (_, i) =>
    files.message(
      letter({ subject: `letter ${i}`, id: `m${i}`, ...(i % 4 ? { references: `root${i % 4}` } : {}) }),
      1_700_000_000 + (i >> 1) * 1000 * (i % 3 ? 1 : -1),
    ),
  )
}

/** Plays the nights: the model of every point and the manifest of every sealed state. */
async function live(files: AccountFiles, letters: StoredMessage[], nights: Night[]) {
  const mailbox = FOLDERS.map(({ folder, path }) => ({
    ...folderShown(folder, path, 0),
    uidValidity: 7,
    uidNext: 1,
    copies: [] as ModelFolder['copies'],
  }))
  const points: Model[] = []
  const manifests = new Map<string, string>()
  for (const [i, found] of nights.entries()) {
    const folders: ModelFolder[] = []
    for (const [j, changes] of found.entries()) {
      const box = mailbox[j]
      if (!box || changes === 'missing' || changes === undefined) continue
      if (changes === null) {
        folders.push({ ...box, outcome: 'not-read', state: null, copies: [] })
        continue
      }
      for (const it of changes) apply(box, it)
      if (changes.length || box.state === 0) {
        box.state = (box.state ?? 0) + 1
        const copies = box.copies.map(c => stateCopy(letters, c))
        const state = { folder: box.folder, n: box.state, uidValidity: box.uidValidity }
        manifests.set(`${box.folder}/${box.state}`, await files.manifest(state, copies))
      }
      folders.push({ ...box, copies: structuredClone(box.copies) })
    }
    points.push({ number: i + 1, folders })
  }
  return { points, manifests }
}

function apply(
  box: { uidValidity: number; uidNext: number; copies: ModelFolder['copies'] },
  it: Change,
): void {
  const at = 'which' in it && box.copies.length ? it.which % box.copies.length : -1
  if (it.kind === 'arrive') box.copies.push({ uid: box.uidNext++, letter: it.letter, flags: [] })
  else if (it.kind === 'vanish' && at >= 0) box.copies.splice(at, 1)
  else if (it.kind === 'flag' && at >= 0)
    box.copies = box.copies.with(at, { ...copyAt(box, at), flags: it.flags })
  else if (it.kind === 'renumber') {
    box.uidValidity++
    box.copies = box.copies.map((copy, i) => ({ ...copy, uid: i + 1 }))
    box.uidNext = box.copies.length + 1
  }
}

function copyAt(box: { copies: ModelFolder['copies'] }, at: number): ModelFolder['copies'][number] {
  const copy = box.copies[at]
  assert(copy)
  return copy
}

function stateCopy(letters: StoredMessage[], copy: ModelFolder['copies'][number]): StateCopy {
  const message = letters[copy.letter]
  assert(message)
  return copyOf(message, copy.uid, ...copy.flags)
}

/** Messages of these points, then the points, in the order given. */
async function build(
  files: AccountFiles,
  name: string,
  letters: StoredMessage[],
  points: Model[],
  manifests: ReadonlyMap<string, string>,
): Promise<void> {
  const writer = openIndexWriter({ readMessage }, files.indexFile(name))
  const used = new Set(points.flatMap(p => p.folders.flatMap(f => f.copies.map(c => c.letter))))
  for (const [i, at] of [...used].entries()) {
    const message = letters[at]
    if (message) await writer.add([message])
    if (i % 3 === 0) await writer.flush()
  }
  for (const { number, folders } of points) await writer.seal({ number, takenAt: number }, folders, manifests)
  await writer.close()
}

/** What an index holds, told without its own numbers: equal for indexes with the same content. */
function contentOf(file: string): Record<string, unknown> {
  const db = new Database(file, { readonly: true })
  const all = (sql: string) => db.prepare(sql).raw().all()
  try {
    return {
      points: all('SELECT number FROM point ORDER BY 1'),
      folders: all('SELECT * FROM point_folder ORDER BY point, folder'),
      states: all('SELECT * FROM folder_state ORDER BY folder, n'),
      messages: all('SELECT hex(sha), date FROM message ORDER BY 1, 2'),
      flags: all('SELECT raw FROM flags WHERE id IN (SELECT flags FROM copy) ORDER BY 1'),
      copies: all(
        `SELECT s.folder, s.n, c.uid, hex(m.sha), f.raw FROM folder_state s
         JOIN copy c ON c.folder = s.folder AND c.a <= s.n AND c.b > s.n JOIN message m ON m.id = c.message
         JOIN flags f ON f.id = c.flags ORDER BY 1, 2, 3`,
      ),
      copiesOfNoState: all(
        `SELECT * FROM copy c WHERE NOT EXISTS(
           SELECT 1 FROM folder_state s WHERE s.folder = c.folder AND s.n >= c.a AND s.n < c.b)`,
      ),
      textsOfNoMessage: all('SELECT rowid FROM search WHERE rowid NOT IN (SELECT id FROM message)'),
      texts: all('SELECT count(*) FROM search'),
    }
  } finally {
    db.close()
  }
}
