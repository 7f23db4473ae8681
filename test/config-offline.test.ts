import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../src/config/config.ts'
import { tempFolder } from './world/temp.ts'

async function told(text: string) {
  await using temp = await tempFolder('offline-sign-in')
  const file = join(temp.path, 'yestermail.toml')
  await writeFile(file, `[domains."one.example"]\nserver = "imaps://imap.one.example"\n${text}\n`)
  return loadConfig({ file }).config.servers.get('one.example')?.offlineSignIn
}

test('signing in while the mail server is down is off, and can be allowed for some time after the last good sign-in', async () => {
  assert.equal(await told(''), undefined)
  assert.equal(await told('offlineSignIn = "never"'), undefined)
  assert.equal(await told('offlineSignIn = "7 days"'), 7 * 86_400_000)
  assert.equal(await told('offlineSignIn = "12 hours"'), 12 * 3_600_000)
  for (const wrong of ['"7"', '7', 'true', '"0 days"', '"32 days"', '"always"'])
    await assert.rejects(
      told(`offlineSignIn = ${wrong}`),
      /offlineSignIn must be a time of at most 31 days, for example "7 days", or "never"/,
    )
})
