import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startImapServer } from '../demo/imap-server.ts'
import { openMailbox } from '../demo/mailbox.ts'
import { ledgerPoints, untruths } from '../world/checker.ts'
import { startFaultProxy } from '../world/fault-proxy.ts'
import { startWork } from '../world/yestermail.ts'
import { heldBy } from './fault-world.ts'
import { everyPoint, howToRepeat, randomFrom, seed } from './sample.ts'

// Case 9: the connection ends at any octet: in the greeting, in LIST, in a literal, between two folders.
test('a connection cut or reset at any octet costs nothing that was there, and no cut message is stored', {
  timeout: everyPoint ? 1_800_000 : 120_000,
}, async t => {
  t.diagnostic(howToRepeat)
  const mailbox = openMailbox({ uidValidity: 3 })
  for (let folder = 0; folder < 4; folder++) {
    const path = folder ? `Folder ${folder}` : 'INBOX'
    if (folder) mailbox.create(path)
    for (let n = 0; n < 6; n++) {
      const bytes = Buffer.from(`Subject: ${folder}.${n}\r\n\r\n${`line ${n}\r\n`.repeat(n * 40)}`)
      mailbox.append(path, { bytes, date: 1_700_000_000 + n, flags: n % 2 ? ['\\Seen'] : [] })
    }
  }
  const server = await startImapServer({ user: 'anna', password: 'right', mailbox })
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: server.port })
  const now = Date.parse('2026-11-20T01:00:00Z')
  const held = new Map([['2026-11-20', heldBy(mailbox)]])
  const random = randomFrom(`${seed} network`)
  try {
    let octets = 0
    for (let n = 0; n < (everyPoint ? 300 : 4); n++) {
      const kind = random() < 0.5 ? ('cut' as const) : ('rst' as const)
      // The first tells how many octets there are; then once, twice, or at each connection.
      const after = Math.floor(random() * octets)
      const times = [1, 2, Number.POSITIVE_INFINITY][Math.floor(random() * 3)] ?? 1
      const said = `${kind} after ${after} octets, ${times} times; ${howToRepeat}`
      const clock = { now }
      // A connection that breaks each time is made anew for minutes; here without the pauses between.
      const world = await startWork({ port: proxy.port }, clock, undefined, { pauses: [0, 10] })
      try {
        const anna = await world.enrol('anna', 'right')
        const place = { data: world.config.data, account: anna }
        const before = proxy.bytes()
        if (octets) proxy.fail({ kind, after }, times)
        const point = await world.backUp(anna, 'first').catch(() => null)
        proxy.fail({ kind: 'none' })
        octets ||= proxy.bytes() - before
        assert.deepEqual(untruths(place, held), [], said)
        assert.equal(ledgerPoints(place).length, point ? 1 : 0, said)
        clock.now += 600_000
        assert.equal((await world.backUp(anna, 'nightly')).status, 'complete', said)
        assert.deepEqual(untruths(place, held), [], said)
      } finally {
        await world.stop()
      }
    }
    assert.deepEqual(heldBy(mailbox), held.get('2026-11-20'))
  } finally {
    await proxy.stop()
    await server.stop()
  }
})
