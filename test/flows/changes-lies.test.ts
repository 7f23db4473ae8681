import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Receipt, StateCopy } from '../../src/domain/folder-state.ts'
import { addMail, type OddServer, oddFolder, startOddImap } from '../world/odd-imap.ts'
import { startWork } from '../world/yestermail.ts'

// Servers that break their word: other mail under known UIDs, false sizes, rows twice, lost or in any order.
const condstore = 'IMAP4rev1 ENABLE NAMESPACE AUTH=PLAIN SASL-IR SPECIAL-USE CONDSTORE'
const day = 86_400_000

async function startWorld(chosen: Partial<OddServer>, limits: Parameters<typeof startWork>[3] = {}) {
  const clock = { now: Date.parse('2026-11-02T01:00:00Z') }
  const imap = await startOddImap({ capabilities: condstore, ...chosen })
  const world = await startWork({ port: imap.port }, clock, undefined, limits)
  const anna = await world.enrol('anna', 'any')
  const inbox = () => {
    const found = imap.odd.folders.get('INBOX')
    if (!found) throw new Error('no INBOX')
    return found
  }
  return {
    ...imap,
    clock,
    inbox,
    async night(after = 3_600_000) {
      clock.now += after
      const point = await world.backUp(anna, 'manual')
      const receipt = (await world.files(anna).receipts()).at(-1)
      assert.ok(receipt)
      return { point, receipt, texts: await textsOf(receipt), codes: point.problems.map(({ code }) => code) }
    },
    textsOf,
    [Symbol.asyncDispose]: async () => {
      await world.stop()
      await imap.stop()
    },
  }

  /** what a day shows in INBOX, by UID */
  async function textsOf(receipt: Receipt): Promise<Map<number, string>> {
    const files = world.files(anna)
    const { folder = '', state } = receipt.folders.find(({ raw }) => raw === 'INBOX') ?? {}
    const copies: StateCopy[] = state ? await Array.fromAsync(files.copies({ folder, n: state })) : []
    return new Map(
      await Promise.all(
        copies.map(async copy => [copy.uid, await readFile(files.file(copy), 'utf8')] as const),
      ),
    )
  }
}

type World = Awaited<ReturnType<typeof startWorld>>
const held = (it: World) => new Map([...it.inbox().mails].map(([uid, { text }]) => [uid, text]))
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [i + 1, {}]))

test('UIDs that a server shuffles without a new UIDVALIDITY are found, the folder read anew, and the days before stay', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(60))]]) })
  const first = await it.night()
  const texts = [...it.inbox().mails.values()].reverse()
  for (const [i, uid] of [...it.inbox().mails.keys()].entries()) it.inbox().mails.set(uid, texts[i] as never)
  let last = first
  for (let n = 0; n < 10 && !last.codes.length; n++) last = await it.night(day)
  assert.deepEqual(last.codes, ['uids-reused'])
  assert.equal(last.point.status, 'complete')
  assert.deepEqual(last.texts, held(it))
  assert.notDeepEqual(await it.textsOf(first.receipt), last.texts)
  for (let n = 0; n < 10; n++) assert.deepEqual((await it.night(day)).codes, [])
})

test('one message that stands under the UID of another is fetched anew, and named', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(30))]]) })
  await it.night()
  addMail(it.inbox(), 7, { text: 'Subject: another one\r\n\r\n', date: 1_600_000_000 })
  let last = await it.night()
  for (let n = 0; n < 10 && !last.codes.length; n++) last = await it.night(day)
  assert.deepEqual(last.point.problems, [{ code: 'uids-reused', folder: 'INBOX', uids: [7] }])
  assert.deepEqual(last.texts, held(it))
})

