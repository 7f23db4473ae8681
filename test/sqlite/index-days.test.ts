import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Point } from '../../src/domain/point.ts'
import type { LiveCheck } from '../../src/domain/presence.ts'
import { headOf } from '../../src/formats/message-head.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { fc } from '../world/fast-check.ts'
import { makePoint } from '../world/make-point.ts'
import {
  type Box,
  checkOf,
  type Day,
  everyCopy,
  FOLDERS,
  knownByPoints,
  knownLive,
  type Letter,
  lastOf,
  stateOf,
} from './days-model.ts'
import { type AccountFiles, accountFiles, copyOf, folderShown, letter } from './index-files.ts'

type Change = { which: number; to: number } & (
  | { kind: 'arrive' | 'vanish' | 'move' | 'copy' | 'renumber' }
  | { kind: 'flag'; flags: string[] }
)
/** Changes of each folder; the folder then is read, cannot be read, or is not listed. */
type Night = { changes: Change[]; outcome: 'read' | 'not-read' | 'missing' }[]

const which = { which: fc.nat(9), to: fc.nat(FOLDERS.length - 1) }
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('arrive' as const), ...which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('vanish', 'move'), ...which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('copy', 'renumber'), ...which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('flag' as const),
      flags: fc.constantFrom<string[]>([], ['\\Seen'], ['\\Flagged', '\\Seen']),
      ...which,
    }),
  },
)
const night: fc.Arbitrary<Night> = fc.tuple(
  ...FOLDERS.map(() =>
    fc.record({
      changes: fc.array(change, { maxLength: 3 }),
      outcome: fc.oneof(
        { weight: 8, arbitrary: fc.constant('read' as const) },
        { weight: 1, arbitrary: fc.constantFrom('not-read' as const, 'missing' as const) },
      ),
    }),
  ),
)
const history = fc.record({
  nights: fc.array(night, { minLength: 1, maxLength: 6 }),
  /** what happens after the last night, and what a look at the live mailbox finds then; null: nobody looked */
  today: fc.option(night),
})

test('whatever a mailbox lives through, where its mail is now and was is said as a plain list of its days says it', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ nights, today }) => {
      const files = accountFiles()
      const letters = writeLetters(files)
      try {
        const { days, boxes, points } = await live(files, letters, nights)
        const reader = openIndexReader(files.indexFile('one'))
        assert(reader)
        let check: LiveCheck | null = null
        let known = knownByPoints(days)
        if (today) {
          for (const [i, { changes }] of today.entries()) for (const one of changes) apply(boxes, i, one)
          const closed = FOLDERS.filter((_, i) => today[i]?.outcome === 'not-read').map(one => one.folder)
          const gone = FOLDERS.filter((_, i) => today[i]?.outcome === 'missing').map(one => one.folder)
          check = checkOf(boxes, days, letters, closed, gone)
          known = knownLive(boxes, days, closed, gone)
        }
        assert.equal(await reader.days.make('now', { points, check, leftOut: [] }), true)
        await compareNow(reader, days, letters, known)
        await compareHistories(reader, days, letters)
        await comparePoints(reader, days, letters)
        reader.close()
      } finally {
        files.remove()
      }
    }),
    { numRuns: process.env.YESTERMAIL_TEST === 'all' ? 500 : 12 },
  )
})

test('what was found in the days of a small mailbox is kept while others are asked for theirs', async () => {
  const files = accountFiles()
  try {
    const quiet: Night = FOLDERS.map(() => ({ changes: [], outcome: 'read' }))
    const { points } = await live(files, writeLetters(files), [quiet])
    const readers = Array.from({ length: 12 }, () => openIndexReader(files.indexFile('one')))
    for (const reader of readers) await reader?.days.make('now', { points, check: null, leftOut: [] })
    for (const reader of readers) assert.equal(await reader?.days.has('now'), true)
    for (const reader of readers) reader?.close()
  } finally {
    files.remove()
  }
})

type Reader = NonNullable<ReturnType<typeof openIndexReader>>

