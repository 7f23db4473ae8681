import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { about, alsoAbout, openLog } from '../src/log.ts'
import { leanEnv } from './world/lean-env.ts'

function logged(write: (log: ReturnType<typeof openLog>) => void): {
  line: string
  json: Record<string, unknown>
} {
  let line = ''
  write(
    openLog({
      to: {
        write: text => {
          line += text
        },
      },
    }),
  )
  return { line, json: JSON.parse(line) }
}

test('an event is one JSON line with time and level', () => {
  const { line, json } = logged(log => log.info('signed in', { account: 'a', n: 1 }))
  assert.equal(line.indexOf('\n'), line.length - 1)
  assert.match(String(json.time), /^\d{4}-\d\d-\d\dT.*Z$/)
  assert.deepEqual({ ...json, time: 0 }, { time: 0, level: 'info', event: 'signed in', account: 'a', n: 1 })
})

test('what sounds like a secret is hidden, however deep', () => {
  const canary = 'canary-4711'
  const { line } = logged(log =>
    log.error('x', {
      password: canary,
      a: { b: [{ sealedPassword: canary, Authorization: canary, 'set-cookie': canary }] },
      token: canary,
      auth: { user: 'u', pass: canary },
      error: Object.assign(new Error('failed'), { config: { pass: canary }, response: { body: canary } }),
    }),
  )
  assert.ok(!line.includes(canary), line)
  assert.match(line, /failed/)
})

test('nobody forges a line, and long or binary values do not fill the log', () => {
  const { line, json } = logged(log =>
    log.warn('x', { name: 'a\n{"level":"info"}', text: 'y'.repeat(100_000), bytes: Buffer.alloc(50_000) }),
  )
  assert.equal(line.split('\n').length, 2)
  assert.equal(json.name, 'a\n{"level":"info"}')
  assert.equal(json.bytes, '50000 octets')
  assert.ok(line.length < 3000)
})

test('nothing in a line moves a terminal or turns its text', () => {
  const { line, json } = logged(log =>
    log.warn('x', { said: 'a\u009b2J\u007f\u202eb\u001b[2J', error: new Error('c\u009bd') }),
  )
  assert.equal(json.said, 'a\ufffd2J\ufffd\ufffdb\u001b[2J')
  assert.doesNotMatch(line, /[^\P{Cc}\n]|\p{Bidi_Control}/u)
})

test('an error is written with its causes', () => {
  const { json } = logged(log =>
    log.error('fault', { error: new Error('outer', { cause: new Error('inner') }) }),
  )
  const error = json.error as { message: string; cause: { message: string; stack: string } }
  assert.equal(error.message, 'outer')
  assert.equal(error.cause.message, 'inner')
  assert.match(error.cause.stack, /log\.test\.ts/)
})

test('every line of a run says which run, account and point it is about, and runs beside it say theirs', async () => {
  const lines: Record<string, unknown>[] = []
  const log = openLog({ level: 'debug', to: { write: text => void lines.push(JSON.parse(text)) } })
  const run = (account: string, id: number) =>
    about({ account, trigger: 'nightly' }, async () => {
      log.debug('run begins')
      await new Promise(resolve => setImmediate(resolve))
      alsoAbout({ run: id, point: id + 100 })
      await new Promise(resolve => setImmediate(resolve))
      log.warn('fault', { account: 'told otherwise' })
    })
  await Promise.all([run('a', 1), run('b', 2)])
  alsoAbout({ run: 3 })
  log.info('alone')
  assert.deepEqual(
    lines.map(({ time: _, level: __, ...rest }) => rest),
    [
      { event: 'run begins', account: 'a', trigger: 'nightly' },
      { event: 'run begins', account: 'b', trigger: 'nightly' },
      { event: 'fault', account: 'told otherwise', trigger: 'nightly', run: 1, point: 101 },
      { event: 'fault', account: 'told otherwise', trigger: 'nightly', run: 2, point: 102 },
      { event: 'alone' },
    ],
  )
})

test('a log that finds no room ends nothing', () => {
  const log = JSON.stringify(join(import.meta.dirname, '../src/log.ts'))
  const script = `const { openLog } = await import(${log})
    const log = openLog()
    for (const n of [1, 2, 3]) log.error('no room', { n, error: new Error('fault') })
    setImmediate(() => console.log('goes on'))`
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: leanEnv,
    stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')],
  })
  assert.equal(child.status, 0)
  assert.equal(child.stdout.toString(), 'goes on\n')
})
