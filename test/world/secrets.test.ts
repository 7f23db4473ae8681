import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { addSecret } from './secrets.ts'
import { tempFolder } from './temp.ts'

for (const [form, text] of [
  ['as it is', '{"error":"LOGIN anna kanarie-77 failed"}'],
  ['in base64', Buffer.from('\0anna\0kanarie-77').toString('base64')],
] as const)
  test(`a password left in a data folder, ${form}, fails the test that left it`, async () => {
    addSecret('kanarie-77')
    const temp = await tempFolder('secrets')
    const data = join(temp.path, 'data')
    await mkdir(join(data, 'accounts/a/messages'), { recursive: true })
    await writeFile(join(data, '.yestermail'), 'id')
    await writeFile(join(data, 'accounts/a/messages/mail'), 'my password is kanarie-77')
    await writeFile(join(data, 'ledger.sqlite-wal'), text)
    await assert.rejects(temp.remove(), /ledger\.sqlite-wal has a password/)
    await tempFolder('secrets').then(other => other.remove())
  })
