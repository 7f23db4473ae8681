import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Config, loadConfig, type Sources } from '../src/config/config.ts'
import { daysPlan, readyMade } from '../src/domain/plans.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { makeCertificate } from './world/certificate.ts'
import { tempFolder } from './world/temp.ts'

const flags = { imap: 'imaps://mail.one.example', domain: 'one.example' }

test('one server and one domain are enough, and everything else has its default', () => {
  const { config } = loadConfig({ flags })
  assert.deepEqual(
    { ...config, servers: [...config.servers] },
    {
      data: join(process.cwd(), 'snapshots'),
      listen: { host: '127.0.0.1', port: 8025 },
      publicUrl: null,
      trustedProxies: [],
      mail: null,
      alarmAfterDays: 3,
      metricsFrom: [],
      logLevel: 'info',
      verifyDays: 30,
      verifyBytesPerSecond: 20_000_000,
      tls: null,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      limits: { runMinutes: 360, minFree: 256_000_000 },
      runsAtOnce: 4,
      servers: [
        [
          'one.example',
          {
            domain: 'one.example',
            host: 'mail.one.example',
            port: 993,
            security: 'tls',
            login: 'address',
            foldCase: true,
            plan: 'days-15',
            enrol: 'sign-in',
          },
        ],
      ],
      plans: readyMade,
      accounts: [],
    },
  )
})

test('--account names the domain and the one account', () => {
  const { config } = loadConfig({ flags: { imap: 'imaps://h.example:9993', account: 'Anna@One.Example' } })
  assert.deepEqual(config.accounts, ['anna@one.example'])
  assert.equal(config.servers.get('one.example')?.enrol, 'list')
  assert.equal(config.servers.get('one.example')?.port, 9993)
})

test('every setting of the file arrives', async () => {
  await using temp = await tempFolder('config')
  const at = (name: string) => join(temp.path, name)
  const certificate = await makeCertificate(temp.path)
  await writeFile(at('master'), 'master-secret\n')
  const config = await fromToml(
    temp.path,
    `
    data = "${temp.path}"
    listen = "[::]:443"
    publicUrl = "https://mail.one.example/"
    trustedProxies = ["10.0.0.0/8", "2001:db8::1"]
    zone = "Europe/Oslo"
    keepDays = 30
    nightlyAt = "02:30"
    nightlySpread = 0
    [tls]
    cert = "${certificate.certFile}"
    key = "${certificate.keyFile}"
    [domains."One.example"]
    server = "imap+starttls://mail.one.example"
    login = "local"
    ca = "${at('ca.pem')}"
    foldCase = false
    enrol = "sign-in"
    accounts = ["Anna@one.example", "Anna@ONE.example"]
    [domains."One.example".master]
    user = "snap"
    passwordFile = "${at('master')}"
    form = "authzid"
    separator = "%"
    [domains."two.example"]
    server = "imap://10.1.1.1:1143"
    insecure = true
    `,
  )
  assert.deepEqual(config.listen, { host: '::', port: 443 })
  assert.equal(config.publicUrl, 'https://mail.one.example')
  assert.deepEqual(config.trustedProxies, ['10.0.0.0/8', '2001:db8::1'])
  assert.equal(config.zone, 'Europe/Oslo')
  assert.deepEqual(config.plans.get('days-30'), daysPlan(30, { at: '02:30', spreadMinutes: 0 }))
  assert.match(config.tls?.cert ?? '', /BEGIN CERTIFICATE/)
  assert.match(config.tls?.key ?? '', /BEGIN .*PRIVATE KEY/)
  assert.deepEqual(config.servers.get('one.example'), {
    domain: 'one.example',
    host: 'mail.one.example',
    port: 143,
    security: 'starttls',
    login: 'local',
    ca: certificate.ca,
    foldCase: false,
    plan: 'days-30',
    enrol: 'sign-in',
    master: { user: 'snap', password: 'master-secret', form: 'authzid', separator: '%' },
  })
  assert.equal(config.servers.get('two.example')?.security, 'none')
  assert.deepEqual(config.accounts, ['Anna@one.example'])
})

