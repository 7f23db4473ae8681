import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type BuiltFile, buildPage } from '../../web/build.ts'
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

  it('loads in at most 60 KB, all of it', () => {
    const sum = built.reduce((all, file) => all + file.gzip, 0)
    assert.ok(sum <= 60_000, `${sum} bytes gzip`)
    assert.ok(built.every(file => file.brotli <= file.gzip))
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
    for (const { name } of built) assert.match(name, /^(index\.html|\w+-[A-Z0-9]{8}\.(js|css|svg))$/)
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
    const script = built.find(file => file.name.endsWith('.js'))
    const text = await readFile(join(dist, script?.name ?? ''), 'utf8')
    assert.doesNotMatch(
      text,
      /allow-scripts|insertAdjacentHTML|outerHTML|srcdoc|document\.write|\beval\(|new Function/,
    )
  })
})
