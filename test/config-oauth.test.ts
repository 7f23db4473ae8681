import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../src/config/config.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { type TempFolder, tempFolder } from './world/temp.ts'

async function load(temp: TempFolder, domain: string, secrets = true) {
  const file = join(temp.path, 'yestermail.toml')
  await writeFile(file, `[domains."one.example"]\nserver = "imaps://mail.one.example"\n${domain}`)
  return loadConfig({ file, secrets }).config.servers.get('one.example')
}

async function problems(temp: TempFolder, domain: string): Promise<string[]> {
  try {
    await load(temp, domain)
  } catch (error) {
    if (isRefusal(error))
      return error.message
        .split('\n')
        .slice(1)
        .map(line => line.replace(/^ +- domains\.one\.example\.?/, ''))
    throw error
  }
  return []
}

const key = {
  type: 'service_account',
  private_key_id: 'k1',
  private_key: '-----BEGIN PRIVATE KEY-----\nsecret-key\n-----END PRIVATE KEY-----\n',
  client_email: 'backup@project.example',
  token_uri: 'https://tokens.example/token',
}

test('each kind of OAuth 2 arrives; the process that faces the web gets no secret of it', async () => {
  await using temp = await tempFolder('config')
  const at = (name: string) => join(temp.path, name)
  await writeFile(at('secret'), 'client-secret\n')
  await writeFile(at('key.json'), JSON.stringify(key))
  const client = `[domains."one.example".oauth]\nkind = "client-credentials"\ntokenUrl = "https://login.example/token"\nclientId = "us"\nclientSecretFile = "${at('secret')}"\nscope = "imap/.default"\n`
  const common = { tokenUrl: 'https://login.example/token', clientId: 'us', scope: 'imap/.default' }
  assert.deepEqual((await load(temp, client))?.oauth, {
    ...common,
    ...{ kind: 'client-credentials', clientSecret: 'client-secret' },
  })
  assert.equal((await load(temp, client))?.enrol, 'sign-in')
  const web = await load(temp, client.replace(at('secret'), at('not-there')), false)
  assert.deepEqual(web?.oauth, { ...common, kind: 'client-credentials', clientSecret: '' })
  const refresh = await load(
    temp,
    client.replace('client-credentials', 'refresh-token').replace(/clientSecretFile.*\n/, ''),
  )
  assert.deepEqual(refresh?.oauth, { ...common, kind: 'refresh-token', clientSecret: null })
  assert.equal(refresh?.enrol, 'list')
  const service = `[domains."one.example".oauth]\nkind = "service-account"\nkeyFile = "${at('key.json')}"\n`
  assert.deepEqual((await load(temp, service))?.oauth, {
    ...{ kind: 'service-account', scope: 'https://mail.google.com/', tokenUrl: key.token_uri },
    ...{ email: key.client_email, keyId: 'k1', privateKey: key.private_key },
  })
  assert.ok(!JSON.stringify((await load(temp, service, false))?.oauth).includes('secret-key'))
})

test('a command to enrol by makes it a list, and stays as it was written', async () => {
  await using temp = await tempFolder('config')
  const server = await load(temp, 'enrolCommand = ["doveadm", "user", "*"]\n')
  assert.deepEqual(server?.enrolCommand, ['doveadm', 'user', '*'])
  assert.equal(server?.enrol, 'list')
  assert.equal((await load(temp, 'enrolCommand = ["x"]\nenrol = "sign-in"\n'))?.enrol, 'sign-in')
})

test('what is wrong is told in a sentence that repeats no secret', async () => {
  await using temp = await tempFolder('config')
  const at = (name: string) => join(temp.path, name)
  await writeFile(at('bad.json'), '{"private_key": "secret-key"')
  const oauth = (text: string) => problems(temp, `[domains."one.example".oauth]\n${text}`)
  const client = 'kind = "client-credentials"\nclientId = "us"\n'
  const cases: [string, RegExp][] = [
    ['clientId = "us"\n', /^oauth needs kind = "client-credentials", "refresh-token" or "service-account"\./],
    [`${client}clientSecret = "s"\n`, /^oauth needs tokenUrl/],
    [
      `${client}tokenUrl = "http://login.example"\nclientSecret = "s"\n`,
      /^oauth\.tokenUrl must be an address that begins with https/,
    ],
    [`${client}tokenUrl = "https://login.example"\n`, /^oauth needs clientSecretFile/],
    [
      `${client}tokenUrl = "https://login.example"\nclientSecret = ["secret-key"]\n`,
      /^oauth\.clientSecret must be the secret of the client\.$/,
    ],
    [
      `${client}tokenUrl = "https://login.example"\nclientSecretFile = "${at('none')}"\n`,
      /which cannot be read \(there is no such file\)/,
    ],
    ['kind = "service-account"\n', /^oauth needs keyFile/],
    [
      `kind = "service-account"\nkeyFile = "${at('bad.json')}"\n`,
      /^oauth\.keyFile is not the JSON key file of a service account\.$/,
    ],
    [`kind = "nonsense"\n`, /^oauth\.kind must be/],
  ]
  for (const [text, words] of cases) {
    const told = await oauth(text)
    assert.ok(
      told.some(line => words.test(line)),
      `${text}\n${told.join('\n')}`,
    )
    assert.ok(!told.join().includes('secret-key'), told.join())
  }
  const both = `master = { user = "snap", password = "x" }\n[domains."one.example".oauth]\n${client}tokenUrl = "https://l.example"\nclientSecret = "s"\n`
  assert.match((await problems(temp, both)).join(), /master and oauth are both set/)
  const refresh = `enrol = "sign-in"\n[domains."one.example".oauth]\nkind = "refresh-token"\nclientId = "us"\ntokenUrl = "https://l.example"\n`
  assert.match((await problems(temp, refresh)).join(), /nobody is enrolled by sign-in; write "list"/)
  assert.match(
    (await problems(temp, 'enrolCommand = "doveadm user"\n')).join(),
    /enrolCommand must be a list/,
  )
})
