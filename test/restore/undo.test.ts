import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refusal } from '../../src/domain/refusal.ts'
import { type AppendScript, startAppendingImap } from './appending-imap.ts'
import { mail, mark, restoring, type Wanted } from './putting-back.ts'

const five: Wanted[] = [1, 2, 3, 4, 5].map(n => ({ bytes: mail(n), target: 'INBOX', flags: ['\\Seen'] }))
const third = mail(3)
const stood = { INBOX: { uidValidity: 7, uidNext: 1 } }
const withoutKeywords: Partial<AppendScript> = {
  permanent: ['\\Seen', '\\Deleted'],
  alter: ({ bytes, flags }) => ({ bytes, flags: flags.filter(flag => flag.startsWith('\\')) }),
}

/** While the restore goes on somebody puts `bytes` into INBOX; what is left of it when the restore was undone. */
async function broughtMeanwhile(bytes: Buffer, chosen: Partial<AppendScript>) {
  let there = false
  await using server = await startAppendingImap({
    tellsUid: false,
    ...chosen,
    refuse({ folder }) {
      const box = server.script.folders.get(folder)
      if (box && !there)
        box.kept.push({ uid: box.uidNext++, bytes, flags: ['\\Seen'], date: '14-Nov-2023 22:13:22 +0000' })
      there = true
      return null
    },
  })
  await using restore = await restoring(server, five, stood)
  assert.equal((await restore.putBack()).result.added, 5)
  assert.equal(server.kept('INBOX').length, 6)
  const { result } = await restore.undo()
  return { result, left: server.kept('INBOX'), commands: server.script.commands }
}

