import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { damagedMessage } from '../../src/domain/damage.ts'
import type { ItemWhy } from '../../src/domain/restore.ts'
import { openBudget } from '../../src/limits/budget.ts'
import { type AppendScript, startAppendingImap } from './appending-imap.ts'
import { endless, mail, mark, restoring, sha256, type Wanted } from './putting-back.ts'

const five: Wanted[] = [1, 2, 3, 4, 5].map(n => ({
  bytes: mail(n),
  target: 'INBOX',
  flags: ['\\Seen', 'Work'],
}))
const third = mail(3)

/** The restore of five messages on a server that behaves as told; the state of each, and why. */
async function restored(chosen: Partial<AppendScript>, wanted = five, world = {}) {
  await using server = await startAppendingImap(chosen)
  await using restore = await restoring(server, wanted, { INBOX: { uidValidity: 7, uidNext: 1 } }, world)
  const end = await restore.putBack()
  const items = restore.all()
  return {
    end,
    items,
    told: items.map(({ state, why }) => (why ? `${state} ${why}` : state)).join(', '),
    kept: server.kept('INBOX'),
    server: server.script,
  }
}

const refusing = (answer: string) => ({
  refuse: ({ bytes }: { bytes: Buffer }) => (bytes.equals(third) ? answer : null),
})

