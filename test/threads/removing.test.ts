import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { linkRemover } from '../../src/maildir/remove-links.ts'
import { startRemoving } from '../../src/threads/removing.ts'
import { tempFolder } from '../world/temp.ts'

test('states of a large mailbox are removed by the other thread, each once, and what fails is told', async () => {
  await using temp = await tempFolder('removing')
  const removing = startRemoving()
  try {
    const paths = ['.1.gone', '.2.gone', '.3.gone'].map(name => join(temp.path, name))
    for (const path of paths) {
      await mkdir(join(path, 'cur'), { recursive: true })
      await writeFile(join(path, 'cur', 'one'), '')
    }
    const asked: string[] = []
    const goOn = () => {}
    const links = linkRemover(path => {
      asked.push(path)
      return removing.remove(path)
    }, goOn)
    for (const path of paths) await links.remove(path, 1500)
    // As when it is seen again among what a killed sweep left.
    for (const path of paths.slice(1)) await links.remove(path, 0)
    await links.done()
    assert.deepEqual(asked, paths.slice(1), 'the first was small')
    for (const path of paths) assert.ok(!existsSync(path))
    await assert.rejects(removing.remove('\0'), /null bytes/)
    const failing = linkRemover(() => Promise.reject(new Error('EIO')), goOn)
    await failing.remove(join(temp.path, 'x'), 20_000)
    await assert.rejects(failing.done(), /EIO/)
  } finally {
    await removing.close()
  }
})
