import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../bench/make-mailbox.ts'
import { type AppendScript, type Kept, startAppendingImap } from './appending-imap.ts'
import { mail, mark, restoring, type Wanted } from './putting-back.ts'

const seed = Number(process.env.YESTERMAIL_SEED ?? Date.now() % 1_000_000)
const rounds = process.env.YESTERMAIL_TEST === 'all' ? 300 : 11
const KINDS: Record<string, Partial<AppendScript>> = {
  'keeps marks': {},
  'tells no UIDs': { tellsUid: false },
  'drops the flags of what is added': { alter: ({ bytes }) => ({ bytes, flags: [] }) },
  'keeps no keywords': {
    permanent: ['\\Seen', '\\Flagged', '\\Deleted'],
    alter: ({ bytes, flags }) => ({ bytes, flags: flags.filter(flag => flag.startsWith('\\')) }),
  },
}

test(`mail of somebody else outlives a restore and its undo, whatever UIDs a server names and wherever it breaks (seed ${seed})`, async () => {
  // 2047: the owner brought the same message back, and the server named it as what was added.
  const seeds = [2047, ...Array.from({ length: rounds }, (_, n) => seed + n)]
  for (let at = 0; at < seeds.length; at += 6) await Promise.all(seeds.slice(at, at + 6).map(liveThrough))
})

async function liveThrough(start: number): Promise<void> {
  const random = randomFrom(start)
  const below = (n: number) => Math.floor(random() * n)
  const kinds = Object.keys(KINDS)
  const kind = kinds[below(kinds.length)] ?? ''
  const wanted = Array.from(
    { length: 12 },
    (_, n): Wanted => ({ bytes: mail(n), target: 'INBOX', flags: ['\\Seen'] }),
  )
  const foreign = new Map<number, Kept>()
  const [lies, comes, cuts] = [random() * 0.5, random() * 0.5, random() < 0.5 ? 0.03 : 0]
  await using server = await startAppendingImap({
    ...KINDS[kind],
    refuse({ folder }) {
      const box = server.script.folders.get(folder)
      if (!box || random() > comes) return null
      // Where nothing but bytes tells them apart, the owner's own copy is no other than ours.
      const n = kind === 'keeps marks' ? below(14) : 50 + below(9)
      const bytes = mail(n)
      const one = {
        uid: box.uidNext++,
        bytes,
        flags: random() < 0.5 ? ['\\Seen'] : [],
        date: dateOf(n % 30),
      }
      box.kept.push(one)
      foreign.set(one.uid, { ...one, flags: [...one.flags] })
      return null
    },
    toldUid: uid => (random() < lies ? Math.max(1, uid + below(9) - 4) : uid),
    breaks: () => (random() < cuts ? ((['before', 'after', 'deaf'] as const)[below(3)] ?? null) : null),
  })
  const inbox = { INBOX: { uidValidity: 7, uidNext: 1 } }
  await using restore = await restoring(server, wanted, inbox, { pause: async () => {} })
  const kept = () => server.kept('INBOX')
  await restore.putBack()
  // Who lives on while it is undone, and what comes then.
  for (const one of kept()) {
    if (random() > 0.2) continue
    one.flags.push('\\Flagged')
    foreign.set(one.uid, { ...one, flags: [...one.flags] })
  }
  const box = server.script.folders.get('INBOX')
  for (let n = 0; box && n < 5; n++) {
    const one = { uid: box.uidNext++, bytes: mail(60 + n), flags: [], date: dateOf(n) }
    box.kept.push(one)
    foreign.set(one.uid, { ...one, flags: [] })
  }
  const added = restore.all().filter(({ state }) => state === 'added').length
  let undone = await restore.undo()
  for (let tries = 0; undone.end !== 'all' && tries < 50; tries++) undone = await restore.undo()
  const about = `seed ${start}: a server that ${kind}`
  for (const one of foreign.values())
    assert.deepEqual(
      kept().find(({ uid }) => uid === one.uid),
      one,
      about,
    )
  assert.equal(undone.result.removed + undone.result.kept, added, about)
  const ours = kept().filter(({ uid, flags }) => !foreign.has(uid) && flags.includes(mark))
  if (!cuts && lies === 0) assert.deepEqual(ours, [], about)
}

function dateOf(n: number): string {
  return `14-Nov-2023 22:13:${20 + n} +0000`
}