describe('what a server says to a message', { concurrency: 4 }, () => {
  const cases: [answer: string, why: ItemWhy][] = [
    ['NO [TOOBIG] Message is too large', 'too-big'],
    ['NO [OVERQUOTA] Quota exceeded', 'over-quota'],
    ['NO Quota exceeded (mailbox for user is full)', 'over-quota'],
    ['NO [LIMIT] Too many of them', 'limit'],
    ['NO [CANNOT] Not this one', 'refused'],
    ['NO Message contains bare newlines', 'bare-lf'],
    ['NO Message contains NUL characters', 'nul'],
    ['NO Message contains invalid header', 'eight-bit-header'],
    ['BAD Go away', 'refused'],
  ]
  for (const [answer, why] of cases)
    test(`"${answer}" is said of that message, the others are added`, async () => {
      const { told, items, end, kept } = await restored(refusing(answer))
      const others =
        why === 'over-quota'
          ? /^added, added, failed over-quota, /
          : /^added, added, failed [a-z-]+, added, added$/
      assert.match(told, others)
      assert.equal(items[2]?.why, why)
      assert.equal(items[2]?.said, answer.replace(/^(NO|BAD) (\[\w+\] )?/, ''))
      assert.equal(end.end, 'all')
      assert.equal(end.result.added, kept.length)
    })

  test('a server that repeats what it was told does not bring the password into the result', async () => {
    const { items } = await restored(refusing('NO secret1 will not do'))
    assert.equal(items[2]?.said, '[hidden] will not do')
  })

  test('[NOPERM] closes the folder: what follows is not sent', async () => {
    const { told, server } = await restored({
      capabilities: 'IMAP4rev1 AUTH=PLAIN UIDPLUS',
      refuse: () => 'NO [NOPERM] Permission denied',
    })
    assert.equal(told, Array(5).fill('failed no-rights').join(', '))
    assert.ok(server.commands.filter(one => one.startsWith('APPEND')).length <= 5)
  })

  test('[TRYCREATE]: the folder was deleted meanwhile, and is made once more', async () => {
    const folders: AppendScript['folders'] = new Map([['INBOX', { uidNext: 1, kept: [] }]])
    let deleted = false
    await using server = await startAppendingImap({
      folders,
      refuse({ folder }) {
        if (folder === 'Work' && !deleted) folders.delete('Work')
        deleted ||= folder === 'Work'
        return null
      },
    })
    await using restore = await restoring(server, [
      { bytes: mail(1), target: 'Work' },
      { bytes: mail(2), target: 'Work' },
    ])
    await restore.putBack()
    assert.deepEqual(
      restore.all().map(({ state }) => state),
      ['added', 'added'],
    )
    assert.equal(server.kept('Work').length, 2)
  })

  test("a folder that may not be made fails its messages with the server's words; one that exists by now does not", async () => {
    await using server = await startAppendingImap({
      create: name => (name === 'No' ? 'NO [CANNOT] Reserved name' : null),
    })
    await using restore = await restoring(server, [
      { bytes: mail(1), target: 'No' },
      { bytes: mail(2), target: 'Yes' },
    ])
    await restore.putBack()
    const [no, yes] = restore.all()
    assert.deepEqual([no?.state, no?.why, no?.said], ['failed', 'no-folder', 'Reserved name'])
    assert.equal(yes?.state, 'added')
  })

  test('refused keywords are left out, and it is said; flags and the mark stay', async () => {
    const { told, kept } = await restored({
      permanent: ['\\Seen', '\\Deleted', mark],
      refuse: ({ flags }) => (flags.includes('Work') ? 'BAD Invalid flag Work' : null),
    })
    assert.equal(told, Array(5).fill('added keywords').join(', '))
    assert.deepEqual(kept[0]?.flags, ['\\Seen', mark])
  })

  test('PERMANENTFLAGS without \\*: no keyword is kept, the message comes all the same', async () => {
    const permanent = ['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '\\Deleted']
    const { told, kept, items } = await restored({
      permanent,
      alter: ({ bytes, flags }) => ({ bytes, flags: flags.filter(flag => permanent.includes(flag)) }),
    })
    assert.equal(told, Array(5).fill('added keywords').join(', '))
    assert.deepEqual(kept[0]?.flags, ['\\Seen'])
    assert.deepEqual(items[0]?.addedFlags, ['\\Seen'])
  })

  test('flags that APPEND dropped are set by STORE', async () => {
    const { told, kept } = await restored({ alter: ({ bytes }) => ({ bytes, flags: [] }) })
    assert.equal(told, Array(5).fill('added').join(', '))
    assert.deepEqual(kept[0]?.flags.toSorted(), [mark, 'Work', '\\Seen'].sort())
  })

  test('no flag of stored mail can end the command', async () => {
    const flags = ['x) "01-Jan-2000 00:00:00 +0000" {3+}\r\nabc', '\\Deleted', '\\Seen', 'ä', 'a b', 'ok']
    const { told, kept } = await restored({}, [{ bytes: mail(1), target: 'INBOX', flags }])
    assert.equal(told, 'added keywords')
    assert.deepEqual(kept[0]?.flags, ['\\Seen', 'ok', mark])
  })

  test('without UIDPLUS the UIDs are found by looking; an undo is refused', async () => {
    await using server = await startAppendingImap({ capabilities: 'IMAP4rev1 AUTH=PLAIN LITERAL+' })
    await using restore = await restoring(server, [...five, { bytes: third, target: 'INBOX' }], {
      INBOX: { uidValidity: 7, uidNext: 1 },
    })
    await restore.putBack()
    assert.deepEqual(
      restore
        .all()
        .map(({ uid }) => uid)
        .sort(),
      [1, 2, 3, 4, 5, 6],
    )
    await assert.rejects(restore.undo(), /cannot take away single messages/)
    assert.equal(server.kept('INBOX').length, 6)
    assert.ok(!server.script.commands.some(one => /EXPUNGE|STORE/.test(one)))
  })

  test('without told UIDs a copy that came before the connection broke is not taken for the next copy of the same message', async () => {
    let copies = 0
    await using server = await startAppendingImap({
      tellsUid: false,
      // without LITERAL+ each waits for the answer before it
      capabilities: 'IMAP4rev1 AUTH=PLAIN UIDPLUS',
      breaks: (_, line) => (/ APPEND /.test(line) && ++copies === 2 ? 'before' : null),
    })
    const twice = [third, third].map((bytes): Wanted => ({ bytes, target: 'INBOX' }))
    const where = { INBOX: { uidValidity: 7, uidNext: 1 } }
    await using restore = await restoring(server, twice, where, { pause: async () => {} })
    assert.equal((await restore.putBack()).end, 'all')
    assert.equal(server.kept('INBOX').length, 2)
    assert.deepEqual(
      restore
        .all()
        .map(({ uid }) => uid)
        .sort(),
      [1, 2],
    )
  })

  test('[ALREADYEXISTS] is no failure: it is there, and counts as found', async () => {
    const { told, end, items, kept } = await restored(refusing('NO [ALREADYEXISTS] That one is here'))
    assert.equal(told, 'added, added, found, added, added')
    assert.equal(items[2]?.said, 'That one is here')
    assert.deepEqual([end.result.added, end.result.there, end.result.failed, kept.length], [4, 1, 0, 4])
  })

  test('a message above 16 MB goes out in pieces, whole, between others', async () => {
    // Pieces of memory that is used again, as they come from a file.
    const long = mail(90, `${'m'.repeat(996)}\r\n`.repeat(17 << 10))
    assert.ok(long.length > 16 << 20)
    const wanted = [mail(1), long, mail(2)].map((bytes): Wanted => ({ bytes, target: 'INBOX' }))
    const piece = Buffer.alloc(1 << 16)
    const { told, kept, end } = await restored({}, wanted, {
      *bytes({ n }: { n: number }) {
        const bytes = wanted[n - 1]?.bytes ?? Buffer.alloc(0)
        for (let at = 0; at < bytes.length; at += piece.length) {
          const size = bytes.copy(piece, 0, at)
          yield piece.subarray(0, size)
        }
      },
    })
    assert.equal(told, 'added, added, added')
    assert.deepEqual(
      kept.map(({ bytes }) => sha256(bytes)),
      wanted.map(({ bytes }) => sha256(bytes)),
    )
    assert.equal(
      end.result.bytes,
      wanted.reduce((sum, { bytes }) => sum + bytes.length, 0),
    )
  })

  test('without LITERAL+ each literal is asked for; what is refused then is not sent', async () => {
    const { told, kept } = await restored({
      capabilities: 'IMAP4rev1 AUTH=PLAIN UIDPLUS',
      refuseEarly: size => (size === third.length ? 'NO [TOOBIG] no' : null),
    })
    assert.match(told, /^added, added, failed too-big, added, added$/)
    assert.equal(kept.length, 4)
  })

  test('APPENDLIMIT: what is longer is not sent', async () => {
    const long = { bytes: mail(9, 'z'.repeat(5000)), target: 'INBOX' }
    const { told, server } = await restored(
      { capabilities: 'IMAP4rev1 AUTH=PLAIN UIDPLUS LITERAL+ APPENDLIMIT=4000' },
      [...five, long],
    )
    assert.match(told, /added, failed too-big$/)
    assert.equal(server.commands.filter(one => one.startsWith('APPEND')).length, 5)
  })

  test('a server that changes bytes or dates is named', async () => {
    const { items } = await restored({
      alter: ({ bytes, flags }) => ({
        bytes: bytes.equals(third) ? Buffer.concat([bytes, bytes]) : bytes,
        flags,
      }),
    })
    assert.deepEqual(
      items.map(({ why }) => why),
      [null, null, 'altered', null, null],
    )
    const nul = { bytes: Buffer.from('Message-ID: <n@yester.example>\r\n\r\na\0b\r\n'), target: 'INBOX' }
    const odd = await restored(
      { alter: ({ bytes, flags }) => ({ bytes: Buffer.from(bytes.map(octet => octet || 0x80)), flags }) },
      [nul],
    )
    assert.equal(odd.told, 'added altered', 'NUL became another octet')
  })

  test('a message that breaks the connection each time is left out, the others come', async () => {
    const { told, kept } = await restored(
      { refuse: ({ bytes }) => (bytes.equals(third) ? 'BREAK' : null) },
      five,
      { pause: async () => {} },
    )
    assert.equal(told, 'added, added, failed refused, added, added')
    assert.equal(kept.length, 4)
  })

  test('damaged bytes are not sent', async () => {
    const { told, kept } = await restored({}, five, {
      bytes({ n }: { n: number }) {
        if (n === 2) throw damagedMessage(new Error('other bytes'))
        return [mail(n)]
      },
    })
    assert.equal(told, 'added, failed damaged, added, added, added')
    assert.equal(kept.length, 4)
  })
})

describe('a restore that stops', { concurrency: 3 }, () => {
  test('a server that asks us to wait is left alone until then', async () => {
    const { end } = await restored(
      refusing('NO [THROTTLED] Suggested Backoff Time: 60000 milliseconds'),
      five,
      {
        now: () => 1000,
      },
    )
    assert.deepEqual([end.end, end.problem, end.until], ['interrupted', 'throttled', 61_000])
  })

  test('cancelled between two messages: what was added stays, the rest is left', async () => {
    let asked = 0
    const many = Array.from({ length: 400 }, (_, n): Wanted => ({ bytes: mail(n), target: 'INBOX' }))
    const { end, kept } = await restored({}, many, {
      stop: async () => (++asked > 2 ? 'cancelled' : null),
      now: () => 0,
    })
    assert.equal(end.end, 'cancelled')
    assert.ok(kept.length > 0 && kept.length < 400)
    assert.deepEqual([end.result.added, end.result.left], [kept.length, 400 - kept.length])
  })

  test('octets of a day: it stops in time, and goes on the next day', async () => {
    const spent = new Map<string, number>()
    const ledger = {
      traffic: async (_: string, __: string, day: string) => spent.get(day) ?? 0,
      async addTraffic(_: string, __: string, day: string, bytes: number) {
        spent.set(day, (spent.get(day) ?? 0) + bytes)
      },
    }
    let now = Date.parse('2026-11-22T10:00:00Z')
    const size = five.reduce((sum, one) => sum + one.bytes.length, 0)
    await using server = await startAppendingImap()
    await using restore = await restoring(
      server,
      five,
      { INBOX: { uidValidity: 7, uidNext: 1 } },
      { now: () => now },
    )
    const day = async () => {
      const limit = { server: 'up', account: 'a', dailyBytes: Math.ceil(size * 0.7) }
      return restore.putBack({ budget: await openBudget({ ledger, now: () => now }, limit) })
    }
    const first = await day()
    assert.deepEqual(
      [first.end, first.problem, first.until],
      ['interrupted', 'budget-spent', Date.parse('2026-11-23T00:00:00Z')],
    )
    assert.ok(first.result.added > 0 && first.result.left > 0)
    assert.equal((await day()).result.added, first.result.added, 'nothing more today')
    now += 86_400_000
    assert.equal((await day()).end, 'all')
    assert.equal(server.kept('INBOX').length, 5)
    assert.equal(
      [...spent.values()].reduce((a, b) => a + b),
      size,
    )
  })

  test('a server that is gone: it is interrupted, and says so', async () => {
    const { end } = await restored({ refuse: () => 'BREAK' }, five, {
      budget: endless,
      pause: async () => {},
    })
    assert.equal(end.end === 'interrupted' ? end.problem : 'server-unreachable', 'server-unreachable')
  })
})