test('another message under a known UID that never comes is a gap, not the old one that stood there', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(30))]]) })
  const first = await it.night()
  addMail(it.inbox(), 7, { text: 'Subject: another one\r\n\r\n', date: 1_600_000_000 })
  it.odd.tell = (rows, command) =>
    command.includes('BODY') ? rows.filter(row => !row.includes('UID 7 ')) : rows
  const bad = await it.night(20 * day)
  assert.equal(bad.point.status, 'partial')
  assert.deepEqual(bad.point.problems, [{ code: 'message-refused', folder: 'INBOX', uids: [7] }])
  assert.deepEqual(bad.receipt.folders[0]?.newest?.gaps, [{ uid: 7, reason: 'not-sent' }])
  assert.equal(bad.texts.has(7), false)
  assert.match((await it.textsOf(first.receipt)).get(7) ?? '', /mail 7/)
  // It comes when it is asked for alone.
  it.odd.tell = (rows, command) =>
    /FETCH [\d,:]*[,:].*BODY/.test(command) ? rows.filter(row => !row.includes('UID 7 ')) : rows
  const good = await it.night(day)
  assert.equal(good.point.status, 'complete')
  assert.deepEqual(good.texts, held(it))
  addMail(it.inbox(), 8, { text: 'Subject: one more\r\n\r\n', date: 1_600_000_000 })
  addMail(it.inbox(), 9, { date: 1_600_000_000 })
  it.odd.tell = (rows, command) =>
    /FETCH [\d,:]*[,:].*BODY/.test(command) ? rows.filter(row => !/UID [89] /.test(row)) : rows
  const late = await it.night(20 * day)
  assert.deepEqual(late.point.problems, [{ code: 'uids-reused', folder: 'INBOX', uids: [8] }])
  assert.deepEqual(late.texts, held(it))
})

test('where the time is used up before it came, another message under a known UID is left for the next night', async () => {
  const folders = new Map([['INBOX', oddFolder(1, many(30))]])
  await using it = await startWorld({ folders }, { runLength: 10_000 })
  await it.night()
  for (const uid of [7, 8])
    addMail(it.inbox(), uid, { text: `Subject: another ${uid}\r\n\r\n`, date: 1_600_000_000 })
  addMail(it.inbox(), 31, {})
  it.odd.tell = rows => rows.filter(row => !/UID 7 .*BODY/.test(row))
  it.odd.hear = command => {
    if (command.includes('BODY')) it.clock.now += 20_000
  }
  const cut = await it.night(20 * day)
  assert.equal(cut.point.status, 'partial')
  assert.equal(cut.receipt.folders[0]?.newest?.unread, 2)
  assert.equal(cut.texts.has(7), false)
  assert.match(cut.texts.get(8) ?? '', /another 8/)
  it.odd.tell = rows => rows
  it.odd.hear = () => {}
  const whole = await it.night(day)
  assert.equal(whole.point.status, 'complete')
  assert.deepEqual(whole.texts, held(it))
})

test('bytes that change under the same UID, size and date are found by reading again, and both versions stay', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(6))]]) })
  const first = await it.night()
  const mail = it.inbox().mails.get(3)
  assert.ok(mail)
  it.inbox().mails.set(3, { ...mail, text: mail.text.replace('mail', 'MAIL') })
  let last = first
  for (let n = 0; n < 10 && !last.codes.length; n++) last = await it.night(day)
  assert.deepEqual(last.point.problems, [{ code: 'uids-reused', folder: 'INBOX', uids: [3] }])
  assert.match(last.texts.get(3) ?? '', /MAIL/)
  assert.match((await it.textsOf(first.receipt)).get(3) ?? '', /mail 3/)
})

test('UIDNEXT that goes back makes every message be compared at once', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(30))]]) })
  await it.night()
  it.odd.folders.set('INBOX', {
    ...oddFolder(1, { 1: { text: 'Subject: other\r\n\r\n', date: 5 } }),
    modseq: 99,
  })
  const { codes, texts } = await it.night()
  assert.deepEqual(codes, ['uids-reused'])
  assert.deepEqual(texts, held(it))
})

