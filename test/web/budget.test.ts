import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type BuiltFile, buildPage, firstLoad } from '../../web/build.ts'
import { tempFolder } from '../world/temp.ts'

describe('the built page', () => {
  let dist: string
  let built: BuiltFile[]
  let remove: () => Promise<void>
  before(async () => {
    const temp = await tempFolder('page')
    remove = temp.remove
    dist = join(temp.path, 'dist')
    built = await buildPage({ dist })
  })
  after(() => remove())

  it('loads in at most 60 KB, in the language that has most; what comes later in chunks of at most 25 KB', () => {
    const first = firstLoad(built)
    assert.ok(first <= 60_000, `${first} bytes gzip`)
    for (const { name, load, gzip } of built)
      if (load !== 'first') assert.ok(gzip <= 25_000, `${name}: ${gzip} bytes gzip`)
    // a stub that only passes another chunk on is too short for either
    assert.ok(built.every(file => file.brotli <= file.gzip || file.size < 200))
  })

  it('asks for the page before the first script has run, and for no language twice', async () => {
    const shell = await readFile(join(dist, 'index.html'), 'utf8')
    const named = [...shell.matchAll(/(?:href|src)="\/([^"]+)"/g)].map(m => m[1]).sort()
    const first = built.filter(file => file.load === 'first' && file.name !== 'index.html')
    assert.deepEqual(named, first.map(file => file.name).sort())
    // the page is one chunk with one small door to it, not dozens
    assert.ok(first.filter(file => file.name.endsWith('.js')).length <= 4, first.map(f => f.name).join(' '))
    assert.ok(built.some(file => file.load === 'later'))
  })

  it('lies there as it is and compressed twice, and the three are the same', async () => {
    const names = await readdir(dist)
    for (const { name } of built) {
      const plain = await readFile(join(dist, name))
      assert.ok(names.includes(name))
      assert.deepEqual(gunzipSync(await readFile(join(dist, `${name}.gz`))), plain)
      assert.deepEqual(brotliDecompressSync(await readFile(join(dist, `${name}.br`))), plain)
    }
  })

  it('names every file by its content, but for the shell', () => {
    for (const { name } of built)
      assert.match(name, /^((index|admin)\.html|[\w-]+-[A-Z0-9]{8}\.(js|css|svg))$/)
  })

  it('has no script, style or handler in the shell, and speaks of no other host', async () => {
    const shell = await readFile(join(dist, 'index.html'), 'utf8')
    assert.doesNotMatch(shell, /<style|style=|\son\w+=|<script(?![^>]*src=)/)
    for (const { name } of built) {
      const text = await readFile(join(dist, name), 'utf8')
      const hosts = new Set(
        [...text.matchAll(/\b(?:https?:)?\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(m => m[1]),
      )
      // names of the SVG language and of our JMAP capability; neither is ever asked
      for (const known of ['www.w3.org', 'yestermail.example']) hosts.delete(known)
      assert.deepEqual([...hosts], [], name)
    }
  })

  it('makes markup from strings nowhere', async () => {
    for (const { name } of built.filter(file => file.name.endsWith('.js')))
      assert.doesNotMatch(
        await readFile(join(dist, name), 'utf8'),
        /allow-scripts|insertAdjacentHTML|outerHTML|srcdoc|document\.write|\beval\(|new Function/,
        name,
      )
  })
})
