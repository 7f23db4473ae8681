import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../src/config/config.ts'
import { tempFolder } from './world/temp.ts'

async function load(text: string) {
  await using temp = await tempFolder('limits')
  const file = join(temp.path, 'yestermail.toml')
  await writeFile(file, text)
  return loadConfig({ file }).config
}

const gmail = '[domains."one.example"]\nserver = "imaps://imap.gmail.com"\n'
const other = '[domains."two.example"]\nserver = "imaps://imap.two.example"\n'

test('limits of time, octets and disk are read from the file, with what Gmail allows as its default', async () => {
  const config = await load(`runLimit = 90\nminFree = "1.5 GB"\n${gmail}${other}dailyBytes = "750 MB"\n`)
  assert.deepEqual(config.limits, { runMinutes: 90, minFree: 1_500_000_000 })
  assert.equal(config.servers.get('one.example')?.dailyBytes, 2_000_000_000)
  assert.equal(config.servers.get('two.example')?.dailyBytes, 750_000_000)
  assert.equal(config.servers.get('one.example')?.dailyUploadBytes, 500_000_000)
  assert.equal(config.servers.get('two.example')?.dailyUploadBytes, undefined)
  const none = await load(`${gmail}dailyBytes = "none"\n${other}`)
  assert.equal(none.servers.get('one.example')?.dailyBytes, undefined)
  assert.equal(none.servers.get('two.example')?.dailyBytes, undefined)
})

test('an amount of octets that is none is said', async () => {
  for (const wrong of ['"2"', '"-1 GB"', '"2 GiB"', '2000', '"lots"'])
    await assert.rejects(load(`${other}dailyBytes = ${wrong}\n`), /dailyBytes must be an amount of octets/)
  await assert.rejects(load(`minFree = "some"\n${other}`), /minFree must be an amount of octets/)
  await assert.rejects(load(`runLimit = 0\n${other}`), /runLimit must be a whole number of minutes/)
})

test('pictures of the internet can be forbidden for all mail domains, or for one', async () => {
  const shown = async (text: string) =>
    [...(await load(text)).servers.values()].map(({ noPictures }) => noPictures ?? false)
  assert.deepEqual(await shown(gmail + other), [false, false])
  assert.deepEqual(await shown(`${gmail}${other}remotePictures = "never"\n`), [false, true])
  assert.deepEqual(await shown(`remotePictures = "never"\n${gmail}${other}`), [true, true])
  assert.deepEqual(await shown(`remotePictures = "never"\n${gmail}remotePictures = "ask"\n${other}`), [
    false,
    true,
  ])
  await assert.rejects(load(`remotePictures = false\n${other}`), /remotePictures must be "ask" or "never"/)
})