async function compareNow(
  reader: Reader,
  days: Day[],
  letters: Letter[],
  known: ReturnType<typeof knownByPoints>,
): Promise<void> {
  const copies = everyCopy(days, letters)
  const found = await reader.days.presence([...copies.map(copy => copy.id), 'e9-9-9'])
  assert.equal(found.size, copies.length)
  for (const { id, bytes, folder } of copies) {
    const it = found.get(id)
    const state = stateOf(known, letters, bytes, [folder])
    assert.equal(it?.state, state, id)
    const stands = FOLDERS.filter(one => {
      const box = known.get(one.folder)
      return box?.unsure === false && box.copies.some(copy => letters[copy.letter]?.bytes === bytes)
    })
    assert.deepEqual(it?.places.map(place => place.folder).sort(), stands.map(one => one.folder).sort(), id)
    const all = [...new Set(copies.filter(copy => copy.bytes === bytes).map(copy => copy.folder))]
    const last = lastOf(days, letters, bytes, state === 'there' || state === 'moved' ? [folder] : all)
    assert.equal(it?.lastSeen?.point, last.point, id)
    assert.equal(it?.goneSince, ['there', 'unknown'].includes(state) ? null : last.goneSince, id)
  }
  for (const inMailbox of [null, 'f1', 'f2'])
    for (const inPoint of [null, days.at(-1)?.number ?? 0]) {
      const point = days.find(day => day.number === inPoint)
      const within = (point ? everyCopy([point], letters) : copies).filter(
        copy => inMailbox === null || copy.folder === inMailbox,
      )
      for (const states of [['gone'], ['trash', 'junk'], ['moved']] as const) {
        const expected = [...Map.groupBy(within, copy => copy.bytes)].flatMap(([bytes, own]) => {
          const folders = [...new Set(own.map(copy => copy.folder))]
          const isBin = folders.every(id => FOLDERS.some(one => one.folder === id && one.bin !== null))
          const state = stateOf(known, letters, bytes, folders)
          return (isBin && inMailbox === null) || !states.some(one => one === state) ? [] : [bytes]
        })
        const list = await reader.days.search({
          ...{ filter: null, missing: states, inPoint, inMailbox, anchor: null, anchorOffset: 0 },
          ...{ sort: { property: 'goneSince', isAscending: false }, position: 0, limit: null },
        })
        const bytesOf = (id: string) => copies.find(copy => copy.id === id)?.bytes ?? -1
        assert.deepEqual(list.ids.map(bytesOf).sort(), expected.sort(), `${inMailbox} ${inPoint} ${states}`)
        assert.equal(list.total, expected.length)
        if (inMailbox)
          for (const id of list.ids) assert.equal(copies.find(c => c.id === id)?.folder, inMailbox)
      }
    }
  const everything = await reader.days.search({
    ...{ filter: null, missing: null, inPoint: null, inMailbox: null, anchor: null, anchorOffset: 0 },
    ...{ sort: { property: 'receivedAt', isAscending: false }, position: 0, limit: null },
  })
  assert.equal(everything.total, new Set(copies.map(copy => copy.bytes)).size)
  const rows = await reader.days.rows(everything.ids)
  for (const [id, { point, days: span, row }] of rows) {
    const bytes = copies.find(copy => copy.id === id)?.bytes
    const holding = days.filter(day => everyCopy([day], letters).some(copy => copy.bytes === bytes))
    assert.deepEqual(span, {
      first: holding[0]?.number,
      last: holding.at(-1)?.number,
      count: holding.length,
    })
    assert.equal(row.id, id)
    assert.equal(point, days.findLast(day => everyCopy([day], letters).some(copy => copy.id === id))?.number)
  }
  assert.equal(rows.size, everything.ids.length)
}

// The spans, opened up again, are the copies of each point; where a folder could not be read nothing is said.
async function compareHistories(reader: Reader, days: Day[], letters: Letter[]): Promise<void> {
  const copies = everyCopy(days, letters)
  for (const [id, { spans, goneAfter }] of await reader.days.history(copies.map(copy => copy.id))) {
    const bytes = copies.find(copy => copy.id === id)?.bytes
    const said = spans.flatMap(({ from, to, folder, email, keywords }) =>
      days
        .filter(day => from <= day.number && day.number <= to && day.folders.get(folder))
        .map(day => `${day.number} ${email} ${keywords}`),
    )
    const were = days.flatMap(day =>
      [...day.folders.values()].flatMap(box =>
        (box?.copies ?? [])
          .filter(copy => letters[copy.letter]?.bytes === bytes)
          .map(copy => `${day.number} ${idOf(box, copy.uid)} ${keywordsOf(copy.flags)}`),
      ),
    )
    assert.deepEqual(said.sort(), were.sort())
    const at = days.findLastIndex(day => everyCopy([day], letters).some(copy => copy.bytes === bytes))
    const last = days[at]
    const stood = everyCopy(last ? [last] : [], letters).filter(copy => copy.bytes === bytes)
    const isGone = stood.every(({ folder }) =>
      days.slice(at + 1).some(day => day.folders.get(folder) !== null),
    )
    assert.equal(goneAfter, isGone ? last?.number : null)
  }
}

