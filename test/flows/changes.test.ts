import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import { copiesInIndex } from '../../src/sqlite/read-index-copies.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { viewOf } from '../world/server-view.ts'
import { startWork, type World } from '../world/yestermail.ts'

// One mailbox, nights of every kind of change, and a server that tells of them by QRESYNC, by CONDSTORE, or not at all.
const kinds = {
  QRESYNC: undefined,
  CONDSTORE: 'IMAP4rev1 ENABLE ID NAMESPACE UIDPLUS LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE',
  ...(process.env.YESTERMAIL_TEST === 'all'
    ? { 'CONDSTORE without LIST-STATUS': 'IMAP4rev1 ENABLE NAMESPACE CONDSTORE' }
    : {}),
  'flags alone': 'IMAP4rev1 NAMESPACE SPECIAL-USE',
}

for (const [kind, capability] of Object.entries(kinds)) {
  let dovecot: Dovecot
  let world: World
  let anna: string
  const clock = { now: Date.parse('2026-11-02T01:00:00Z') }
  before(async () => {
    dovecot = await startDovecot({ users: { anna: 'secret1' }, ...(capability ? { capability } : {}) })
    world = await startWork({ port: dovecot.port }, clock)
    anna = await world.enrol('anna', 'secret1')
  })
  after(async () => {
    await world?.stop()
    await dovecot?.stop()
  })

  /** a night; what it sent, and what it brought */
  const night = async (hours = 1) => {
    clock.now += hours * 3_600_000
    const earlier = (await dovecot.commands()).length
    const point = await world.backUp(anna, 'nightly')
    assert.deepEqual(point.problems, [])
    await same()
    return { point, sent: (await dovecot.commands()).slice(earlier) }
  }
  /** the newest point holds exactly what the server shows to a session that only looks */
  const same = async () => {
    await using session = await dovecot.imap('anna')
    const { held } = await viewOf(session)
    const receipt = (await world.files(anna).receipts()).at(-1)
    const shown = new Map<string, StateCopy[]>()
    for (const { path, folder, state } of receipt?.folders ?? [])
      shown.set(
        path,
        state === null ? [] : await Array.fromAsync(world.files(anna).copies({ folder, n: state })),
      )
    const plain = (copies: { uid: number; sha: string; date: number; flags: string[] }[]) =>
      copies.map(({ uid, sha, date, flags }) => [uid, sha, date, ...flags])
    // The index is told what changed, and must hold what the manifest says.
    const { build } = (await world.ledger.account(anna)) ?? {}
    for (const { path, folder, state } of receipt?.folders ?? [])
      if (state !== null)
        assert.deepEqual(
          plain(copiesInIndex(world.layout.indexFile(anna, build ?? ''), { folder, n: state })),
          plain(shown.get(path) ?? []),
          path,
        )
    assert.deepEqual(
      new Map([...shown].map(([path, copies]) => [path, plain(copies)])),
      new Map([...held].map(([path, { copies }]) => [path, plain(copies)])),
    )
  }
  const does = async (...commands: string[]) => {
    await using session = await dovecot.imap('anna')
    for (const command of commands) await session.command(command)
  }
  const letter = (n: number) => `Subject: letter ${n}\r\n\r\n${'text '.repeat(n)}\r\n`

  test(`${kind}: new mail, changed flags and keywords, and mail that is gone, each alone and all at once`, async () => {
    for (let n = 1; n <= 30; n++) await dovecot.deliver('anna', n % 3 ? 'INBOX' : 'Work', letter(n))
    await night()

    await dovecot.deliver('anna', 'INBOX', letter(31), { flags: ['\\Seen', '$Work'] })
    assert.equal((await night()).point.newMessages, 1)

    await does('SELECT INBOX', 'STORE 2,4:6 +FLAGS (\\Seen $Forwarded)', 'STORE 3 FLAGS ()')
    assert.equal((await night()).point.newMessages, 0)

    await does('SELECT INBOX', 'STORE 1,7:9,21 +FLAGS (\\Deleted)', 'EXPUNGE')
    const { sent } = await night()
    assert.ok(!sent.some(line => /BODY/.test(line)), String(sent))

    // As many new ones as are gone: the count says nothing.
    await does('SELECT INBOX', 'STORE 1:2 +FLAGS (\\Deleted)', 'EXPUNGE', 'STORE 1:3 -FLAGS (\\Seen)')
    for (const n of [41, 42]) await dovecot.deliver('anna', 'INBOX', letter(n))
    assert.equal((await night()).point.newMessages, 2)

    await does('SELECT INBOX', 'STORE 1:* +FLAGS (\\Deleted)', 'EXPUNGE')
    await night()
    await dovecot.deliver('anna', 'INBOX', letter(43))
    await night()
  })

  test(`${kind}: only what changed is asked for`, async () => {
    await dovecot.deliver('anna', 'Work', letter(50))
    const { sent } = await night()
    const walks = sent.filter(line => /^(UID )?FETCH 1:\*/.test(line))
    if (kind === 'QRESYNC') {
      assert.ok(
        sent.some(line => /^EXAMINE .*\(QRESYNC \(\d+ \d+\)\)/.test(line)),
        String(sent),
      )
      assert.deepEqual(walks, [])
    }
    if (kind.startsWith('CONDSTORE')) for (const walk of walks) assert.match(walk, /CHANGEDSINCE \d+/)
    if (kind !== 'flags alone')
      assert.equal(sent.filter(line => line.startsWith('EXAMINE')).length, 1, String(sent))
    const quiet = await night()
    if (kind !== 'flags alone') assert.ok(!quiet.sent.some(line => /EXAMINE/.test(line)))
  })

  test(`${kind}: about once a week every message is held against its size and date`, async () => {
    await dovecot.deliver('anna', 'INBOX', letter(60))
    const compared = new Set<number>()
    for (let n = 0; n < 12; n++) {
      const { sent, point } = await night(24)
      assert.equal(point.newMessages, n ? 0 : 1)
      if (sent.some(line => /RFC822\.SIZE/.test(line) && /FETCH 1:\*/.test(line))) compared.add(n)
    }
    // Every 5 to 9 days, and two folders: by chance both on the same night.
    assert.ok(compared.size >= 1 && compared.size <= 6, `compared in ${compared.size} of 12 nights`)
  })
}
