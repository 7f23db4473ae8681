import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startDovecot } from '../world/dovecot.ts'
import { startEchoingImap } from '../world/echoing-imap.ts'
import { leanEnv } from '../world/lean-env.ts'
import { tempFolder } from '../world/temp.ts'
import { startTokenServer } from '../world/token-server.ts'

// Passwords that are known here and must be nowhere else: the whole program is run, made to fail in every way that may
// repeat them, and everything it left is looked through.
const program = join(import.meta.dirname, '../../src/yestermail.mjs')
const word = () => `Kanarie-${randomBytes(9).toString('base64url')}/ü+"x`
const canaries = {
  anna: word(),
  eve: word(),
  master: word(),
  client: word(),
  refresh: word(),
  typed: word(),
}

/** Which canaries are in these octets, as they are or in base64, wherever they begin. */
function found(octets: Buffer): string[] {
  const text = octets.toString('latin1')
  return Object.entries(canaries).flatMap(([name, secret]) => {
    const bytes = Buffer.from(secret)
    // The middle is enough, and free of characters that are escaped.
    const core = secret.slice(0, 20)
    const forms = [core, encodeURIComponent(core), ...[0, 1, 2].map(before => insideBase64(bytes, before))]
    return forms.some(form => text.includes(form)) ? [name] : []
  })
}

function insideBase64(octets: Buffer, before: number): string {
  return Buffer.concat([Buffer.alloc(before), octets])
    .toString('base64')
    .slice(4, 4 + 16)
}

test('the search finds a canary in every form it may take', () => {
  const { anna } = canaries
  for (const form of [
    anna,
    JSON.stringify({ anna }),
    encodeURIComponent(anna),
    ...['', 'x', 'xy', '\0anna\0'].map(before => Buffer.from(`${before}${anna}\0`).toString('base64')),
  ])
    assert.deepEqual(found(Buffer.from(`some text ${form} and more`)), ['anna'], form)
  assert.deepEqual(found(Buffer.from('Kanarie-')), [])
})

