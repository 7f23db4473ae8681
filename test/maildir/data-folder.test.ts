import assert from 'node:assert/strict'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { newKeyPair } from '../../src/formats/sealed-box.ts'
import { checkData, createData, isData } from '../../src/maildir/data-folder.ts'
import { layout as layoutOf } from '../../src/maildir/layout.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork } from '../world/yestermail.ts'

const readme = join(import.meta.dirname, '../../snapshots/README.md')

test('a first start makes a folder that is not there, and takes the one of a fresh checkout', async () => {
  await using temp = await tempFolder('data')
  const absent = layoutOf(join(temp.path, 'deep/data'))
  await createData(absent, newKeyPair)
  const checkout = layoutOf(join(temp.path, 'snapshots'))
  await mkdir(checkout.data)
  await copyFile(readme, join(checkout.data, 'README.md'))
  await createData(checkout, newKeyPair)
  assert.notEqual(await checkData(absent), await checkData(checkout))
})

test('an empty folder may be a mount point: it stays empty until init says that it is meant', async () => {
  await using temp = await tempFolder('data')
  for (const held of [[], ['lost+found'], ['README.md'], ['photos', 'README.md']]) {
    const layout = layoutOf(join(temp.path, `data${held.length}${held[0] ?? ''}`))
    await mkdir(layout.data)
    for (const name of held) await writeFile(join(layout.data, name), 'of somebody else')
    await assert.rejects(createData(layout, newKeyPair), {
      code: 'data-missing',
      message:
        /(is empty|other files)\. If a volume should be mounted there, mount it\. .*: yestermail init$/,
    })
    assert.deepEqual(await readdir(layout.data), held.toSorted())
    await createData(layout, newKeyPair, { init: true })
    await checkData(layout)
    await createData(layout, () => assert.fail('made twice'), { init: true })
  }
})

test('a first start that was interrupted goes on, and a backup without dot files is taken up with its keys', async () => {
  await using temp = await tempFolder('data')
  const layout = layoutOf(join(temp.path, 'data'))
  await mkdir(layout.keys, { recursive: true })
  await createData(layout, newKeyPair)
  const key = await readFile(layout.publicKey, 'utf8')
  await rm(layout.marker)
  await createData(layout, () => assert.fail('no new key may be made'))
  assert.equal(await readFile(layout.publicKey, 'utf8'), key)
})

test('a running worker writes nothing into the folder of another installation, and goes on when its own is back', async () => {
  const work = await startWork({ port: 1 }, { now: Date.now() })
  try {
    const { layout } = work
    const anna = await work.enrol('anna', 'secret1')
    const own = await checkData(layout)
    const away = `${layout.data}-away`
    await rename(layout.data, away)
    await createData(layout, newKeyPair)
    assert.equal(isData(layout, own), false)
    await assert.rejects(work.backUp(anna, 'first'), {
      code: 'data-foreign',
      message: /another installation/,
    })
    assert.deepEqual(await readdir(join(layout.data, 'accounts')), [])
    await rm(layout.data, { recursive: true })
    await rename(away, layout.data)
    assert.equal(isData(layout, own), true)
    await assert.rejects(work.backUp(anna, 'first'), {
      code: 'server-unreachable',
      message: /^Nothing listens on/,
    })
  } finally {
    await work.stop()
  }
})
