import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import { packCopies } from '../../src/domain/pack-copies.ts'
import { startLinking } from '../../src/threads/linking.ts'
import { tempFolder } from '../world/temp.ts'

test('files are linked by the other thread, each under its new name, and what fails is told with its code', async t => {
  await using temp = await tempFolder('linking')
  const linking = startLinking()
  t.after(() => linking.close())
  const from = join(temp.path, 'messages')
  const to = join(temp.path, 'cur')
  const sha = 'ab'.repeat(32)
  mkdirSync(join(from, 'ab'), { recursive: true })
  mkdirSync(to)
  const copies = Array.from({ length: 2000 }, (_, n): StateCopy => {
    writeFileSync(join(from, 'ab', `${sha}-${n}`), `${n}`)
    return { uid: n, sha, date: 7, size: 4, flags: ['\\Seen'], file: `${sha}-${n}` }
  })
  const pack = (some: Iterable<StateCopy>) => [...packCopies(some, 1000)]
  await Promise.all(pack(copies).map(some => linking.link(from, to, some)))
  assert.equal(readdirSync(to).length, 2000)
  const last = statSync(join(to, '7.1999.yestermail,S=4:2,S'))
  assert.equal(last.ino, statSync(join(from, `ab/${sha}-1999`)).ino)

  const one = async (copy: StateCopy) => {
    for (const some of pack([copy])) await linking.link(from, to, some)
  }
  const any = { uid: 5000, sha, date: 7, size: 4, flags: [] }
  await assert.rejects(one({ ...any, file: `${sha}-99999` }), { code: 'ENOENT' })
  await assert.rejects(one({ ...any, uid: 0, flags: ['\\Seen'], file: `${sha}-0` }), { code: 'EEXIST' })
  await one({ ...any, file: `${sha}-1` })
  assert.ok(readdirSync(to).includes('7.5000.yestermail,S=4:2,'))
})