test('a false RFC822.SIZE is named when the message is read, and is no change in the nights after', async () => {
  const inbox = oddFolder(1, many(5))
  const liar = inbox.mails.get(2)
  if (liar) liar.said = 999_999
  await using it = await startWorld({ folders: new Map([['INBOX', inbox]]) })
  const first = await it.night()
  assert.deepEqual(first.codes, ['server-lied'])
  assert.equal(first.point.status, 'complete')
  assert.deepEqual(first.texts, held(it))
  for (let n = 0; n < 10; n++) {
    const { codes, point } = await it.night(day)
    assert.deepEqual(codes, [])
    assert.equal(point.newMessages, 0)
  }
})

test('rows that come twice, in falling order, or between the lines are taken as they come', async () => {
  const tell = (rows: string[]) => [
    '* 1 FETCH (FLAGS (\\Seen))',
    '* nonsense (((',
    ...rows.reverse(),
    ...rows,
    '* 9',
  ]
  await using it = await startWorld({ tell, folders: new Map([['INBOX', oddFolder(1, many(40))]]) })
  const { texts, codes, point } = await it.night()
  assert.deepEqual(texts, held(it))
  assert.deepEqual(codes, ['server-lied'])
  assert.equal(point.status, 'complete')
  assert.deepEqual((await it.night(20 * day)).texts, held(it))
})

test('8-bit garbage, NULs and an empty message are stored as they come', async () => {
  const texts = ['Subject: \u00e9\u00ff\u0080\r\n\r\n\u0000\u0001', '', 'no header at all', '\r\n\r\n']
  const mails = Object.fromEntries(texts.map((text, i) => [i + 1, { text }]))
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, mails)]]) })
  const { point } = await it.night()
  assert.equal(point.messages, 4)
  assert.equal(
    point.bytes,
    texts.reduce((sum, text) => sum + text.length, 0),
  )
})

test('a row that is always lost is a gap by its UID, the point partial, and the next night does not seal the same again', async () => {
  const tell = (rows: string[], command: string) =>
    command.includes('BODY') ? rows.filter(row => !row.includes('UID 3 ')) : rows
  await using it = await startWorld({ tell, folders: new Map([['INBOX', oddFolder(1, many(5))]]) })
  const first = await it.night()
  assert.equal(first.point.status, 'partial')
  assert.deepEqual(first.point.problems, [{ code: 'message-refused', folder: 'INBOX', uids: [3] }])
  const [inbox] = first.receipt.folders
  assert.deepEqual(inbox?.newest?.gaps, [{ uid: 3, reason: 'not-sent' }])
  assert.equal(inbox?.counted, 5)
  const second = await it.night()
  assert.equal(second.receipt.folders[0]?.state, inbox?.state)
  it.odd.tell = rows => rows
  const third = await it.night()
  assert.equal(third.point.status, 'complete')
  assert.deepEqual(third.texts, held(it))
})

test('what an earlier night left is had though the server tells of no change since', async () => {
  const folders = new Map([['INBOX', oddFolder(1, many(600))]])
  await using it = await startWorld({ folders }, { runLength: 10_000 })
  // The time is over after the first portion; in the next night one row is lost.
  it.odd.hear = command => {
    if (command.includes('BODY')) it.clock.now += 20_000
  }
  const first = await it.night()
  const unread = first.receipt.folders[0]?.newest?.unread ?? 0
  assert.ok(first.point.messages > 0 && unread > 0, `${first.point.messages}, ${unread}`)
  it.odd.hear = () => {}
  it.odd.tell = (rows, command) =>
    command.includes('BODY') ? rows.filter(row => !row.includes('UID 599 ')) : rows
  const second = await it.night(day)
  assert.deepEqual(
    second.receipt.folders[0]?.newest?.gaps.map(gap => gap.uid),
    [599],
  )
  assert.equal(second.point.messages, 599)
  it.odd.tell = rows => rows
  const third = await it.night(day)
  assert.equal(third.point.status, 'complete')
  assert.deepEqual(third.texts, held(it))
})

