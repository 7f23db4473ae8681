import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pepperFrom } from '../../src/maildir/pepper-file.ts'
import { tempFolder } from '../world/temp.ts'

test('a pepper is made once, for `serve` and its group alone, and is the same ever after', async () => {
  await using temp = await tempFolder('pepper')
  const file = join(temp.path, 'pepper')
  const made = await pepperFrom(file, randomBytes)
  assert.equal(made.length, 32)
  assert.deepEqual(await pepperFrom(file, randomBytes), made)
  assert.equal((await stat(file)).mode & 0o777, 0o440)
  assert.deepEqual(await readdir(temp.path), ['pepper'])
})

test('a pepper that was cut off or lost is made anew', async () => {
  await using temp = await tempFolder('pepper')
  const file = join(temp.path, 'pepper')
  const made = await pepperFrom(file, randomBytes)
  const text = await readFile(file, 'utf8')
  await rm(file)
  await writeFile(file, text.slice(0, 20))
  const next = await pepperFrom(file, randomBytes)
  assert.notDeepEqual(next, made)
  assert.deepEqual(await pepperFrom(file, randomBytes), next)
})
