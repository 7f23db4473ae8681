import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../src/config/config.ts'
import { tempFolder } from './world/temp.ts'

const list = 'enrolCommand = ["doveadm", "user", "*"]'

async function told(text: string) {
  await using temp = await tempFolder('erase-closed')
  const file = join(temp.path, 'yestermail.toml')
  await writeFile(file, `[domains."one.example"]\nserver = "imaps://imap.one.example"\n${text}\n`)
  return loadConfig({ file }).config.servers.get('one.example')?.eraseClosedAfter
}

test('closed accounts stay for ever unless a time is set, and it is set only where a list says who has left', async () => {
  assert.equal(await told(list), undefined)
  assert.equal(await told('eraseClosedAfter = "never"'), undefined)
  assert.equal(await told(`${list}\neraseClosedAfter = "90 days"`), 90 * 86_400_000)
  await assert.rejects(
    told('eraseClosedAfter = "90 days"'),
    /eraseClosedAfter needs enrolCommand: only a list that is read each day says who has left/,
  )
  for (const wrong of ['"90"', '90', 'true', '"9 days"', '"48 hours"', '"always"'])
    await assert.rejects(
      told(`${list}\neraseClosedAfter = ${wrong}`),
      /eraseClosedAfter must be a time of at least 10 days, for example "90 days", or "never"/,
    )
})
