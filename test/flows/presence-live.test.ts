import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDesk } from '../../src/sqlite/desk.ts'
import { startReading } from '../../src/threads/reading.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { startWork, type World } from '../world/yestermail.ts'

// The reader threads go by the machine's clock.
const clock = {
  get now() {
    return Date.now()
  },
}
const using = ['urn:ietf:params:jmap:core', 'https://yestermail.example/jmap/timemachine']
const stop = new AbortController()
let dovecot: Dovecot
let world: World
let working: Promise<void>
let reading: ReturnType<typeof startReading>
let desk: ReturnType<typeof openDesk>
let anna: string

// The first of two with one Message-ID is long enough for the second to have a Received.
const filling = 'You owe us 1000. '.repeat(12)
const delivered = 'Received: from mx.rossi.example by yester.example; Sun, 22 Nov 2037 10:00:00 +0000\r\n'
const forged = `${delivered}${plain('forged')}${filling.slice(delivered.length).replaceAll('1000', '9999')}\r\n`
const mail = (id: string) => (id === 'forged' ? `${plain(id)}${filling}\r\n` : plain(id))

function plain(id: string): string {
  return `Message-ID: <${id}@rossi.example>\r\nSubject: ${id}\r\n\r\nThis is ${id}.\r\n`
}

before(async () => {
  dovecot = await startDovecot({ users: { anna: 'anna-pw' } })
  world = await startWork({ port: dovecot.port }, clock)
  desk = openDesk(world.layout.desk)
  reading = startReading(world.layout.data, { threads: 1 })
  anna = await world.enrol('anna', 'anna-pw')
  const letters = [
    'stays',
    'moved',
    'trashed',
    'junked',
    'deleted',
    'doubled',
    'again',
    'copied',
    'forged',
    'altered',
  ]
  for (const id of letters) await dovecot.deliver('anna', 'INBOX', mail(id))
  await dovecot.deliver('anna', 'INBOX', mail('doubled'))
  await dovecot.deliver('anna', 'Spam of old', mail('whole folder'))
  for (const id of ['renamed one', 'renamed two']) await dovecot.deliver('anna', 'Orders', mail(id))
  for (const id of ['renumbered', 'lost in it']) await dovecot.deliver('anna', 'Numbers', mail(id))
  await dovecot.deliver('anna', 'Trash', mail('long binned'))
  await dovecot.deliver('anna', 'Trash', mail('saved'))
  await world.backUp(anna, 'nightly')
  working = world.work(stop.signal)
})
after(async () => {
  stop.abort()
  await working
  await reading.close()
  await desk.close()
  await world.stop()
  await dovecot.stop()
})

interface Row {
  subject: string
  presence: { state: string; places: { path: string }[]; goneSince: { point: string } | null }
}

async function jmap<T>(method: string, args: object): Promise<T> {
  const request = { using, methodCalls: [[method, { accountId: `c${anna}`, ...args }, 'a']] }
  const { body } = await reading.jmap(anna, Buffer.from(JSON.stringify(request)))
  const [[name, answer]] = JSON.parse(body).methodResponses
  assert.equal(name, method, body)
  return answer
}

async function checked(): Promise<{
  state: string
  basis: string
  problem: string | null
  unknown: unknown[]
}> {
  await jmap('Presence/set', { update: { singleton: { check: true } } })
  for (;;) {
    const { list } = await jmap<{ list: Awaited<ReturnType<typeof checked>>[] }>('Presence/get', {
      ids: null,
    })
    assert(list[0])
    if (list[0].state !== 'checking') return list[0]
    await pause(50)
  }
}

/** What is missing, by subject: its state and where it is. */
async function missing(): Promise<Record<string, string>> {
  const { ids } = await jmap<{ ids: string[] }>('EmailSearch/query', {
    filter: { missing: ['gone', 'trash', 'junk', 'moved'] },
  })
  const { list } = await jmap<{ list: Row[] }>('EmailSearch/get', { ids })
  return Object.fromEntries(
    list.map(({ subject, presence: { state, places, goneSince } }) => [
      subject,
      [state, ...places.map(place => place.path), ...(goneSince ? [goneSince.point] : [])].join(' '),
    ]),
  )
}

