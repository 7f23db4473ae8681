import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import test from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { CORE, MAIL, TIME_MACHINE } from '../../src/domain/jmap-capabilities.ts'
import { chronicle } from '../demo/chronicle.ts'
import { type Demo, startDemo } from '../demo/demo.ts'
import { tempFolder } from '../world/temp.ts'

const noon = Date.parse('2026-11-22T11:00:00Z')
const program = join(import.meta.dirname, '..', 'demo', 'run.ts')

test('the restore points of ten nights show, through the web server, what the story says was there each night', async () => {
  const demo = await startDemo({ now: () => noon })
  try {
    const { jmap, points } = await signIn(demo)
    const { down, unreadable } = demo.story.troubles
    assert.equal(points.length, 9)
    for (const [n, night] of demo.story.nights.entries()) {
      if (n === down) continue
      const account = points[n < down ? n : n - 1] ?? ''
      const folders = await foldersOf(jmap, account)
      const { folders: wanted, entries } = chronicle(demo.story.events, night)
      const parents = wanted.flatMap(path => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : []))
      assert.deepEqual([...folders.values()].sort(), [...new Set([...wanted, ...parents])].sort())
      const read = entries.filter(one => n !== unreadable.night || one.folder !== unreadable.folder)
      assert.deepEqual(await entriesOf(jmap, account, folders), read.map(asText).sort())
    }
    await tellsOfTroubles(demo, jmap, points[unreadable.night - (unreadable.night < down ? 0 : 1)] ?? '')
    // No night has touched anything: what the story left unread is unread.
    const live = demo.mailbox
      .folders()
      .flatMap(folder => folder.copies.map(copy => copy.flags.includes('\\Seen')))
    const told = chronicle(demo.story.events, noon).entries.map(entry => entry.flags.includes('\\Seen'))
    assert.deepEqual(live.sort(), told.sort())
  } finally {
    await demo.stop()
  }
  assert.ok(!existsSync(demo.home))
})

test('a look at the live mailbox finds what happened this morning; a night that comes is taken, and shows it too', async () => {
  let at = noon
  const demo = await startDemo({ now: () => at })
  try {
    const points = await pointsOf(demo)
    const { deleted, moved } = demo.story.thisMorning
    const before = await missingIn(demo)
    assert.equal(before.get(demo.invoice.subject), 'gone')
    assert.deepEqual([before.get(deleted), before.get(moved)], [undefined, undefined])
    await lookAtLive(demo)
    const after = await missingIn(demo)
    assert.deepEqual([after.get(deleted), after.get(moved)], ['gone', 'moved'])
    demo.mailbox.append('INBOX', {
      bytes: Buffer.from('Subject: tonight\r\n\r\n'),
      date: noon / 1000,
      flags: [],
    })
    at = Date.parse('2026-11-22T22:50:10Z')
    let now: string[] = []
    for (let n = 0; n < 150 && now.length <= points.length; n++) {
      await pause(200)
      now = await pointsOf(demo)
    }
    assert.equal(now.length, points.length + 1)
    const { jmap } = await signIn(demo)
    const folders = await foldersOf(jmap, now.at(-1) ?? '')
    const folderIds = await foldersOf(jmap, now.at(-2) ?? '')
    const inNew = await entriesOf(jmap, now.at(-1) ?? '', folders)
    // One came tonight, and one was deleted this morning.
    assert.equal(inNew.length, (await entriesOf(jmap, now.at(-2) ?? '', folderIds)).length + 1 - 1)
  } finally {
    await demo.stop()
  }
})

test('npm run demo: Ctrl-C or SIGTERM leave no process, no port and no data, with a second one beside it', async () => {
  await using temp = await tempFolder('demo-run')
  const [first, second] = await Promise.all([runDemo(temp.path), runDemo(temp.path)])
  assert.notEqual(first.url, second.url)
  assert.match(first.said(), /find the invoice that was deleted on Thursday/)
  for (const { url } of [first, second]) assert.equal((await fetch(`${url}/health`)).status, 200)
  assert.equal(await first.end('SIGINT'), 0)
  assert.equal((await fetch(`${second.url}/health`)).status, 200)
  assert.equal(await second.end('SIGTERM'), 0)
  for (const one of [first, second]) {
    await assert.rejects(reach(Number(new URL(one.url).port)))
    assert.deepEqual(one.left(), [])
  }
  assert.deepEqual(readdirSync(temp.path), [])
})