test('every setting of the environment arrives, secrets by file too', async () => {
  await using temp = await tempFolder('config')
  await writeFile(join(temp.path, 'secret'), 'from-file\r\n')
  const { config } = loadConfig({
    env: {
      PATH: '/bin',
      YESTERMAIL_CORPORA: '/somewhere',
      YESTERMAIL_TEST: 'all',
      YESTERMAIL_DATA: temp.path,
      YESTERMAIL_LISTEN: '127.0.0.1:0',
      YESTERMAIL_PUBLIC_URL: 'https://mail.one.example',
      YESTERMAIL_TRUSTED_PROXIES: '127.0.0.1, ::1',
      YESTERMAIL_ZONE: 'Europe/Rome',
      YESTERMAIL_KEEP_DAYS: '7',
      YESTERMAIL_NIGHTLY_AT: '23:15',
      YESTERMAIL_NIGHTLY_SPREAD: '5',
      YESTERMAIL_DOMAIN: 'One.Example',
      YESTERMAIL_IMAP: 'imap://10.0.0.1',
      YESTERMAIL_INSECURE: 'true',
      YESTERMAIL_LOGIN: 'local',
      YESTERMAIL_FOLD_CASE: 'false',
      YESTERMAIL_ENROL: 'sign-in',
      YESTERMAIL_ACCOUNTS: 'anna@one.example,ben@one.example',
      YESTERMAIL_MASTER_USER: 'snap',
      YESTERMAIL_MASTER_PASSWORD_FILE: join(temp.path, 'secret'),
      YESTERMAIL_MASTER_FORM: 'separator',
      YESTERMAIL_MASTER_SEPARATOR: '/',
    },
  })
  assert.equal(config.servers.get('one.example')?.plan, 'days-7')
  assert.deepEqual(config.trustedProxies, ['127.0.0.1', '::1'])
  assert.deepEqual(config.plans.get('days-7'), daysPlan(7, { at: '23:15', spreadMinutes: 5 }))
  assert.deepEqual(config.accounts, ['anna@one.example', 'ben@one.example'])
  assert.deepEqual(config.servers.get('one.example')?.master, {
    user: 'snap',
    password: 'from-file',
    form: 'separator',
    separator: '/',
  })
})

test('flags win over the environment, that over the file', async () => {
  await using temp = await tempFolder('config')
  const toml =
    'keepDays = 1\nlisten = "127.0.0.1:1"\nzone = "UTC"\n[domains."one.example"]\nserver = "imaps://file"\n'
  await writeFile(join(temp.path, 'y.toml'), toml)
  const env = { YESTERMAIL_KEEP_DAYS: '2', YESTERMAIL_LISTEN: '127.0.0.1:2' }
  const { config } = loadConfig({
    file: join(temp.path, 'y.toml'),
    env,
    flags: { listen: '127.0.0.1:3', imap: 'imaps://flag', domain: 'ONE.example' },
  })
  assert.equal(config.listen.port, 3)
  assert.equal(config.servers.get('one.example')?.plan, 'days-2')
  assert.equal(config.zone, 'UTC')
  assert.equal(config.servers.get('one.example')?.host, 'flag')
})