describe('an undo', { concurrency: 4 }, () => {
  test('where the server does not tell UIDs takes what carries the mark, not what the owner moved back meanwhile', async () => {
    const { result, left } = await broughtMeanwhile(third, {})
    assert.deepEqual(result, { removed: 5, kept: 0 })
    assert.deepEqual(
      left.map(({ uid, flags }) => [uid, flags]),
      [[1, ['\\Seen']]],
    )
  })

  test('where the server keeps no keywords either takes what has the very bytes, not what only looks the same', async () => {
    const other = Buffer.from(third.toString().replace('Subject: mail 3', 'Subject: MAIL 3'))
    const { result, left } = await broughtMeanwhile(other, withoutKeywords)
    assert.deepEqual(result, { removed: 5, kept: 0 })
    assert.deepEqual(
      left.map(({ bytes }) => bytes.equals(other)),
      [true],
    )
  })

  test('leaves what it cannot know to be its own: the mark could stay, and is not there', async () => {
    // A server that drops the flags of APPEND, tells no UIDs, and says that it keeps keywords.
    const { result, left, commands } = await broughtMeanwhile(third, {
      alter: ({ bytes }) => ({ bytes, flags: [] }),
    })
    assert.deepEqual(result, { removed: 0, kept: 5 })
    assert.equal(left.length, 6)
    assert.ok(!commands.some(one => /STORE|EXPUNGE/.test(one)), 'no flag of anybody is changed')
  })

  test('leaves mail that stood there before, though the server names it as what was added', async () => {
    await using server = await startAppendingImap({ toldUid: uid => uid - 5 })
    const box = { uidNext: 1, kept: [] as ReturnType<typeof server.kept> }
    const { folders } = server.script
    const inbox = folders.get('INBOX') ?? box
    folders.set('INBOX', inbox)
    for (let n = 1; n <= 5; n++)
      inbox.kept.push({
        ...{ uid: inbox.uidNext++, bytes: mail(10 + n), flags: ['\\Seen'] },
        date: '14-Nov-2023 22:13:22 +0000',
      })
    const before = inbox.kept.map(one => ({ ...one, flags: [...one.flags] }))
    await using restore = await restoring(server, five, { INBOX: { uidValidity: 7, uidNext: 6 } })
    assert.equal((await restore.putBack()).result.added, 5)
    assert.deepEqual(server.kept('INBOX').slice(0, 5), before, 'no mark is set on them either')
    assert.deepEqual((await restore.undo()).result, { removed: 5, kept: 0 })
    assert.deepEqual(
      server.kept('INBOX').map(({ uid }) => uid),
      [1, 2, 3, 4, 5],
    )
  })

  const own = mail(1)
  const otherId = Buffer.from(own.toString().replace('<m1@', '<m9@'))
  const otherText = Buffer.from(own.toString().replace('mail 1', 'mail of somebody'))
  const withoutId = otherText.subarray(otherText.indexOf('From:'))
  const flagless: Partial<AppendScript> = { alter: ({ bytes }) => ({ bytes, flags: [] }) }
  for (const [kind, chosen, bytes, removed] of [
    ['keeps marks', {}, otherId, 5],
    ['keeps no keywords', withoutKeywords, withoutId, 5],
    ['drops the flags of what is added', flagless, otherId, 4],
    ['drops the flags of what is added, and has a letter of the same Message-ID,', flagless, otherText, 4],
  ] as const)
    test(`leaves mail that came meanwhile, though a server that ${kind} names it as what was added`, async () => {
      let came = 0
      const date = '14-Nov-2023 22:13:20 +0000'
      await using server = await startAppendingImap({
        ...chosen,
        refuse({ folder }) {
          const box = server.script.folders.get(folder)
          if (!box || came) return null
          came = box.uidNext++
          box.kept.push({ uid: came, bytes, flags: [], date })
          return null
        },
        toldUid: uid => (uid === came + 1 ? came : uid),
      })
      await using restore = await restoring(server, five, stood)
      assert.equal((await restore.putBack()).result.added, 5)
      const left = () => server.kept('INBOX').filter(one => one.uid === came)
      assert.deepEqual(left()[0]?.flags, [], 'no flag of it is set')
      assert.deepEqual((await restore.undo()).result, { removed, kept: 5 - removed })
      assert.deepEqual(left()[0]?.bytes, bytes)
      assert.equal(server.kept('INBOX').length, 6 - removed)
    })

  test('leaves mail that gets a UID which the server named too early', async () => {
    await using server = await startAppendingImap({ toldUid: uid => uid + 5, ...withoutKeywords })
    const plain = five.map(one => ({ ...one, flags: [], bytes: Buffer.from(one.bytes) }))
    await using restore = await restoring(server, plain, stood)
    await restore.putBack()
    const box = server.script.folders.get('INBOX')
    for (let n = 0; box && n < 5; n++)
      box.kept.push({
        ...{ uid: box.uidNext++, bytes: mail(90 + n), flags: [] },
        date: '15-Nov-2023 00:00:00 +0000',
      })
    assert.deepEqual((await restore.undo()).result, { removed: 5, kept: 0 })
    assert.deepEqual(
      server.kept('INBOX').map(({ uid }) => uid),
      [6, 7, 8, 9, 10],
    )
  })

  for (const [word, when] of [
    ['UID STORE', 'before'],
    ['UID STORE', 'after'],
    ['UID EXPUNGE', 'before'],
    ['UID EXPUNGE', 'after'],
    ['UID SEARCH', 'before'],
  ] as const)
    test(`whose connection ends ${when} ${word} goes on, and counts what it took away`, async () => {
      let broken = false
      let undoing = false
      await using server = await startAppendingImap({
        breaks(_, line) {
          if (!undoing || broken || !line.includes(` ${word}`)) return null
          broken = true
          return when
        },
      })
      await using restore = await restoring(server, five, stood)
      await restore.putBack()
      undoing = true
      const first = await restore.undo()
      assert.deepEqual([first.end, first.problem], ['interrupted', 'server-unreachable'])
      const { end, result } = await restore.undo()
      assert.deepEqual([end, result], ['all', { removed: 5, kept: 0 }])
      assert.deepEqual(server.kept('INBOX'), [])
    })

  test('takes what was added before the restore was cut off, which nobody came to read back, but for what was changed', async () => {
    let cut = true
    let sent = 0
    await using server = await startAppendingImap({
      breaks: (_, line) => {
        if (line.includes('APPEND')) sent++
        return cut && sent > 4 ? 'before' : null
      },
    })
    await using restore = await restoring(server, five, stood)
    const { end, result } = await restore.putBack({ pause: async () => {} })
    cut = false
    assert.deepEqual([end, result.added], ['interrupted', 4])
    for (const one of server.kept('INBOX').slice(0, 1)) one.flags = [...one.flags, '\\Flagged']
    // One was thrown away, and a later restore brought it back.
    const [again] = server.kept('INBOX').splice(1, 1)
    assert.ok(again)
    server.kept('INBOX').push({ ...again, uid: 5 })
    assert.deepEqual((await restore.undo({ isNewest: false })).result, { removed: 2, kept: 2 })
    assert.deepEqual(
      server.kept('INBOX').map(({ uid }) => uid),
      [1, 5],
    )
  })

  test('takes what was under way when the restore was cut off, by its mark, unless a later restore may have brought it', async () => {
    for (const [isNewest, left] of [
      [true, [6]],
      [false, [4, 5, 6]],
    ] as const) {
      let cut = true
      let sent = 0
      await using server = await startAppendingImap({
        breaks(_, line) {
          if (line.includes('APPEND')) sent++
          if (!cut || sent < 4) return null
          // What was sent behind it is still carried out.
          return line.includes('APPEND') ? 'deaf' : 'before'
        },
      })
      await using restore = await restoring(server, five, stood)
      const { result } = await restore.putBack({ pause: async () => {} })
      cut = false
      assert.deepEqual([result.added, result.left, server.kept('INBOX').length], [3, 2, 5])
      const [, , , fourth] = server.kept('INBOX')
      assert.ok(fourth)
      server.kept('INBOX').push({ ...fourth, uid: 6, flags: ['\\Seen'] })
      const { end } = await restore.undo({ isNewest })
      assert.equal(end, 'all')
      assert.deepEqual(
        server.kept('INBOX').map(({ uid }) => uid),
        left,
      )
    }
  })

  test('stops between two folders when its worker ends, and goes on with the rest', async () => {
    await using server = await startAppendingImap()
    const both = five.map((one, n) => ({ ...one, target: n < 3 ? 'INBOX' : 'Other' }))
    await using restore = await restoring(server, both, stood)
    await restore.putBack()
    const stop = async () => server.kept('INBOX').length === 0
    const { end, problem, detail, result } = await restore.undo({ stop })
    assert.deepEqual([end, problem, result], ['interrupted', 'interrupted', { removed: 3, kept: 0 }])
    assert.match(detail ?? '', /^[A-Z].* later\.$/)
    assert.equal(server.kept('Other').length, 2)
    assert.deepEqual((await restore.undo()).result, { removed: 5, kept: 0 })
    assert.deepEqual(server.kept('Other'), [])
  })

  test('of a server that asks us to wait is left until then', async () => {
    await using server = await startAppendingImap()
    await using restore = await restoring(server, five, stood)
    await restore.putBack()
    const milliseconds = 3 * 3_600_000
    const openWriter = async () => {
      throw new Refusal('throttled', 'It asks us to wait.', { milliseconds })
    }
    const { problem, detail, until } = await restore.undo({ openWriter, now: () => 1000 })
    assert.deepEqual([problem, detail, until], ['throttled', 'It asks us to wait.', 1000 + milliseconds])
    assert.equal(server.kept('INBOX').length, 5)
  })

  test('does not say that it took away what somebody else did', async () => {
    await using server = await startAppendingImap()
    await using restore = await restoring(server, five, stood)
    await restore.putBack()
    server.kept('INBOX').splice(1, 1)
    for (const one of server.kept('INBOX').slice(0, 1)) one.flags = ['\\Flagged', mark]
    const { result } = await restore.undo()
    assert.deepEqual(result, { removed: 3, kept: 2 })
    assert.deepEqual(
      restore.all().map(({ state, why }) => why ?? state),
      ['changed', 'gone', 'removed', 'removed', 'removed'],
    )
  })
})