test('what a demo that was killed left behind is swept away by the next one', async () => {
  await using temp = await tempFolder('demo-kill')
  const killed = await runDemo(temp.path)
  await killed.end('SIGKILL')
  assert.equal(readdirSync(temp.path).length, 1)
  const port = await freePort()
  const next = await runDemo(temp.path, ['--port', String(port)])
  assert.equal(new URL(next.url).port, String(port), 'the port that was named')
  assert.equal(readdirSync(temp.path).length, 1)
  assert.equal(await next.end('SIGINT'), 0)
  assert.deepEqual(readdirSync(temp.path), [])
})

test('Ctrl-C in the middle of the nights ends it as cleanly', async () => {
  await using temp = await tempFolder('demo-early')
  const early = startProgram(temp.path)
  await early.until(/Night of/)
  assert.equal(await early.end('SIGINT'), 0)
  assert.deepEqual(readdirSync(temp.path), [])
  assert.deepEqual(early.left(), [])
})

async function signIn(demo: Demo) {
  const { address, password, url } = demo
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ address, password }),
  })
  assert.equal(answer.status, 200)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const jmap: Jmap = async (...methodCalls) => {
    const response = await fetch(`${url}/jmap/api`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie },
      body: JSON.stringify({
        using: [CORE, MAIL, TIME_MACHINE],
        methodCalls,
      }),
    })
    const { methodResponses } = (await response.json()) as { methodResponses: [string, Answer, string][] }
    for (const [name, said] of methodResponses) assert.notEqual(name, 'error', JSON.stringify(said))
    return methodResponses.map(([, said]) => said)
  }
  return { jmap, points: await pointsOf(demo) }
}

/** The night on which a folder could not be read has its receipt, the one on which the server was down its reason. */
async function tellsOfTroubles(demo: Demo, jmap: Jmap, partial: string): Promise<void> {
  const accountId = await controlOf(demo)
  const [receipts, runs] = await jmap(
    ['Receipt/get', { accountId, ids: [partial] }, 'r'],
    ['BackupRun/get', { accountId, ids: null }, 'b'],
  )
  const { folder } = demo.story.troubles.unreadable
  const [receipt] = receipts?.list ?? []
  assert.deepEqual(receipt?.problems, [{ code: 'folder-not-read', folder }])
  const rows = receipt?.folders as { path: string; outcome: string }[]
  assert.deepEqual(
    rows.filter(row => row.outcome !== 'read').map(row => row.path),
    [folder],
  )
  const failed = runs?.list?.filter(run => run.state === 'failed') ?? []
  assert.deepEqual(
    failed.map(run => (run.problem as { code: string }).code),
    ['server-unreachable'],
  )
}

/** What is missing over all days, by subject. */
async function missingIn(demo: Demo): Promise<Map<string, string>> {
  const { jmap } = await signIn(demo)
  const accountId = await controlOf(demo)
  const filter = { missing: ['gone', 'moved'] }
  const [, { list = [] } = {}] = await jmap(
    ['EmailSearch/query', { accountId, filter }, 'q'],
    [
      'EmailSearch/get',
      { accountId, '#ids': { resultOf: 'q', name: 'EmailSearch/query', path: '/ids' } },
      'g',
    ],
  )
  return new Map(list.map(one => [String(one.subject), (one.presence as { state: string }).state]))
}

async function lookAtLive(demo: Demo): Promise<void> {
  const { jmap } = await signIn(demo)
  const accountId = await controlOf(demo)
  await jmap(['Presence/set', { accountId, update: { singleton: { check: true } } }, 's'])
  let state: unknown = 'checking'
  for (let n = 0; n < 150 && state === 'checking'; n++) {
    await pause(100)
    const [{ list = [] } = {}] = await jmap(['Presence/get', { accountId, ids: null }, 'g'])
    state = list[0]?.state
  }
  assert.equal(state, 'ready')
}

