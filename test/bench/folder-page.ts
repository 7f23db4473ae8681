import { join } from 'node:path'
import { startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { startServer } from './app-server.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import { makeMailbox, randomFrom } from './make-mailbox.ts'
import { enrol, yestermailCommand } from './yestermail-command.ts'

const user = 'anna@bench.example'
const days = 15
const capabilities = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail']
/** what a row of the list shows */
const rowProperties = [
  'id',
  'threadId',
  'mailboxIds',
  'keywords',
  'from',
  'to',
  'subject',
  'receivedAt',
  'preview',
]

/**
 * One page of a folder (50 rows, anywhere in it) on any of 15 days of a large mailbox, as the page asks for it: one JMAP
 * request over HTTP. Every day is a real run against a mailbox in which people lived meanwhile.
 */
export async function benchFolderPage({ small }: { small: boolean }): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { [user]: 'secret' }, fast: true })
  await using folder = await tempFolder('bench')
  const messages = small ? 2000 : 100_000
  const shape = { seed: 7, messages, meanKb: 3, medianKb: 2, maxKb: 64 }
  makeMailbox(join(dovecot.folder, 'mail', user, 'Maildir'), findPlainUser(), shape)
  const yestermail = yestermailCommand(folder.path, `imap://127.0.0.1:${dovecot.port}`, dovecot)
  await enrol(yestermail, folder.path, user, 'secret')
  for (let day = 1; day <= days; day++) {
    if (day > 1) await liveADay(dovecot, messages, day)
    await yestermail.run('snapshot', user)
  }
  await using server = await startServer(yestermail)
  const ask = await signIn(server.url)
  const times = await timePages(ask, small ? 200 : 1000)
  return [
    atMost(`folder page over HTTP, ${days} days x ${messages}: median`, percentile(times, 0.5), 20, 'ms'),
    atMost(`folder page over HTTP, ${days} days x ${messages}: p99`, percentile(times, 0.99), 20, 'ms'),
  ]
}

/** Some mail is read, some goes, some comes: in every folder that has any. */
async function liveADay(dovecot: Awaited<ReturnType<typeof startDovecot>>, messages: number, day: number) {
  await using session = await dovecot.imap(user)
  const few = Math.max(3, Math.round(messages / 1000))
  for (const name of ['INBOX', 'Archive', 'Lists/Gardening']) {
    await session.command(`SELECT "${name}"`)
    await session.command(`STORE ${day * few}:${day * few + few * 3} +FLAGS.SILENT (\\Seen $Day${day % 5})`)
    await session.command(`STORE ${day}:${day + few} +FLAGS.SILENT (\\Deleted)`)
    await session.command('EXPUNGE')
  }
  for (let i = 0; i < few * 5; i++) {
    const letter = `From: Person ${i} <person${i}@mail.example>\r\nSubject: day ${day} letter ${i}\r\nMessage-ID: <d${day}i${i}@mail.example>\r\n\r\nHello.\r\n`
    await dovecot.deliver(user, 'INBOX', letter)
  }
}

type Ask = (path: string, body?: object) => Promise<unknown>

async function signIn(url: string): Promise<Ask> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address: user, password: 'secret', consent: true }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map(one => one.split(';', 1)[0])
    .join('; ')
  if (answer.status !== 200 || cookie === '')
    throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  return async (path, body) => {
    const reply = await fetch(`${url}${path}`, {
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return await reply.json()
  }
}

interface Answer {
  methodResponses: [
    string,
    { list?: { id: string; totalEmails?: number }[]; ids?: string[]; total?: number },
    string,
  ][]
}

/** Milliseconds of each page: a point, a folder and a place in it by chance; twenty pages before that are not counted. */
async function timePages(ask: Ask, count: number): Promise<number[]> {
  const session = (await ask('/.well-known/jmap')) as { accounts: Record<string, unknown> }
  const points = Object.keys(session.accounts).filter(id => /^p\d+$/.test(id))
  if (points.length !== days) throw new Error(`${points.length} points instead of ${days}`)
  const random = randomFrom(99)
  const folders = new Map<string, { id: string; total: number }[]>()
  for (const accountId of points) {
    const answer = (await ask('/jmap/api', {
      using: capabilities,
      methodCalls: [['Mailbox/get', { accountId, ids: null }, '0']],
    })) as Answer
    const list = answer.methodResponses[0]?.[1].list ?? []
    folders.set(
      accountId,
      list.flatMap(f => (f.totalEmails ? [{ id: f.id, total: f.totalEmails }] : [])),
    )
  }
  const times: number[] = []
  for (let i = -20; i < count; i++) {
    const accountId = points[Math.floor(random() * points.length)] ?? ''
    const choice = folders.get(accountId) ?? []
    const folder = choice[Math.floor(random() * choice.length)]
    if (!folder) throw new Error(`no folder with mail in ${accountId}`)
    const begun = performance.now()
    const answer = (await ask(
      '/jmap/api',
      pageRequest(accountId, folder.id, Math.floor(random() * folder.total)),
    )) as Answer
    const ms = performance.now() - begun
    const rows = answer.methodResponses[1]?.[1].list?.length ?? 0
    if (rows === 0) throw new Error(`an empty page: ${JSON.stringify(answer).slice(0, 400)}`)
    if (i >= 0) times.push(ms)
  }
  return times
}

function pageRequest(accountId: string, folder: string, position: number): object {
  const query = {
    accountId,
    filter: { inMailbox: folder },
    sort: [{ property: 'receivedAt', isAscending: false }],
    position,
    limit: 50,
    calculateTotal: true,
  }
  const get = {
    accountId,
    '#ids': { resultOf: '0', name: 'Email/query', path: '/ids' },
    properties: [...rowProperties, 'hasAttachment', 'size'],
  }
  return {
    using: capabilities,
    methodCalls: [
      ['Email/query', query, '0'],
      ['Email/get', get, '1'],
    ],
  }
}
