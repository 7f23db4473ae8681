import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLinking } from '../../src/threads/linking.ts'
import { tempFolder } from '../world/temp.ts'

test('files are linked by the other thread, each under its new name, and what fails is told with its code', async t => {
  await using temp = await tempFolder('linking')
  const linking = startLinking()
  t.after(() => linking.close())
  const from = join(temp.path, 'messages')
  const to = join(temp.path, 'cur')
  mkdirSync(join(from, 'ab'), { recursive: true })
  mkdirSync(to)
  const lines = Array.from({ length: 2000 }, (_, n) => {
    writeFileSync(join(from, 'ab', `m${n}`), `${n}`)
    return `ab/m${n}\t${n}.U=${n}:2,S`
  })
  await Promise.all([
    linking.link(from, to, lines.slice(0, 1000).join('\n')),
    linking.link(from, to, lines.slice(1000).join('\n')),
  ])
  assert.equal(readdirSync(to).length, 2000)
  assert.equal(statSync(join(to, '1999.U=1999:2,S')).ino, statSync(join(from, 'ab/m1999')).ino)

  await assert.rejects(linking.link(from, to, 'ab/none\tnone'), { code: 'ENOENT' })
  await assert.rejects(linking.link(from, to, lines[0] ?? ''), { code: 'EEXIST' })
  await linking.link(from, to, 'ab/m1\tagain')
  assert.ok(readdirSync(to).includes('again'))
})