test('the web process is told of a master user, but not the password', async () => {
  await using temp = await tempFolder('config')
  const file = join(temp.path, 'y.toml')
  const nobody = { user: 'snap', password: '', form: 'separator', separator: '*' }
  const master = (secrets: boolean, sources: Sources) =>
    loadConfig({ ...sources, secrets }).config.servers.get('one.example')?.master
  for (const line of ['passwordFile = "/nowhere/secret"', 'password = "canary"', '']) {
    const server = '[domains."one.example"]\nserver = "imaps://h"\n'
    await writeFile(file, `${server}[domains."one.example".master]\nuser = "snap"\n${line}\n`)
    assert.deepEqual(master(false, { file }), nobody)
  }
  const env = {
    YESTERMAIL_DOMAIN: 'one.example',
    YESTERMAIL_IMAP: 'imaps://h',
    YESTERMAIL_MASTER_USER: 'snap',
  }
  const inFile = { ...env, YESTERMAIL_MASTER_PASSWORD_FILE: '/nowhere/secret' }
  for (const one of [env, inFile, { ...env, YESTERMAIL_MASTER_PASSWORD: 'canary' }])
    assert.deepEqual(master(false, { env: one }), nobody)
  assert.equal(master(true, { env: { ...env, YESTERMAIL_MASTER_PASSWORD: 'canary' } })?.password, 'canary')
  assert.match(
    problems({ env: inFile })[0] ?? '',
    /MASTER_PASSWORD_FILE names \/nowhere\/secret, which cannot/,
  )
})

test('without a server it refuses in a sentence that says how to start', () => {
  assert.deepEqual(problems({}), [
    'No mail server is named. Start with --imap imaps://HOST --domain D (or --account ADDRESS), or write [domains."D"] with server = "imaps://HOST" into yestermail.toml.',
  ])
  assert.deepEqual(problems({ flags: { imap: 'imaps://h' } }), [
    '--imap needs --domain D or --account ADDRESS, to say whose mail is there.',
  ])
  assert.deepEqual(problems({ flags: { domain: 'one.example' } }), [
    'domains.one.example needs server = "imaps://HOST" (or --imap imaps://HOST, or YESTERMAIL_IMAP).',
  ])
})

test('all that is wrong is listed at once, and no unknown key is passed over', async () => {
  await using temp = await tempFolder('config')
  await writeFile(join(temp.path, 'file'), '')
  const found = await problemsOf(
    temp.path,
    `
    data = "${join(temp.path, 'file')}"
    listen = "8025"
    public_url = "https://x.example"
    trustedProxies = ["10.0.0.0/33"]
    zone = "Mars/Olympus"
    keepDays = 0
    nightlyAt = "24:00"
    nightlySpread = 1.5
    colour = "red"
    [tls]
    cert = "/nowhere/cert.pem"
    key = "${join(temp.path, 'file')}"
    [domains."not a domain"]
    server = "imaps://h"
    [domains."one.example"]
    server = "https://mail.one.example"
    login = "user"
    foldcase = true
    enrol = "all"
    accounts = ["anna@two.example"]
    ca = "/nowhere/ca.pem"
    [domains."one.example".master]
    password = "a"
    passwordFile = "b"
    form = "x"
    separator = "**"
    `,
  )
  for (const sentence of [
    /^domains: "not a domain" is not a mail domain\.$/,
    /^listen must be HOST:PORT, for example "127\.0\.0\.1:8025", not "8025"\.$/,
    /^public_url is not a setting of Yestermail; did you mean publicUrl\.$/,
    /^trustedProxies must be a list of IP addresses/,
    /^zone must be the name of a time zone, for example "Europe\/Oslo", not "Mars\/Olympus"\.$/,
    /^keepDays must be a whole number of days from 1 to 3660, not 0\.$/,
    /^nightlyAt must be a time/,
    /^nightlySpread must be a whole number of minutes/,
    /^colour is not a setting of Yestermail\.$/,
    /^data is .*, which is a file; name a folder\.$/,
    /^tls\.cert names \/nowhere\/cert\.pem, which cannot be read \(there is no such file\)\.$/,
    /^tls\.key names .*, which is not a PEM file\.$/,
    /^domains\.one\.example\.server must be imaps:\/\/HOST/,
    /^domains\.one\.example\.login must be "address" or "local", not "user"\.$/,
    /^domains\.one\.example\.foldcase is not a setting of Yestermail; did you mean foldCase\.$/,
    /^domains\.one\.example\.enrol must be "sign-in" or "list"/,
    /^domains\.one\.example\.ca names \/nowhere\/ca\.pem, which cannot be read/,
    /^domains\.one\.example\.master needs user/,
    /^domains\.one\.example\.master: password and passwordFile are both set/,
    /^domains\.one\.example\.master\.form must be "separator" or "authzid"/,
    /^domains\.one\.example\.master\.separator must be one character/,
  ])
    assert.ok(
      found.some(line => sentence.test(line)),
      `${sentence} is not among\n${found.join('\n')}`,
    )
  for (const line of found) assert.match(line, /\.$/)
})

