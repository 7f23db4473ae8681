import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { cannotRead } from '../../src/maildir/cannot-read.ts'
import { hashMessage } from '../../src/maildir/hash-message.ts'
import { tempFolder } from '../world/temp.ts'

test('a file of any length has its SHA-256; what is not there or no file has none', async () => {
  await using temp = await tempFolder('hash')
  for (const length of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000]) {
    const bytes = randomBytes(length)
    const file = join(temp.path, String(length))
    await writeFile(file, bytes)
    assert.equal(await hashMessage(file), createHash('sha256').update(bytes).digest('hex'), `${length}`)
  }
  assert.equal(await hashMessage(join(temp.path, 'none')), null)
  assert.equal(await hashMessage(temp.path), null)
})

test('a machine that is short of files has said nothing of one of them', () => {
  assert.equal(cannotRead(Object.assign(new Error('no'), { code: 'EIO' })), null)
  assert.throws(() => cannotRead(Object.assign(new Error('too many'), { code: 'EMFILE' })), /too many/)
})