const changed = {
  moved: 'moved Archive',
  trashed: 'trash Trash',
  junked: 'junk Junk',
  deleted: 'gone',
  forged: 'gone',
  altered: 'gone',
  'whole folder': 'gone',
  'renamed one': 'moved Purchases',
  'renamed two': 'moved Purchases',
  'lost in it': 'gone',
}

test('before anybody looked, and while nothing changed, nothing is missing', async () => {
  const { list } = await jmap<{ list: { state: string; basis: string }[] }>('Presence/get', { ids: null })
  assert.deepEqual([list[0]?.state, list[0]?.basis], ['none', 'backup'])
  assert.deepEqual(await missing(), {})
})

test('a look at the live mailbox tells moved, binned and gone apart, whatever was done to folders and numbers', async () => {
  const session = await dovecot.imap('anna')
  const subjects = async (subject: string) => {
    const lines = await session.command(`UID SEARCH SUBJECT "${subject}"`)
    return (
      String(lines)
        .match(/SEARCH((?: \d+)*)/)?.[1]
        ?.trim()
        .split(' ') ?? []
    )
  }
  const uid = async (subject: string) => (await subjects(subject))[0]
  await session.command('CREATE Archive')
  await session.command('SELECT INBOX')
  await session.command(`UID MOVE ${await uid('moved')} Archive`)
  await session.command(`UID MOVE ${await uid('trashed')} Trash`)
  await session.command(`UID MOVE ${await uid('junked')} Junk`)
  await session.command(`UID COPY ${await uid('copied')} Archive`)
  for (const one of ['deleted', 'doubled', 'again', 'forged', 'altered'])
    await session.command(`UID STORE ${await uid(one)} +FLAGS (\\Deleted)`)
  await session.command('EXPUNGE')
  await session.command('SELECT Trash')
  await session.command(`UID MOVE ${await uid('saved')} INBOX`)
  await session.command('CLOSE')
  await session.command('DELETE "Spam of old"')
  await session.command('RENAME Orders Purchases')
  await session.command('DELETE Numbers')
  await session.close()
  // Made to look like what was lost, of the same length: another subject; the same head, but delivered only now.
  await dovecot.deliver('anna', 'INBOX', mail('altered').replace('Subject: a', 'Subject: b'))
  assert.equal(forged.length, mail('forged').length)
  await dovecot.deliver('anna', 'INBOX', forged)
  // Put back by a mail program, which gives it today's date; and a folder made anew has another UIDVALIDITY.
  await dovecot.deliver('anna', 'INBOX', mail('again'), { internalDate: new Date('2020-01-01') })
  await dovecot.deliver('anna', 'Numbers', mail('renumbered'))
  const presence = await checked()
  assert.deepEqual(
    { state: presence.state, basis: presence.basis, problem: presence.problem, unknown: presence.unknown },
    { state: 'ready', basis: 'live', problem: null, unknown: [] },
  )
  assert.deepEqual(await missing(), changed)
})

test('the next point says the same, and since when; what then comes back is missing no more', async () => {
  const { number } = await world.backUp(anna, 'nightly')
  const now = Object.fromEntries(Object.entries(changed).map(([id, said]) => [id, `${said} p${number}`]))
  assert.deepEqual(await missing(), now)
  await dovecot.deliver('anna', 'INBOX', mail('deleted'))
  await world.backUp(anna, 'nightly')
  const { deleted, ...rest } = now
  assert.equal(deleted, `gone p${number}`)
  assert.deepEqual(await missing(), rest)
})

test('when the server cannot be asked the newest point is what is compared with, and the reason is told', async () => {
  await dovecot.stop()
  const presence = await checked()
  assert.deepEqual([presence.state, presence.basis], ['failed', 'backup'])
  assert.equal(presence.problem, 'server-unreachable')
  assert.equal((await missing()).moved?.startsWith('moved Archive'), true)
})