test('a foreign address among the accounts is named', async () => {
  await using temp = await tempFolder('config')
  assert.deepEqual(
    await problemsOf(
      temp.path,
      '[domains."one.example"]\nserver = "imaps://h"\naccounts = ["anna@two.example"]\n',
    ),
    ['domains.one.example.accounts: "anna@two.example" is not an address of one.example.'],
  )
})

test('two domains that would be the same mailboxes are refused', async () => {
  await using temp = await tempFolder('config')
  const two = (login: string) =>
    ['one', 'two'].map(d => `[domains."${d}.example"]\nserver = "imaps://h"\nlogin = "${login}"\n`).join('')
  assert.match((await problemsOf(temp.path, two('local')))[0] ?? '', /keep one of the domains\.$/)
  assert.deepEqual(await problemsOf(temp.path, two('address')), [])
})

test('wrong settings are named as their person wrote them', () => {
  const env = {
    YESTERMAIL_DOMAIN: 'one.example',
    YESTERMAIL_IMAP: 'mail.one.example',
    YESTERMAIL_KEEP_DAYS: 'many',
    YESTERMAIL_COLOUR: 'red',
    YESTERMAIL_MASTER_PASSWORD_FILE: '/nowhere/secret',
    YESTERMAIL_DATA_FILE: 'x',
  }
  assert.deepEqual(problems({ env }), [
    'YESTERMAIL_COLOUR is not a setting of Yestermail.',
    'YESTERMAIL_MASTER_PASSWORD_FILE names /nowhere/secret, which cannot be read (there is no such file).',
    'YESTERMAIL_DATA_FILE is not a setting of Yestermail.',
    'YESTERMAIL_KEEP_DAYS must be a whole number of days from 1 to 3660, not "many".',
    'YESTERMAIL_IMAP must be imaps://HOST, imap+starttls://HOST or imap://HOST, with :PORT if need be, not "mail.one.example".',
  ])
  assert.deepEqual(problems({ flags: { ...flags, listen: 'x' } }), [
    '--listen must be HOST:PORT, for example "127.0.0.1:8025", not "x".',
  ])
  assert.deepEqual(
    problems({ env: { YESTERMAIL_IMAP: 'imaps://h' } })[0],
    'YESTERMAIL_IMAP needs YESTERMAIL_DOMAIN (or --domain), the mail domain it is about.',
  )
})

test('settings of a domain in the environment belong to the domain of the command line when no other is named', () => {
  const env = { YESTERMAIL_LOGIN: 'local', YESTERMAIL_FOLD_CASE: 'false' }
  const account = { imap: 'imaps://h', account: 'anna@one.example' }
  for (const given of [flags, account]) {
    const server = loadConfig({ env, flags: given }).config.servers.get('one.example')
    assert.deepEqual([server?.login, server?.foldCase], ['local', false])
  }
  const two = { imap: 'imaps://h', account: ['anna@one.example', 'ben@two.example'] }
  assert.match(problems({ env, flags: two })[0] ?? '', /^YESTERMAIL_LOGIN needs YESTERMAIL_DOMAIN/)
})

