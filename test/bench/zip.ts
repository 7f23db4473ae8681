import { readdir } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import type { ExportAnswer } from '../../src/http/wire.ts'
import { exportPlan } from '../../src/open/export-plan.ts'
import { startExporting } from '../../src/threads/exporting.ts'
import { startReading } from '../../src/threads/reading.ts'
import { startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { startServer } from './app-server.ts'
import { type Client, signIn } from './client.ts'
import { atLeast, atMost, type Figure, median } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import { highWater, timedCommand } from './timed-command.ts'
import { benchWorld } from './world.ts'
import { enrol, yestermailCommand } from './yestermail-command.ts'

const user = 'anna@bench.example'

/**
 * A whole day as ZIP: 20,000 messages of 1.5 GB as they are handed to the network, beside `cat` of the same files, by turns,
 * both warm; the same over HTTP for the first octet (and its speed to be read: it is that of HTTP on this machine); and
 * the day of the large world for its number of files. Memory is what the download adds to a server that has answered.
 */
export async function benchZip({ small, rounds }: { small: boolean; rounds: number }): Promise<Figure[]> {
  return [...(await besideCat(small, rounds)), ...(await manyFiles(small))]
}

async function besideCat(small: boolean, rounds: number): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { [user]: 'secret' }, fast: true })
  await using folder = await tempFolder('bench')
  const shape = { ...wholeMailbox, messages: small ? 1000 : wholeMailbox.messages }
  makeMailbox(join(dovecot.folder, 'mail', user, 'Maildir'), findPlainUser(), shape)
  const yestermail = yestermailCommand(folder.path, `imap://127.0.0.1:${dovecot.port}`, dovecot)
  await enrol(yestermail, folder.path, user, 'secret')
  await yestermail.run('snapshot', user)
  await using server = await startServer(yestermail)
  const client = await signIn(server.url, user, 'secret')
  const accounts = join(yestermail.data, 'accounts')
  const cat = () =>
    timedCommand(['sh', '-c', `find ${accounts}/*/messages -type f -print0 | xargs -0 cat | cat >/dev/null`])
  await cat()
  const before = await answering(client, server.pid)
  const ratios: number[] = []
  const waits: number[] = []
  for (let round = 0; round < rounds; round++) {
    const theirs = (await cat()).seconds
    const made = await makeZip(yestermail.data)
    const { url, size } = await grant(client)
    const ours = await take(server.url + url, client.cookie)
    if (ours.octets !== size) throw new Error(`${ours.octets} octets came, ${size} were promised`)
    ratios.push(theirs / made)
    waits.push(ours.firstMs)
    console.log(
      `  round ${round + 1}: ZIP ${made.toFixed(2)} s, cat ${theirs.toFixed(2)} s; over HTTP ${ours.seconds.toFixed(2)} s (${(ours.octets / 1e6 / ours.seconds).toFixed(0)} MB/s), first octet ${ours.firstMs.toFixed(1)} ms`,
    )
  }
  return [
    atLeast(`ZIP of ${shape.messages} messages, speed / cat (median)`, median(ratios), 0.5, 'x'),
    atMost('ZIP, first octet after the request (slowest)', Math.max(...waits), 50, 'ms'),
    atMost('ZIP, memory added at the peak', (highWater(server.pid) - before) / 1e6, 200, 'MB'),
  ]
}

async function manyFiles(small: boolean): Promise<Figure[]> {
  const world = await benchWorld(small)
  await using server = await world.serve()
  const client = await world.client(server.url)
  const before = await answering(client, server.pid)
  const begun = performance.now()
  const { url, messages } = await grant(client)
  const planned = performance.now() - begun
  const taken = await take(server.url + url, client.cookie)
  console.log(
    `  ${messages} messages: planned in ${(planned / 1000).toFixed(1)} s, ${(taken.octets / 1e6).toFixed(0)} MB in ${taken.seconds.toFixed(1)} s`,
  )
  return [
    atMost(`ZIP of ${messages} messages, first octet`, taken.firstMs, 50, 'ms'),
    atMost(
      `ZIP of ${messages} messages, memory added at the peak`,
      (highWater(server.pid) - before) / 1e6,
      200,
      'MB',
    ),
  ]
}

/** Seconds for the octets of the ZIP, read, proven and written by the thread that does it for the server. */
async function makeZip(data: string): Promise<number> {
  const [account = ''] = (await readdir(join(data, 'accounts'))).filter(name => !name.startsWith('.'))
  const reading = startReading(data)
  const exporting = startExporting(data)
  try {
    const wish = { what: [{ accountId: 'p1' }], format: 'eml', container: 'zip', names: 'unix' } as const
    const plan = await exportPlan(reading, account, { wish: { ...wish, what: [...wish.what] }, lost: [] })
    const { length } = await exporting.measure(plan)
    const begun = performance.now()
    let octets = 0
    const taking = { from: 0, mayLeaveOut: false, onLost: async () => undefined }
    for await (const piece of exporting.open(account, plan, taking)) octets += piece.length
    if (octets !== length) throw new Error(`${octets} octets were made, ${length} were promised`)
    return (performance.now() - begun) / 1000
  } finally {
    await exporting.close()
    await reading.close()
  }
}

/** Octets of the server's memory when it has shown a list. */
async function answering(client: Client, pid: number): Promise<number> {
  const me = (await (await client.ask('/api/me')).json()) as { newest: { id: string } }
  await client.jmap(['Email/query', { accountId: me.newest.id, limit: 50 }])
  const before = highWater(pid)
  console.log(`  the server has ${(before / 1e6).toFixed(0)} MB before the download`)
  return before
}

async function grant(client: Client): Promise<ExportAnswer> {
  const me = (await (await client.ask('/api/me')).json()) as { newest: { id: string } }
  const wish = { what: [{ accountId: me.newest.id }], format: 'eml', container: 'zip', names: 'unix' }
  return (await (await client.ask('/api/export', wish)).json()) as ExportAnswer
}

/** Counts the octets and forgets them. */
function take(url: string, cookie: string): Promise<{ octets: number; seconds: number; firstMs: number }> {
  const begun = performance.now()
  let octets = 0
  let firstMs = Number.NaN
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie } }, answer => {
      answer.on('data', (piece: Buffer) => {
        if (octets === 0) firstMs = performance.now() - begun
        octets += piece.length
      })
      answer.on('end', () => resolve({ octets, seconds: (performance.now() - begun) / 1000, firstMs }))
      answer.on('error', reject)
    }).on('error', reject)
  })
}