test('no password is in any log line, file, argument, environment of the page, report or core', async () => {
  await using temp = await tempFolder('canary')
  await using echo = await startEchoingImap()
  await using tokens = await startTokenServer()
  await using dovecot = await startDovecot({
    users: { anna: canaries.anna, ben: 'ben-secret' },
    masters: [{ user: 'snap', password: canaries.master, rights: 'lr' }],
  })
  await dovecot.deliver('anna', 'INBOX', 'Subject: one\r\n\r\nHello\r\n')
  const at = (name: string) => join(temp.path, name)
  for (const folder of ['reports', 'cwd']) await mkdir(at(folder))
  await writeFile(at('ca.pem'), dovecot.ca)
  await writeFile(at('tokens.pem'), tokens.ca)
  // Where an operator keeps secrets: looked through by nobody.
  await writeFile(at('secret-client'), canaries.client)
  await writeFile(at('secret-refresh'), canaries.refresh)
  const settings = `data = "${at('data')}"
listen = "127.0.0.1:0"
logLevel = "debug"
[domains."yester.example"]
server = "imaps://127.0.0.1:${dovecot.tlsPort}"
login = "local"
ca = "${at('ca.pem')}"
[domains."echo.example"]
server = "imap://127.0.0.1:${echo.port}"
[domains."master.example"]
server = "imaps://127.0.0.1:${dovecot.tlsPort}"
login = "address"
ca = "${at('ca.pem')}"
accounts = ["ben@master.example"]
[domains."token.example"]
server = "imaps://127.0.0.1:${dovecot.tlsPort}"
ca = "${at('ca.pem')}"
oauth = { kind = "refresh-token", tokenUrl = "${tokens.tokenUrl}", ca = "${at('tokens.pem')}", clientId = "us", clientSecretFile = "${at('secret-client')}" }
`
  await writeFile(at('yestermail.toml'), settings)
  const env = {
    ...leanEnv,
    HOME: at('cwd'),
    YESTERMAIL_DOMAIN: 'master.example',
    YESTERMAIL_MASTER_USER: 'snap',
    YESTERMAIL_MASTER_PASSWORD: canaries.master,
    NODE_OPTIONS: `--report-on-signal --report-on-fatalerror --report-uncaught-exception --report-directory=${at('reports')}`,
  }
  const outputs: string[] = []
  const command = (...args: string[]) =>
    new Promise<number>(resolve => {
      execFile(
        process.execPath,
        [program, ...(args[0] === '--config' ? [] : ['--config', at('yestermail.toml')]), ...args],
        { env, cwd: at('cwd') },
        (error, out, err) => {
          outputs.push(`${args.join(' ')}\n${out}${err}`)
          resolve(error ? Number(error.code) : 0)
        },
      )
    })
  // A core file is asked for, as some systems have it by default.
  const start = ['ulimit -c unlimited 2>/dev/null; exec "$@"', 'sh', process.execPath, program]
  const starting = spawn('sh', ['-c', ...start, '--config', at('yestermail.toml'), 'start'], {
    env,
    cwd: at('cwd'),
  })
  let output = ''
  for (const stream of [starting.stdout, starting.stderr])
    stream.on('data', chunk => {
      output += chunk
    })
  try {
    await until(
      () => /Yestermail is ready: \S+/.test(output),
      () => output,
      starting,
    )
    const url = /Yestermail is ready: (\S+)/.exec(output)?.[1] ?? ''
    const answers: string[] = []
    const signIn = async (address: string, password: string) => {
      const answer = await fetch(`${url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ address, password, consent: true }),
      })
      const cookie = answer.headers
        .getSetCookie()
        .map(line => line.split(';')[0])
        .join('; ')
      answers.push(`${JSON.stringify([...answer.headers])}${await answer.text()}`)
      return cookie
    }
    const ended = async (cookie: string, state: string) => {
      let me = ''
      await until(
        async () => {
          me = await (await fetch(`${url}/api/me`, { headers: { cookie } })).text()
          answers.push(me)
          return JSON.parse(me).run?.state === state
        },
        () => `${me}\n${output}`,
        starting,
      )
    }
    const anna = await signIn('anna@yester.example', canaries.anna)
    const eve = await signIn('eve@echo.example', canaries.eve)
    await Promise.all([
      signIn('anna@yester.example', canaries.typed),
      signIn(`${canaries.typed}@yester.example`, canaries.anna),
      ended(anna, 'done'),
      ended(eve, 'failed'),
    ])
    const { pids, processes } = await familyOf(starting.pid ?? 0)
    assert.deepEqual(found(Buffer.from(processes)), [], 'arguments of all, environment of the page')
    const work = pids.get('work') ?? 0
    for (const pid of pids.values()) process.kill(pid, 'SIGUSR2')

    const refresh = ['account', 'add', 'rita@token.example', '--refresh-token-file', at('secret-refresh')]
    const words = `${canaries.refresh} ${canaries.client}`
    tokens.next = [{ status: 400, body: { error: 'invalid_grant', error_description: words } }]
    assert.equal(await command(...refresh), 2)
    await writeFile(
      at('bad.toml'),
      settings.replace(
        '[domains."yester',
        `[domains."x".oauth]\nclientSecret = ["${canaries.client}"]\n[domains."yester`,
      ),
    )
    await writeFile(at('worse.toml'), `${settings}[domains."y".master]\npassword = "${canaries.master}\n`)
    const codes = await Promise.all([
      command('verify', 'anna@yester.example'),
      command('snapshot', 'eve@echo.example'),
      command('--config', at('bad.toml'), 'check-config'),
    ])
    if (process.env.YESTERMAIL_TEST === 'all')
      await Promise.all([
        command('--config', at('worse.toml'), 'check-config'),
        command(...refresh),
        command('account', 'list'),
        command('points', 'eve@echo.example'),
        command('check-server', 'eve@echo.example'),
        command('check-server', 'ben@master.example'),
        command('key', 'rotate'),
      ])
    assert.deepEqual(codes, [0, 1, 2], outputs.join('\n'))
    assert.ok(
      echo.told.filter(password => password === canaries.eve).length >= 3,
      'it had something to repeat',
    )

    process.kill(work, 'SIGABRT')
    const [code] = await once(starting, 'exit')
    assert.equal(code, 1)
    assert.deepEqual(found(Buffer.from(output)), [], `log\n${output}`)
    assert.deepEqual(found(Buffer.from(outputs.join('\n'))), [], `commands\n${outputs.join('\n')}`)
    assert.deepEqual(found(Buffer.from(answers.join('\n'))), [], 'answers of the page')
    assert.match(output, /\[hidden\]|"level":"debug"|restore point failed/, 'it did log the failure')
    const files = [
      ...(await filesOf(at('data'))),
      ...(await filesOf(at('reports'))),
      ...(await filesOf(at('cwd'))),
    ]
    assert.ok(
      files.some(file => file.endsWith('-wal')),
      'the worker that was killed left its write-ahead log',
    )
    assert.ok(
      files.some(file => /report\..*\.json$/.test(file)),
      'reports were written',
    )
    assert.deepEqual(
      files.filter(file => /(^|\/)core(\.\d+)?$/.test(file)),
      [],
    )
    for (const file of files) assert.deepEqual(found(await readFile(file)), [], file)
  } finally {
    if (starting.exitCode === null) {
      starting.kill('SIGTERM')
      await once(starting, 'exit')
    }
  }
})

async function until(
  is: () => boolean | Promise<boolean>,
  why: () => string,
  child: ChildProcess,
): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await is()) return
    assert.equal(child.exitCode, null, why())
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail(`it did not come within a minute:\n${why()}`)
}

/** Process ids of `serve` and `work`; the arguments of all three and the environment of the page, as the system shows them. */
async function familyOf(parent: number): Promise<{ pids: Map<string, number>; processes: string }> {
  const pids = new Map<string, number>()
  let processes = ''
  for (const pid of (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
    if (Number(pid) !== parent && Number(/\) \S (\d+)/.exec(stat)?.[1]) !== parent) continue
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const name = line.split('\0').filter(Boolean).at(-1) ?? ''
    processes += line
    if (name === 'serve') processes += await readFile(`/proc/${pid}/environ`, 'utf8')
    if (name === 'serve' || name === 'work') pids.set(name, Number(pid))
  }
  assert.deepEqual([...pids.keys()].sort(), ['serve', 'work'])
  return { pids, processes }
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}
