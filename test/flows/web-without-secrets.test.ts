import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { newKeyPair } from '../../src/formats/sealed-box.ts'
import { createData } from '../../src/maildir/data-folder.ts'
import { layout } from '../../src/maildir/layout.ts'
import { leanEnv } from '../world/lean-env.ts'
import { tempFolder } from '../world/temp.ts'

// What faces the web runs without the password that opens every mailbox.
const main = join(import.meta.dirname, '../../src/main.ts')
const settings = {
  ...leanEnv,
  YESTERMAIL_DOMAIN: 'yester.example',
  YESTERMAIL_IMAP: 'imap://127.0.0.1:1',
  YESTERMAIL_LISTEN: '127.0.0.1:0',
  YESTERMAIL_MASTER_USER: 'snap',
}

test('a file with the master password that cannot be read stops work, and not serve', async () => {
  await using temp = await tempFolder('web')
  const data = join(temp.path, 'data')
  await createData(layout(data), newKeyPair)
  const env = { ...settings, YESTERMAIL_DATA: data, YESTERMAIL_MASTER_PASSWORD_FILE: join(temp.path, 'none') }
  const serving = run('serve', env)
  await said(serving, /"event":"serving"/)
  serving.child.kill('SIGTERM')
  assert.deepEqual(await once(serving.child, 'exit'), [0, null])
  const working = run('work', env)
  assert.deepEqual(await once(working.child, 'exit'), [2, null])
  assert.match(
    working.output(),
    /MASTER_PASSWORD_FILE names .*, which cannot be read \(there is no such file\)\./,
  )
})

test('a fault that nobody waits for is written down, and serve goes on', async () => {
  await using temp = await tempFolder('web')
  const data = join(temp.path, 'data')
  await createData(layout(data), newKeyPair)
  const fault = `process.on('SIGUSR2', () => void Promise.reject(new Error('nobody waits')))`
  const execArgv = ['--import', `data:text/javascript,${encodeURIComponent(fault)}`]
  const serving = run('serve', { ...settings, YESTERMAIL_DATA: data }, execArgv)
  await said(serving, /"event":"serving"/)
  serving.child.kill('SIGUSR2')
  await said(serving, /"event":"fault".*nobody waits|nobody waits.*"event":"fault"/)
  serving.child.kill('SIGTERM')
  assert.deepEqual(await once(serving.child, 'exit'), [0, null])
})

const linux = { skip: process.platform === 'linux' ? false : 'needs /proc' }

test('the web process of start has no password in its environment', linux, async () => {
  await using temp = await tempFolder('web')
  const data = join(temp.path, 'data')
  const env = { ...settings, YESTERMAIL_DATA: data, YESTERMAIL_MASTER_PASSWORD: 'canary-4711' }
  const starting = run('start', env)
  try {
    await said(starting, /Yestermail is ready/)
    const holders = (await childrenOf(starting.child.pid ?? 0)).map(one => [
      one.command,
      one.environment.includes('canary-4711'),
    ])
    assert.deepEqual(holders.sort(), [
      ['serve', false],
      ['work', true],
    ])
  } finally {
    starting.child.kill('SIGTERM')
    await once(starting.child, 'exit')
  }
})

interface Running {
  child: ChildProcess
  output(): string
}

function run(command: string, env: NodeJS.ProcessEnv, execArgv: string[] = []): Running {
  const child = fork(main, [command], { env, execArgv, silent: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', chunk => {
      output += chunk
    })
  return { child, output: () => output }
}

async function said({ child, output }: Running, what: RegExp): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (what.test(output())) return
    assert.equal(child.exitCode, null, output())
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail(`${what} did not come within a minute:\n${output()}`)
}

async function childrenOf(parent: number): Promise<{ command: string; environment: string }[]> {
  const children = []
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
    if (Number(/\) \S (\d+)/.exec(stat)?.[1]) !== parent) continue
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').filter(Boolean).at(-1) ?? ''
    if (command !== 'serve' && command !== 'work') continue
    children.push({ command, environment: await readFile(`/proc/${pid}/environ`, 'utf8') })
  }
  return children
}
