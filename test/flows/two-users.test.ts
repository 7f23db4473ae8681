import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { CORE, TIME_MACHINE } from '../../src/domain/jmap-capabilities.ts'
import { openSessions } from '../../src/http/sessions.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { buildFakePage } from '../http/web-world.ts'
import { asPlainUser, findPlainUser } from '../world/plain-user.ts'
import { startWork } from '../world/yestermail.ts'

// `work` and `serve` as two users of one group, as README.md has it: `serve` may not write the data folder.
const program = join(import.meta.dirname, '../world/serve-alone.ts')
const skip = whyNot()

test('another user shows the days while work is down, when it is back, and when it stops again', {
  skip,
}, async () => {
  await using other = await startOther()
  const { ledger } = other
  await other.start()
  assert.deepEqual(await other.days(), [200, 1], 'work was stopped before')
  const back = openLedger(ledger)
  await back.heartbeatNow(Date.now())
  assert.deepEqual(await other.days(), [200, 1])
  assert.equal((await fetch(`${other.url()}/health`)).status, 200)
  back.close()
  assert.deepEqual(await other.days(), [200, 1], 'the open reader keeps what it needs')
  await other.start()
  assert.deepEqual(await other.days(), [200, 1], 'and what it left behind is enough for the next')
})

test('a ledger that only its writer could open is named in a sentence, until it does', { skip }, async () => {
  await using other = await startOther()
  const db = new Database(other.ledger)
  db.pragma('journal_mode = WAL')
  db.close()
  await other.start()
  const [status, detail] = await other.days()
  assert.equal(status, 503)
  assert.match(String(detail), /until the backup worker runs again/)
  assert.equal((await fetch(`${other.url()}/health`)).status, 503)
  openLedger(other.ledger).close()
  assert.deepEqual(await other.days(), [200, 1])
})

function whyNot(): string | false {
  if (process.getuid?.() !== 0) return 'only root can start a process as another user'
  const [command, ...args] = asPlainUser(findPlainUser(), ['test', '-r', program])
  return spawnSync(command, args).status !== 0 && 'another user may not read the program where it lies'
}

/** A data folder with one account and one day, closed by its owner, and a web server of another user on it. */
async function startOther() {
  const work = await startWork({ port: 1 }, { now: Date.now() })
  const account = await work.enrol('anna', 'secret1')
  const db = new Database(work.layout.ledger)
  db.prepare(
    `INSERT INTO points VALUES (1, ?, 'complete', 'first', 1, '2026-11-14', 'UTC', '2026-11-14', 2e12, 0, 0, 0, 0, 0, '[]', NULL)`,
  ).run(account)
  db.close()
  const user = findPlainUser()
  const dist = join(work.folder, 'dist')
  await buildFakePage(dist)
  const desk = openDesk(work.layout.desk)
  const sessions = openSessions({ desk, access: async () => null, now: Date.now, random: randomBytes })
  const who = { account, address: 'anna@yester.example', ip: '::1', agent: '', how: 'password' as const }
  const { token } = await sessions.begin(who)
  await desk.close()
  await chown(work.config.data, 0, user.gid)
  for (const path of [dirname(work.layout.desk), work.layout.desk]) await chown(path, user.uid, user.gid)
  await work.close()

  let child: ChildProcess | undefined
  let url = ''
  const end = async () => {
    if (!child || child.exitCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return {
    ledger: work.layout.ledger,
    url: () => url,
    /** Starts it, or ends it hard and starts it anew. */
    async start(): Promise<void> {
      await end()
      const [command, ...args] = asPlainUser(user, [process.execPath, program, work.config.data, dist])
      const started = spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] })
      child = started
      const [line] = await Promise.race([
        once(createInterface(started.stdout), 'line'),
        once(started, 'exit').then(() => ['it did not start']),
      ])
      url = String(line)
    },
    /** Status and number of days, or the sentence in their place: through the web server's ledger and the reader threads. */
    async days(): Promise<[status: number, found: unknown]> {
      const request = {
        using: [CORE, TIME_MACHINE],
        methodCalls: [['RestorePoint/get', { accountId: `c${account}`, ids: null }, '0']],
      }
      const answer = await fetch(`${url}/jmap/api`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
      })
      const body = (await answer.json()) as {
        detail?: string
        methodResponses?: [string, { list: unknown[] }][]
      }
      return [answer.status, body.methodResponses?.[0]?.[1].list.length ?? body.detail]
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await end()
      await work.stop()
    },
  }
}
