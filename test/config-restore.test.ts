import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../src/config/config.ts'
import { DEFAULT_RESTORE } from '../src/domain/restore-policy.ts'
import { tempFolder } from './world/temp.ts'

const DAY = 86_400_000

async function load(text: string, secrets = true) {
  await using temp = await tempFolder('restore-config')
  const file = join(temp.path, 'yestermail.toml')
  await writeFile(join(temp.path, 'password'), 'one-of-many\n')
  const head = '[domains."one.example"]\nserver = "imaps://imap.one.example"\n'
  await writeFile(file, `${head}${text.replaceAll('DIR', temp.path)}`)
  return loadConfig({ file, secrets }).config.servers.get('one.example')?.restore
}

test('who decides about restores, how long, at what price and how often is read from the file', async () => {
  assert.equal(await load(''), undefined)
  assert.deepEqual(await load('[domains."one.example".restore]\n'), { policy: DEFAULT_RESTORE })
  const told =
    'decide = "owner"\ndecideWithin = "36 hours"\nprice = " 10 EUR "\nmost = 3\nmostWithin = "7 days"\nundoWithin = "never"\n'
  assert.deepEqual(await load(`[domains."one.example".restore]\n${told}`), {
    policy: {
      ...{ decide: 'owner', decideWithin: 1.5 * DAY, price: '10 EUR' },
      ...{ most: 3, mostWithin: 7 * DAY, undoWithin: 0 },
    },
  })
})

test('the credentials that add and take away mail are read by the worker alone', async () => {
  const text =
    '[domains."one.example".restore]\nmaster = { user = "adds", passwordFile = "DIR/password" }\nundoMaster = { user = "undoes", password = "other-one", form = "authzid" }\n'
  const told = await load(text)
  assert.deepEqual([told?.master?.user, told?.master?.password], ['adds', 'one-of-many'])
  assert.deepEqual([told?.undoMaster?.form, told?.undoMaster?.password], ['authzid', 'other-one'])
  const web = await load(text, false)
  assert.deepEqual([web?.master?.password, web?.undoMaster?.password], ['', ''])
})

test('what is wrong is said in a sentence that names it', async () => {
  const wrong: [string, RegExp][] = [
    ['decide = "anybody"', /restore\.decide must be "admin", "owner" or "off"/],
    ['decideWithin = "soon"', /decideWithin must be a time, for example "7 days"/],
    ['decideWithin = "9999 days"', /decideWithin must be a time/],
    ['mostWithin = 24', /mostWithin must be a time/],
    ['most = 0', /restore\.most must be a whole number/],
    ['price = ""', /price must be a text/],
    ['undoWithin = "0 days"', /undoWithin must be a time/],
    ['decides = "owner"', /restore\.decides is not a setting.*did you mean decide/],
    ['undoMaster = { user = "u", password = "p" }', /undoMaster is set, but no master/],
    ['master = { password = "p" }', /restore\.master needs user/],
  ]
  for (const [line, says] of wrong)
    await assert.rejects(load(`[domains."one.example".restore]\n${line}\n`), says, line)
})