// What changed, applied to the one point, gives the other.
async function comparePoints(reader: Reader, days: Day[], letters: Letter[]): Promise<void> {
  const [from, to] = [days[0], days.at(-1)]
  assert(from && to)
  const wish = { folder: null, kinds: null, position: 0, limit: null }
  const { folders, list, total } = await reader.days.compare(from.number, to.number, wish)
  assert.equal(list.length, total)
  const readable: string[] = FOLDERS.map(one => one.folder).filter(
    folder => from.folders.get(folder) !== null && to.folders.get(folder) !== null,
  )
  const unknown = folders.filter(one => one.state === 'unknown').map(one => one.folder)
  for (const folder of unknown) assert.equal(readable.includes(folder), false)
  const inside = (day: Day) =>
    [...day.folders.values()].flatMap(box =>
      (box && readable.includes(box.folder) ? box.copies : []).map(
        copy => `${box?.folder} ${letters[copy.letter]?.bytes} ${keywordsOf(copy.flags)}`,
      ),
    )
  const bytesOf = new Map(everyCopy(days, letters).map(copy => [copy.id, copy.bytes]))
  const left = inside(from)
  const came: string[] = []
  for (const { kind, email, folder, toFolder, before, after } of list) {
    const bytes = bytesOf.get(email)
    if (before) {
      const at = left.indexOf(`${folder} ${bytes} ${before}`)
      assert.notEqual(at, -1, `${kind} ${email}`)
      left.splice(at, 1)
    }
    if (after) came.push(`${toFolder ?? folder} ${bytes} ${after}`)
    assert.deepEqual([before !== null, after !== null], [kind !== 'added', kind !== 'gone'])
  }
  assert.deepEqual([...left, ...came].sort(), inside(to).sort())
}

const keywordsOf = (flags: readonly string[]) =>
  flags.map(flag => flag.replace('\\', '$').toLowerCase()).sort()
const idOf = (box: Box | null, uid: number) =>
  `e${box?.folder.slice(1)}-${box?.uidValidity.toString(36)}-${uid.toString(36)}`

// Eight letters; the last two are the first one's bytes with another date, and one without a Message-ID.
function writeLetters(files: AccountFiles): Letter[] {
  const raw = (i: number) => letter({ subject: `letter ${i}`, id: i === 6 ? '' : `m${i}` })
  return Array.from({ length: 8 }, (_, i) => {
    const bytes = i === 7 ? 0 : i
    const message = files.message(raw(bytes), 1_700_000_000 + i * 1000)
    return { message, id: bytes === 6 ? '' : `m${bytes}`, bytes, head: headOf(Buffer.from(raw(bytes))).head }
  })
}

async function live(files: AccountFiles, letters: Letter[], nights: Night[]) {
  const boxes: Box[] = FOLDERS.map(({ folder }) => ({
    ...{ folder, uidValidity: 7, uidNext: 1, state: 0, copies: [] },
  }))
  const writer = openIndexWriter({ readMessage }, files.indexFile('one'))
  await writer.add(letters.map(one => one.message))
  const days: Day[] = []
  const points: Point[] = []
  for (const [i, found] of nights.entries()) {
    for (const [j, { changes }] of found.entries()) for (const one of changes) apply(boxes, j, one)
    const day: Day = { number: i + 1, folders: new Map() }
    const shown = []
    const manifests = new Map<string, string>()
    for (const [j, box] of boxes.entries()) {
      const outcome = found[j]?.outcome
      const path = FOLDERS[j]?.path ?? ''
      if (outcome === 'missing') continue
      if (outcome === 'not-read') {
        day.folders.set(box.folder, null)
        shown.push(folderShown(box.folder, path, null))
        continue
      }
      box.state++
      const { folder, state, uidValidity } = box
      const copies = box.copies.map(({ uid, letter: at, flags }) =>
        copyOf((letters[at] as Letter).message, uid, ...flags),
      )
      manifests.set(
        `${folder}/${state}`,
        await files.manifest({ folder, n: state, uidValidity, path }, copies),
      )
      day.folders.set(folder, { ...structuredClone(box), path })
      shown.push(folderShown(folder, path, state))
    }
    await writer.seal({ number: day.number, takenAt: day.number * 1000 }, shown, manifests)
    days.push(day)
    const problems = [...day.folders].flatMap(([folder, box]) =>
      box ? [] : [{ code: 'folder-not-read' as const, folder }],
    )
    const localDay = `2026-11-${String(10 + i)}`
    points.unshift(
      makePoint({ account: 'a', number: day.number, localDay, takenAt: day.number * 1000, problems }),
    )
  }
  await writer.close()
  return { days, boxes, points }
}

function apply(boxes: Box[], at: number, it: Change): void {
  const box = boxes[at] as Box
  const index = box.copies.length ? it.which % box.copies.length : -1
  const copy = box.copies[index]
  if (it.kind === 'arrive') box.copies.push({ uid: box.uidNext++, letter: it.which % 8, flags: [] })
  else if (it.kind === 'renumber') {
    box.uidValidity++
    box.copies = box.copies.map((one, i) => ({ ...one, uid: i + 1 }))
    box.uidNext = box.copies.length + 1
  }
  if (!copy) return
  if (it.kind === 'flag') box.copies = box.copies.with(index, { ...copy, flags: it.flags })
  if (it.kind === 'move' || it.kind === 'copy') {
    const target = boxes[it.to] as Box
    target.copies.push({ ...copy, uid: target.uidNext++ })
  }
  if (it.kind === 'vanish' || it.kind === 'move') box.copies = box.copies.filter(one => one !== copy)
}
