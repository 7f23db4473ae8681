import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { type AppendScript, type Kept, startAppendingImap } from '../restore/appending-imap.ts'
import { mail, mark, restoring, sha256, type Wanted } from '../restore/putting-back.ts'
import { chosen, everyPoint, howToRepeat } from './sample.ts'

/**
 * Case 23, restores. What is cut: the connection, at any command of a restore and of its undo,
 *   before  the server carried the command out
 *   after   it did, and nobody heard of it: the message is there, and counts as not added
 *   deaf    it did, and goes on with what was sent behind it
 * on a server that tells UIDs, one that does not, and one that keeps no keywords. What must hold, whoever tries again:
 *   I4  what stood there stands there as it stood: bytes, UIDs, flags, the \Deleted of others
 *   I7  what was missing is there exactly once for each time it was missing, with bytes, date and flags; again adds nothing
 *   I9  the undo leaves what stood before the restore, and says that it took away exactly what the restore added
 */
const cuts = ['before', 'after', 'deaf'] as const
type Cut = (typeof cuts)[number]
interface Point {
  at: number
  cut: Cut
}

const servers: { name: string; script: Partial<AppendScript> }[] = [
  { name: 'a server that tells UIDs', script: {} },
  { name: 'a server that tells no UIDs', script: { tellsUid: false } },
  {
    name: 'a server that keeps no keywords and asks for each literal',
    script: {
      capabilities: 'IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS',
      permanent: ['\\Seen', '\\Flagged', '\\Deleted'],
      alter: ({ bytes, flags }) => ({ bytes, flags: flags.filter(flag => flag.startsWith('\\')) }),
    },
  },
]

const wanted: Wanted[] = [
  ...[1, 2, 3, 3, 4].map(n => ({ bytes: mail(n), target: 'INBOX', flags: ['\\Seen'], date: 1_600_000_000 })),
  { bytes: Buffer.from('Subject: no id\r\n\r\nx\r\n'), target: 'INBOX' },
  // the same second, no Message-ID: the bytes alone tell them apart
  { bytes: Buffer.from('Subject: no id\r\n\r\ny\r\n'), target: 'INBOX', date: 1_700_000_005 },
  ...[5, 6, 7, 7].map(n => ({
    bytes: mail(n),
    target: 'Work',
    flags: ['\\Flagged'],
    date: 1_500_000_000 + n,
  })),
]

for (const { name, script } of servers)
  describe(`case 23: a restore on ${name}`, {
    concurrency: 2,
    timeout: everyPoint ? 1_800_000 : 120_000,
  }, () => {
    test('cut at any command, and tried again, adds exactly what is missing, and its undo takes exactly that', async t => {
      t.diagnostic(howToRepeat)
      const { restored, undone } = await survives(script, null)
      assert.ok(restored > 20 && undone > restored, 'there is something to be cut')
      const points = Array.from({ length: undone }, (_, i) => cuts.map((cut): Point => ({ at: i + 1, cut })))
      for (const point of chosen(points.flat(), 3, name)) await survives(script, point)
    })
  })

/** Restores, restores again, undoes, and holds the mailbox against what must be; the number of commands at each end. */
async function survives(script: Partial<AppendScript>, point: Point | null) {
  const about = point ? `${point.cut} command ${point.at}; ${howToRepeat}` : 'undisturbed'
  const standing: Kept[] = [
    { uid: 4, bytes: mail(3), flags: ['\\Deleted'], date: '01-Jan-2025 00:00:00 +0000' },
    { uid: 9, bytes: mail(90), flags: ['\\Seen'], date: '02-Jan-2025 00:00:00 +0000' },
  ]
  await using server = await startAppendingImap({
    ...script,
    folders: new Map([['INBOX', { uidNext: 10, kept: structuredClone(standing).map(withBuffer) }]]),
    breaks: count => (point?.at === count ? point.cut : null),
  })
  const stood = view(server.script)
  await using restore = await restoring(
    server,
    wanted,
    { INBOX: { uidValidity: 7, uidNext: 10 } },
    { pause: async () => void (await setImmediate()) },
  )
  for (let tries = 0; (await restore.putBack()).end !== 'all'; tries++)
    assert.ok(tries < 3, `it never ended: ${about}`)
  const now = view(server.script)
  assert.deepEqual(now.INBOX?.slice(0, standing.length), stood.INBOX, about)
  const keepsMark = script.permanent === undefined
  for (const target of ['INBOX', 'Work'])
    assert.deepEqual(
      (now[target] ?? [])
        .filter(line => !stood[target]?.includes(line))
        .map(withoutUid)
        .sort(),
      wanted
        .filter(one => one.target === target)
        .map(one => lineOf(one, keepsMark))
        .sort(),
      `${target}: ${about}`,
    )
  const { added, there, left, failed } = (await restore.putBack()).result
  assert.deepEqual([added, there, left, failed], [wanted.length, 0, 0, 0], about)
  assert.deepEqual(view(server.script), now, `once more: ${about}`)
  const restored = server.script.commands.length
  for (let tries = 0; ; tries++) {
    const { end, result } = await restore.undo()
    if (end === 'all') {
      assert.deepEqual(result, { removed: wanted.length, kept: 0 }, about)
      break
    }
    assert.ok(tries < 3, `the undo never ended: ${about}`)
  }
  assert.deepEqual(view(server.script), { ...stood, Work: [] }, about)
  return { restored, undone: server.script.commands.length }
}

function view({ folders }: AppendScript): Record<string, string[]> {
  return Object.fromEntries(
    [...folders].map(([path, { kept }]) => [
      path,
      kept.map(one => `${one.uid} ${line(one.bytes, Date.parse(one.date) / 1000, one.flags)}`),
    ]),
  )
}

function lineOf({ bytes, date, flags = [] }: Wanted, keepsMark: boolean): string {
  const at = wanted.findIndex(one => one.bytes === bytes)
  return line(bytes, date ?? 1_700_000_000 + at, [...flags, ...(keepsMark ? [mark] : [])])
}

function line(bytes: Buffer, date: number, flags: readonly string[]): string {
  return `${sha256(bytes).slice(0, 8)} ${date} ${flags.toSorted().join(' ')}`
}

function withoutUid(line: string): string {
  return line.slice(line.indexOf(' ') + 1)
}

// A clone has plain octets.
function withBuffer(one: Kept): Kept {
  return { ...one, bytes: Buffer.from(one.bytes) }
}