test('a system without a known time zone is told so, unless a zone is set', () => {
  const before = process.env.TZ
  process.env.TZ = 'Nowhere/Bad'
  try {
    assert.match(problems({ flags })[0] ?? '', /^The system's time zone \(TZ\) is none that is known here/)
    assert.equal(loadConfig({ flags, env: { YESTERMAIL_ZONE: 'Europe/Rome' } }).config.zone, 'Europe/Rome')
    assert.equal(problems({ flags, env: { YESTERMAIL_ZONE: 'Nowhere/Bad' } }).length, 1)
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

test('plain http beyond this machine is refused with what mends it', () => {
  const env = { YESTERMAIL_DOMAIN: 'one.example', YESTERMAIL_IMAP: 'imaps://h' }
  const said = (more: Record<string, string>) => problems({ env: { ...env, ...more } })
  assert.deepEqual(said({ YESTERMAIL_LISTEN: '0.0.0.0:80' }), [
    'listen is 0.0.0.0, which other machines can reach, and passwords would travel in the open: set tls.cert and tls.key, or publicUrl = "https://…" and trustedProxies when a proxy stands before it, or listen on 127.0.0.1.',
  ])
  assert.match(said({ YESTERMAIL_PUBLIC_URL: 'http://mail.one.example' })[0] ?? '', /must begin with https/)
  assert.match(said({ YESTERMAIL_PUBLIC_URL: 'https://mail.one.example' })[0] ?? '', /name the proxy/)
  const behind = { YESTERMAIL_PUBLIC_URL: 'https://mail.one.example', YESTERMAIL_TRUSTED_PROXIES: '10.0.0.2' }
  assert.deepEqual(said({ ...behind, YESTERMAIL_LISTEN: '0.0.0.0:80' }), [])
  for (const host of ['localhost', '127.0.0.2', '[::1]'])
    assert.deepEqual(said({ YESTERMAIL_LISTEN: `${host}:80` }), [])
})

test('plain imap beyond this machine needs a word from the operator', () => {
  assert.match(
    problems({ flags: { imap: 'imap://mail.one.example', domain: 'one.example' } })[0] ?? '',
    /passwords would travel in the open/,
  )
  assert.equal(
    loadConfig({ flags: { imap: 'imap://127.0.0.1:1143', domain: 'one.example' } }).config.servers.get(
      'one.example',
    )?.security,
    'none',
  )
})

test('a file that is missing or no TOML is said with its place, and no secret is repeated', async () => {
  assert.deepEqual(problems({ file: '/nowhere/y.toml', flags }), [
    'The configuration file /nowhere/y.toml cannot be read (there is no such file).',
  ])
  await using temp = await tempFolder('config')
  const [line] = await problemsOf(temp.path, 'keepDays = 1\nlisten = = 2\n')
  assert.match(line ?? '', /line 2: this is not TOML/)
  for (const open of ['data = "x\nkeepDays = 1\n', 'data = "x', "data = 'x\n"])
    assert.match((await problemsOf(temp.path, open))[0] ?? '', /line 1: .*a quotation mark is missing/)
  const secret = await problemsOf(
    temp.path,
    '[domains."one.example"]\nserver="imaps://h"\n[domains."one.example".master]\nuser="m"\npassword=12345678\n',
  )
  assert.ok(!secret.join().includes('12345678'), secret.join())
  const broken = await problemsOf(
    temp.path,
    '[domains."one.example".master]\npassword = "canary-secret" oops\n',
  )
  assert.ok(!broken.join().includes('canary-secret'), broken.join())
})

async function fromToml(folder: string, toml: string): Promise<Config> {
  await writeFile(join(folder, 'y.toml'), toml)
  return loadConfig({ file: join(folder, 'y.toml') }).config
}

async function problemsOf(folder: string, toml: string): Promise<string[]> {
  await writeFile(join(folder, 'y.toml'), toml)
  return problems({ file: join(folder, 'y.toml') })
}

function problems(sources: Sources): string[] {
  try {
    loadConfig(sources)
    return []
  } catch (error) {
    if (!isRefusal(error)) throw error
    assert.equal(error.code, 'bad-config')
    const lines = error.message.split('\n').slice(1)
    assert.equal(error.params.problems, lines.length)
    return lines.map(line => line.replace(/^ {2}- /, ''))
  }
}
