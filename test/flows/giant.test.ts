import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { scriptedHash, startScriptedImap } from '../world/scripted-imap.ts'
import { domain, startWork, type World } from '../world/yestermail.ts'

const all = process.env.YESTERMAIL_TEST === 'all'
const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
/** Of the process that reads mail; some 140 MB of it are the program itself. */
const mostMemory = 250 << 20

// What is indexed is read whole, up to 256 MB; what is longer never is. The rest of the way it is streamed.
const huge = all ? [200, 1434] : [60]
for (const megabytes of huge)
  test(`a message of ${megabytes} MB is streamed to the disk`, async t => {
    const size = megabytes << 20
    const imap = await startScriptedImap()
    const world = await startWork({ port: imap.port }, clock)
    try {
      imap.script.folders.get('INBOX')?.mails.set(1, { size: 1000 }).set(2, { size }).set(3, { size: 1000 })
      const anna = await world.enrol('anna', 'secret')
      const peak = await snapshot(world, imap.port)
      const point = (await world.ledger.points(anna))[0]
      assert.equal(point?.status, 'complete')
      assert.equal(point.bytes, size + 2000)
      const inbox = (await world.files(anna).receipts())[0]?.folders[0]?.newest
      assert.ok(inbox)
      for await (const copy of world.files(anna).copies(inbox)) {
        assert.equal(copy.sha, scriptedHash(copy.uid, { size: copy.size }))
        assert.equal(await hashOf(world.files(anna).file(copy)), copy.sha)
      }
      t.diagnostic(`at most ${peak >> 20} MB`)
      assert.ok(peak < mostMemory + (megabytes > 256 ? 0 : size), `${peak >> 20} MB`)
    } finally {
      await world.stop()
      await imap.stop()
    }
  })

test('a giant mailbox is copied over several nights in bounded memory, each with its progress', {
  timeout: all ? 1_800_000 : 300_000,
}, async t => {
  const [inbox, archive, dailyBytes] = all ? [250_000, 60_000, 60_000_000] : [1500, 500, 500_000]
  const imap = await startScriptedImap()
  const world = await startWork({ port: imap.port }, clock)
  try {
    const put = (name: string, count: number) => {
      const mails = new Map(Array.from({ length: count }, (_, i) => [i + 1, { size: 200 }] as const))
      imap.script.folders.set(name, { uidValidity: 1, mails })
    }
    put('INBOX', inbox)
    put('Archive', archive)
    const anna = await world.enrol('anna', 'secret')
    const done: number[] = []
    let highest = 0
    for (let night = 0; night < 8 && (await world.ledger.points(anna))[0]?.status !== 'complete'; night++) {
      // Another day by its octets: the test does not wait for tomorrow.
      const day = new Date().toISOString().slice(0, 10)
      await world.ledger.addTraffic(domain, anna, day, -(await world.ledger.traffic(domain, anna, day)))
      const peak = await snapshot(world, imap.port, dailyBytes)
      highest = Math.max(highest, peak)
      const point = (await world.ledger.points(anna))[0]
      assert.ok(point)
      done.push(point.messages)
      if (point.status === 'complete') break
      const [whole] = point.problems
      assert.equal(whole?.code, 'not-finished')
      assert.equal(whole?.of, inbox + archive)
      assert.equal(whole?.done, point.messages)
      assert.ok(Number(whole?.until) > point.takenAt)
    }
    t.diagnostic(`messages by night: ${done.join(', ')}; at most ${highest >> 20} MB`)
    assert.ok(done.length > 1, 'it took more than a night')
    assert.equal(done.at(-1), inbox + archive)
    assert.ok(highest < (all ? 400 << 20 : mostMemory), `${highest >> 20} MB`)
  } finally {
    await world.stop()
    await imap.stop()
  }
})

/** `yestermail snapshot` in a process of its own: the most memory it had, octets. */
async function snapshot(world: World, port: number, dailyBytes?: number): Promise<number> {
  const main = join(import.meta.dirname, '../../src/yestermail.mjs')
  const config = join(world.folder, 'yestermail.toml')
  await writeFile(
    config,
    `data = "${world.config.data}"\n[domains."${domain}"]\nserver = "imap://127.0.0.1:${port}"\nlogin = "local"\n` +
      (dailyBytes ? `dailyBytes = "${dailyBytes / 1000} kB"\n` : ''),
  )
  const child = spawn(process.execPath, [main, '--config', config, 'snapshot', `anna@${domain}`], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  const exit = once(child, 'exit')
  const peak = await watch(child)
  const [code] = await exit
  // 1 says that the point is partial.
  if (code > 1 || said.includes('fault')) throw new Error(`snapshot ended with ${code}: ${said}`)
  return peak
}

// VmHWM is the most there ever was; it is read until the process is gone. Child processes of it count too.
async function watch(child: ChildProcess): Promise<number> {
  let peak = 0
  while (child.exitCode === null && child.signalCode === null) {
    for (const pid of family(child.pid ?? 0)) peak = Math.max(peak, peakOf(pid))
    await setTimeout(20)
  }
  return peak
}

function family(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return [
      pid,
      ...children
        .split(' ')
        .filter(Boolean)
        .flatMap(one => family(Number(one))),
    ]
  } catch {
    return [pid]
  }
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece)
  return hash.digest('hex')
}