async function controlOf(demo: Demo): Promise<string> {
  return `c${(await demo.work.ledger.accounts())[0]?.id}`
}

type Answer = Record<string, unknown> & { list?: Record<string, unknown>[]; ids?: string[] }
type Jmap = (...calls: [string, object, string][]) => Promise<Answer[]>

/** JMAP account ids of the restore points, the oldest first; the ledger numbers them in that order. */
async function pointsOf(demo: Demo): Promise<string[]> {
  const [account] = await demo.work.ledger.accounts()
  const points = account ? await demo.work.ledger.points(account.id) : []
  return points.map(point => `p${point.number}`).reverse()
}

/** Path by mailbox id. */
async function foldersOf(jmap: Jmap, accountId: string): Promise<Map<string, string>> {
  const [{ list = [] } = {}] = await jmap(['Mailbox/get', { accountId, ids: null }, 'm'])
  const byId = new Map(list.map(one => [String(one.id), one]))
  const path = (id: string): string => {
    const one = byId.get(id)
    const name = one?.role === 'inbox' ? 'INBOX' : String(one?.name)
    return one?.parentId ? `${path(String(one.parentId))}/${name}` : name
  }
  return new Map([...byId.keys()].map(id => [id, path(id)]))
}

async function entriesOf(jmap: Jmap, accountId: string, folders: Map<string, string>): Promise<string[]> {
  const properties = ['blobId', 'mailboxIds', 'keywords', 'receivedAt']
  const [, { list = [] } = {}] = await jmap(
    ['Email/query', { accountId }, 'q'],
    [
      'Email/get',
      { accountId, properties, '#ids': { resultOf: 'q', name: 'Email/query', path: '/ids' } },
      'g',
    ],
  )
  return list
    .map(email =>
      asText({
        folder: folders.get(Object.keys(email.mailboxIds as object)[0] ?? '') ?? '',
        sha: String(email.blobId),
        date: Date.parse(String(email.receivedAt)) / 1000,
        flags: Object.keys(email.keywords as object),
      }),
    )
    .sort()
}

/** One line an entry; flags as JMAP says them (RFC 8621 4.1.1). */
function asText({
  folder,
  sha,
  date,
  flags,
}: {
  folder: string
  sha: string
  date: number
  flags: string[]
}): string {
  const keywords = flags.map(flag => flag.toLowerCase().replace(/^\\/, '$')).sort()
  return [folder, sha, date, ...keywords].join(' ')
}

async function runDemo(temp: string, args: readonly string[] = []) {
  const started = startProgram(temp, args)
  const url = await started.until(/http:\/\/127\.0\.0\.1:\d+/)
  return { ...started, url }
}

function startProgram(temp: string, args: readonly string[] = []) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, TMPDIR: temp },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', chunk => (said += chunk))
  child.stderr.on('data', chunk => (complained += chunk))
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)))
  const family = () => descendants(child.pid ?? 0)
  let seen: number[] = []
  return {
    said: () => said,
    async until(pattern: RegExp): Promise<string> {
      for (let n = 0; n < 1200; n++) {
        const found = pattern.exec(said)?.[0]
        if (found) return found
        if (child.exitCode !== null) break
        await pause(50)
      }
      throw new Error(`the demo did not say ${pattern}: ${said}${complained}`)
    },
    async end(signal: NodeJS.Signals): Promise<number | null> {
      seen = family()
      child.kill(signal)
      const code = await ended
      assert.equal(complained, '')
      return code
    },
    /** processes it had that are still there */
    left: () => seen.filter(isAlive),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function descendants(top: number): number[] {
  const parents = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => [Number(name), parentOf(name)] as const)
  const found = [top]
  for (const pid of found)
    found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child))
  return found
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)/m.exec(statusOf(pid))?.[1] ?? 0)
}

// One that has ended and waits for its parent to be told (Z) does nothing any more.
function isAlive(pid: number): boolean {
  return /^State:\s*[^Z]/m.test(statusOf(pid))
}

function statusOf(pid: string | number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return '' // it ended
  }
}

function reach(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', reject)
  })
}