test('a folder whose mod-sequence stands still is looked at when its count, its UIDNEXT or its UIDVALIDITY moves', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(6))]]) })
  await it.night()
  const { modseq } = it.inbox()
  it.inbox().mails.delete(2)
  assert.deepEqual((await it.night()).texts, held(it))
  it.inbox().mails.delete(3)
  addMail(it.inbox(), 7, {})
  it.inbox().modseq = modseq
  assert.deepEqual((await it.night()).texts, held(it))
  const { uidNext, mails } = it.inbox()
  const anew = oddFolder(2, Object.fromEntries([...mails.keys()].map(uid => [uid, {}])))
  it.odd.folders.set('INBOX', { ...anew, modseq, uidNext })
  assert.deepEqual((await it.night()).texts, held(it))
})

test('a message expunged between list and fetch is gone, by its UID, and the day is complete', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(5))]]) })
  it.odd.hear = command => {
    if (command.includes('BODY')) it.inbox().mails.delete(4)
  }
  const { point } = await it.night()
  assert.deepEqual(point.problems, [{ code: 'message-gone', folder: 'INBOX', uids: [4] }])
  assert.equal(point.status, 'complete')
  assert.equal(point.messages, 4)
})

test('a folder that is filled while the walk goes on is read as it is when its turn comes', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, many(3))],
    ['Work', oddFolder(2, {})],
  ])
  await using it = await startWorld({ folders })
  it.odd.hear = command => {
    const work = folders.get('Work')
    if (command.startsWith('EXAMINE') && work && !work.mails.size) addMail(work, 1, {})
  }
  const { point } = await it.night()
  assert.equal(point.messages, 4)
  assert.equal(point.status, 'complete')
})

test('a folder that is made anew between the list and its turn is named as not read, and whole the next night', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(3))]]) })
  const first = await it.night()
  it.inbox().modseq++
  it.odd.hear = command => {
    if (command.startsWith('EXAMINE')) it.odd.folders.set('INBOX', oddFolder(2, many(2)))
  }
  it.odd.folders.set('Work', oddFolder(3, many(1)))
  const { point, receipt } = await it.night()
  assert.deepEqual(
    point.problems.map(({ code, folder }) => [code, folder]),
    [['folder-not-read', 'INBOX']],
  )
  const inbox = receipt.folders.find(({ raw }) => raw === 'INBOX')
  assert.deepEqual([inbox?.state, inbox?.newest?.messages], [null, 3])
  it.odd.hear = () => {}
  const { texts } = await it.night()
  assert.deepEqual(texts, held(it))
  assert.equal((await it.textsOf(first.receipt)).size, 3)
})

test('the same message three times in a folder stands there three times, and once on disk', async () => {
  const twin = { text: 'Subject: twin\r\n\r\n', date: 1_700_000_000 }
  await using it = await startWorld({
    folders: new Map([['INBOX', oddFolder(1, { 1: twin, 2: twin, 3: twin })]]),
  })
  const { point, texts } = await it.night()
  assert.equal(texts.size, 3)
  assert.equal(point.newBytes, twin.text.length)
})

test('a folder deleted, renamed or created while the walk goes on is named or comes the next night, and costs no other', async () => {
  const folders = new Map([
    ['INBOX', oddFolder(1, many(3))],
    ['Old', oddFolder(2, many(2))],
    ['Work', oddFolder(3, many(2))],
  ])
  await using it = await startWorld({ folders })
  it.odd.hear = command => {
    const work = folders.get('Work')
    if (!command.startsWith('EXAMINE INBOX') || !work) return
    folders.delete('Old')
    folders.delete('Work')
    folders.set('Projects', work)
    folders.set('New', oddFolder(9, many(1)))
  }
  const first = await it.night()
  assert.equal(first.point.status, 'partial')
  assert.deepEqual(first.texts, held(it))
  assert.deepEqual(first.point.problems.map(({ code, folder }) => [code, folder]).sort(), [
    ['folder-not-read', 'Old'],
    ['folder-not-read', 'Work'],
  ])
  const second = await it.night()
  assert.equal(second.point.status, 'complete')
  assert.equal(second.point.messages, 6)
})

