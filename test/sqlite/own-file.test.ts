import assert from 'node:assert/strict'
import { chmod, link, mkdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { eraseAccount } from '../../src/maildir/erase.ts'
import { layout } from '../../src/maildir/layout.ts'
import { isIndexWhole } from '../../src/sqlite/check-index.ts'
import { makeOwnFile } from '../../src/sqlite/own-file.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { tempFolder } from '../world/temp.ts'

// `serve`, as a user of its own, may make files beside an index; in other hands it would make links.
const readMessage = () => {
  throw new Error('no message is read here')
}
const modeOf = async (path: string) => (await stat(path)).mode & 0o777

test('an index is neither written nor believed through a link, and what the link names keeps its mode', async () => {
  await using temp = await tempFolder('own-file')
  const [file, key, kept] = ['v2-a.sqlite', 'work.key.pem', 'kept.sqlite'].map(name => join(temp.path, name))
  assert.ok(file && key && kept)
  await openIndexWriter({ readMessage }, file).close()
  assert.equal(await modeOf(file), 0o660)
  assert.equal(isIndexWhole(file, []), true)
  await rename(file, kept)
  await writeFile(key, 'private', { mode: 0o400 })
  for (const named of [key, kept, join(temp.path, 'made')]) {
    await symlink(named, file)
    assert.throws(() => openIndexWriter({ readMessage }, file), /not a file of ours/)
    assert.equal(isIndexWhole(file, []), false)
    await rename(file, join(temp.path, 'link'))
  }
  assert.equal(await modeOf(key), 0o400)
  assert.equal(await readFile(key, 'utf8'), 'private')
  await assert.rejects(stat(join(temp.path, 'made')), { code: 'ENOENT' })
})

test('a file of ours gets its mode back, another name of a file that is kept closed does not', async () => {
  await using temp = await tempFolder('own-file')
  const [file, key, name] = ['index', 'key', 'name'].map(one => join(temp.path, one))
  assert.ok(file && key && name)
  makeOwnFile(file, 0o660)
  await chmod(file, 0o600)
  makeOwnFile(file, 0o660)
  assert.equal(await modeOf(file), 0o660)
  await writeFile(key, 'private', { mode: 0o400 })
  await link(key, name)
  assert.throws(() => makeOwnFile(name, 0o660), /not a file of ours/)
  assert.equal(await modeOf(key), 0o400)
})

test('erasing an account never goes down into folders beside its index', async () => {
  await using temp = await tempFolder('own-file')
  const files = layout(temp.path)
  const account = 'abcdefghijklmnop'
  const foreign = join(files.index(account), 'd')
  await mkdir(foreign, { recursive: true })
  await writeFile(join(foreign, 'x'), '')
  await writeFile(files.indexFile(account, 'a'), '')
  await assert.rejects(eraseAccount(files, account), /ENOTEMPTY/)
  const hidden = join(dirname(files.account(account)), `.${account}.gone`)
  assert.equal(await readFile(join(hidden, 'index', 'd', 'x'), 'utf8'), '')
  await rename(join(hidden, 'index', 'd', 'x'), join(temp.path, 'x'))
  await eraseAccount(files, account)
  await assert.rejects(stat(hidden), { code: 'ENOENT' })
})
