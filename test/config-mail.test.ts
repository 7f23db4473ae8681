import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../src/config/config.ts'
import { isRefusal } from '../src/domain/refusal.ts'
import { tempFolder } from './world/temp.ts'

const DOMAIN = '[domains."one.example"]\nserver = "imaps://mail.one.example"\n'
const GOOD = 'server = "smtps://mail.one.example"\nfrom = "backup@one.example"\n'

/** The mail settings of that [mail] table, or the sentences that are said of it. */
async function mail(table: string, { secrets = true, env = {}, domain = '' } = {}) {
  await using temp = await tempFolder('config-mail')
  await writeFile(join(temp.path, 'password'), 'geheim\n')
  await writeFile(join(temp.path, 'empty'), '')
  const file = join(temp.path, 'y.toml')
  await writeFile(file, `${DOMAIN}${domain}${table && '[mail]\n'}${table.replaceAll('FOLDER', temp.path)}`)
  try {
    const { config } = loadConfig({ file, env, secrets })
    return { mail: config.mail, server: config.servers.get('one.example'), said: '' }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { mail: null, server: undefined, said: error.message }
  }
}

test('without [mail] nothing is sent; with it server and sender are enough', async () => {
  assert.equal((await mail('')).mail, null)
  assert.deepEqual((await mail(GOOD)).mail, {
    host: 'mail.one.example',
    port: 465,
    security: 'tls',
    user: null,
    password: '',
    from: 'backup@one.example',
    operators: [],
    language: 'en',
    summaryAt: '07:00',
  })
})

test('every setting of [mail] arrives, and only who may hold secrets reads the password', async () => {
  const table = `server = "smtp+starttls://mail.one.example:2525"\nfrom = "backup@one.example"
    user = "post"\npasswordFile = "FOLDER/password"\noperators = ["a@one.example", "b@two.example", "a@one.example"]
    language = "nb"\nsummaryAt = "06:30"\n`
  const domain = 'language = "de"\ncontact = "help@one.example"\n'
  const { mail: work, server } = await mail(table, { domain })
  assert.deepEqual(work, {
    host: 'mail.one.example',
    port: 2525,
    security: 'starttls',
    user: 'post',
    password: 'geheim',
    from: 'backup@one.example',
    operators: ['a@one.example', 'b@two.example'],
    language: 'nb',
    summaryAt: '06:30',
  })
  assert.deepEqual([server?.language, server?.contact], ['de', 'help@one.example'])
  const web = await mail(table.replace('FOLDER/password', '/nowhere/at/all'), { secrets: false })
  assert.deepEqual([web.mail?.user, web.mail?.password], ['post', ''])
})

test('the environment has the same settings', async () => {
  const { mail: told } = await mail('', {
    env: {
      YESTERMAIL_MAIL_SERVER: 'smtp://127.0.0.1',
      YESTERMAIL_MAIL_FROM: 'backup@one.example',
      YESTERMAIL_MAIL_OPERATORS: 'a@one.example, b@one.example',
      YESTERMAIL_MAIL_USER: 'post',
      YESTERMAIL_MAIL_PASSWORD: 'geheim',
      YESTERMAIL_MAIL_LANGUAGE: 'fr',
    },
  })
  assert.deepEqual([told?.port, told?.security, told?.password, told?.language], [25, 'none', 'geheim', 'fr'])
  assert.deepEqual(told?.operators, ['a@one.example', 'b@one.example'])
})

test('what is wrong is said in a sentence that names it, and no password is repeated', async () => {
  const cases: [table: string, said: RegExp][] = [
    ['from = "a@b.example"\n', /mail needs server/],
    ['server = "smtps://h.example"\n', /mail needs from/],
    ['server = "smtp://mail.one.example"\nfrom = "a@b.example"\n', /letters would travel in the open/],
    ['server = "http://mail.one.example"\nfrom = "a@b.example"\n', /mail\.server must be smtps:/],
    [
      GOOD.replace('backup@one.example', 'a@b.example\\r\\nBcc: x@y.example'),
      /mail\.from must be a mail address/,
    ],
    [`${GOOD}operators = ["not one"]\n`, /mail\.operators must be a list of mail addresses/],
    [`${GOOD}operators = ["a@b.example, c@d.example"]\n`, /mail\.operators must be/],
    [`${GOOD}language = "tlh"\n`, /mail\.language must be one of "en"/],
    [`${GOOD}summaryAt = "7 am"\n`, /mail\.summaryAt must be a time/],
    [`${GOOD}user = "post"\n`, /mail needs passwordFile/],
    [`${GOOD}password = "canary-4711"\n`, /mail has a password but no user/],
    [`${GOOD}user = "p"\npassword = "canary-4711"\npasswordFile = "FOLDER/password"\n`, /keep one of them/],
    [`${GOOD}user = "p"\npasswordFile = "FOLDER/nothing"\n`, /cannot be read \(there is no such file\)/],
    [`${GOOD}user = "p"\npasswordFile = "FOLDER/empty"\n`, /names an empty file/],
    [`${GOOD}ca = "FOLDER/password"\n`, /not a PEM file/],
    [`${GOOD}operater = []\n`, /did you mean operators/],
  ]
  for (const [table, expected] of cases) {
    const { said } = await mail(table)
    assert.match(said, expected, table)
    assert.doesNotMatch(said, /canary-4711|geheim/)
  }
})