test('where nobody tells what vanished, one that is gone and one whose row is lost do not add up to "nothing missing"', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(3))]]) })
  await it.night()
  it.inbox().mails.delete(2)
  addMail(it.inbox(), 4, {})
  it.odd.tell = (rows, command) =>
    command.includes('CHANGEDSINCE') ? rows.filter(row => !row.includes('UID 4 ')) : rows
  const { texts, point } = await it.night()
  assert.deepEqual(texts, held(it))
  assert.equal(point.status, 'complete')
})

test('a row that a walk over all messages loses is no message that is gone', async () => {
  const capabilities = condstore.replace(' CONDSTORE', '')
  await using it = await startWorld({ capabilities, folders: new Map([['INBOX', oddFolder(1, many(5))]]) })
  await it.night()
  it.odd.tell = (rows, command) =>
    /FETCH/.test(command) && !/BODY/.test(command) ? rows.filter(row => !row.includes('UID 3 ')) : rows
  for (const after of [3_600_000, 20 * day]) {
    it.inbox().mails.delete(after > day ? 5 : 4)
    const { texts, point } = await it.night(after)
    assert.deepEqual(texts, held(it))
    assert.equal(point.status, 'complete')
  }
})

test('a gap that is there still does not hide one that is gone', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(5))]]) })
  it.odd.tell = (rows, command) =>
    /BODY|CHANGEDSINCE/.test(command) ? rows.filter(row => !row.includes('UID 3 ')) : rows
  assert.equal((await it.night()).point.status, 'partial')
  it.inbox().mails.delete(5)
  it.inbox().modseq++
  const { texts } = await it.night()
  assert.deepEqual([...texts.keys()], [1, 2, 4])
})

test('new mail that follows the known UIDs is found without a list of all', async () => {
  await using it = await startWorld({ folders: new Map([['INBOX', oddFolder(1, many(5))]]) })
  await it.night()
  addMail(it.inbox(), 6, {})
  it.take()
  assert.deepEqual((await it.night()).texts, held(it))
  assert.deepEqual(
    it.take().filter(command => command.includes('SEARCH')),
    [],
  )
})

const objectIds = `${condstore} OBJECTID`
const twin = (n: number) => ({ text: `Subject: ${n + 100}\r\n\r\n`, date: 1_700_000_000, id: 'M1' })

test('an id that stands for two messages is believed no more: the folder is read anew by its bytes, and so is what comes', async () => {
  const folders = new Map([['INBOX', oddFolder(1, { 1: twin(1) })]])
  await using it = await startWorld({ capabilities: objectIds, folders })
  await it.night()
  for (let uid = 2; uid <= 30; uid++) addMail(it.inbox(), uid, twin(uid))
  await it.night()
  const compared = await it.night(20 * day)
  assert.deepEqual(compared.texts, held(it))
  assert.deepEqual(compared.codes, ['uids-reused', 'server-lied'])
  addMail(it.inbox(), 31, twin(31))
  const { texts, codes } = await it.night()
  assert.deepEqual(texts, held(it))
  assert.deepEqual(codes, [])
})

test('one broken id among the messages that are read again is enough', async () => {
  const good = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i + 1, { id: `G${i}` }]))
  const folders = new Map([['INBOX', oddFolder(1, { ...good, 21: twin(21) })]])
  await using it = await startWorld({ capabilities: objectIds, folders })
  await it.night()
  for (let uid = 22; uid <= 28; uid++) addMail(it.inbox(), uid, twin(uid))
  await it.night()
  const { texts, codes } = await it.night(20 * day)
  assert.deepEqual(texts, held(it))
  assert.deepEqual(codes, ['uids-reused', 'server-lied'])
})

test('an id without a size is not believed', async () => {
  const folders = new Map([['INBOX', oddFolder(1, { 1: twin(1) })]])
  const tell = (rows: string[]) => rows.map(row => row.replace(/ RFC822\.SIZE \d+/, ''))
  await using it = await startWorld({ capabilities: objectIds, folders, tell })
  await it.night()
  addMail(it.inbox(), 2, { ...twin(2), text: 'Subject: of another length\r\n\r\n' })
  assert.deepEqual((await it.night()).texts, held(it))
})
