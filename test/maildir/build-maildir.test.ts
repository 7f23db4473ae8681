import assert from 'node:assert/strict'
import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { StateCopy } from '../../src/domain/folder-state.ts'
import { packCopies } from '../../src/domain/pack-copies.ts'
import { beginMaildir, buildMaildir, discard } from '../../src/maildir/build-maildir.ts'
import { layout as layoutOf } from '../../src/maildir/layout.ts'
import { folderCopies } from '../../src/snapshot/folder-copies.ts'
import { startLinking } from '../../src/threads/linking.ts'
import { randomFrom } from '../bench/make-mailbox.ts'
import { tempFolder } from '../world/temp.ts'

const account = 'abcdefghijklmnop'
const messages = 40
const flags = [[], ['\\Seen'], ['\\Seen', '\\Flagged'], ['$Later']]

test('a Maildir that was begun before its folder was read is the same as one made afterwards', async t => {
  await using temp = await tempFolder('build-maildir')
  const linking = startLinking()
  t.after(() => linking.close())
  const layout = layoutOf(temp.path)
  mkdirSync(layout.folder(account, 'f1'), { recursive: true })
  const shas = Array.from({ length: messages }, (_, i) => makeMessage(layout, i))
  for (let seed = 1; seed <= 30; seed++) {
    const random = randomFrom(seed)
    const any = (below: number) => Math.floor(random() * below)
    // Few sizes and dates: another message under a UID often has the very name of the one before.
    const copyOf = (uid: number): StateCopy => ({
      ...{ uid, sha: shas[any(messages)] ?? '', date: any(2) },
      ...{ size: 4, flags: flags[any(4)] ?? [] },
    })
    const raw = seed % 2 ? 'INBOX' : 'Sent'
    const state = { folder: 'f1', n: 1, raw }
    const copies = folderCopies()
    const begun = beginMaildir(layout, account, state, copies, linking.link)
    for (const some of packCopies(
      Array.from({ length: 1200 }, (_, i) => copyOf(i + 1)),
      500,
    )) {
      copies.load(some)
      begun.link(some)
    }
    const change = (times: number) => {
      for (let i = 0; i < times; i++) {
        const uid = 1 + any(1300)
        const what = any(4)
        if (what === 0) copies.remove(uid)
        else if (what === 1) copies.put(copyOf(uid))
        else copies.setFlags(uid, flags[any(4)] ?? [])
      }
    }
    change(any(100))
    if (seed % 3 === 0) await begun.linked()
    change(any(60))
    // Too many to be named: made anew.
    if (seed % 10 === 0) change(2000)
    const hidden = await buildMaildir(layout, account, state, copies, linking.link, begun)
    const after = await buildMaildir(layout, account, { ...state, n: 2 }, copies, linking.link)
    assert.deepEqual(inodes(hidden), inodes(after))
    assert.equal(readdirSync(join(hidden, 'cur')).length, copies.count())
    await discard(hidden)
    await discard(after)
  }
})

test('a message that has as many names as the file system allows is copied under the others', async t => {
  await using temp = await tempFolder('build-maildir')
  const linking = startLinking()
  t.after(() => linking.close())
  const layout = layoutOf(temp.path)
  mkdirSync(layout.folder(account, 'f1'), { recursive: true })
  const sha = makeMessage(layout, 1)
  const message = join(layout.shard(account, sha), sha)
  const names = join(temp.path, 'names')
  mkdirSync(names)
  // ext4 ends at 65,000; where there is no end the state is one of links
  const last = takeNames(message, names, 65_200)
  const copies = folderCopies()
  for (let uid = 1; uid <= 200; uid++) copies.put({ uid, sha, date: 1, size: 4, flags: [] })
  const hidden = await buildMaildir(
    layout,
    account,
    { folder: 'f1', n: 1, raw: 'INBOX' },
    copies,
    linking.link,
  )
  const { ino, mtimeMs } = statSync(message)
  const cur = join(hidden, 'cur')
  assert.equal(readdirSync(cur).length, 200)
  for (const name of readdirSync(cur)) {
    const made = statSync(join(cur, name))
    assert.equal(made.ino === ino, last === null, name)
    assert.deepEqual([made.mtimeMs, made.mode & 0o777], [mtimeMs, statSync(message).mode & 0o777])
    assert.deepEqual(readFileSync(join(cur, name)), readFileSync(message))
  }
})

// The number at which no more were given; null where all were.
function takeNames(file: string, folder: string, most: number): number | null {
  for (let n = 0; n < most; n++) {
    try {
      linkSync(file, join(folder, String(n)))
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'EMLINK')
      return n
    }
  }
  return null
}

test('a link that cannot be made is thrown when the state is sealed, not before, and only where it is needed', async () => {
  await using temp = await tempFolder('build-maildir')
  const layout = layoutOf(temp.path)
  mkdirSync(layout.folder(account, 'f1'), { recursive: true })
  const copies = folderCopies()
  const lost = { uid: 1, sha: 'ab'.repeat(32), date: 1, size: 1, flags: [] }
  const sha = makeMessage(layout, 1)
  for (let uid = 2; uid <= 200; uid++) copies.put({ ...lost, uid, sha })
  copies.put(lost)
  const state = { folder: 'f1', n: 1, raw: 'INBOX' }
  const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
  const begin = () => {
    const begun = beginMaildir(layout, account, state, copies, full)
    for (const some of copies.columns(500)) begun.link(some)
    return begun
  }
  await assert.rejects(buildMaildir(layout, account, state, copies, undefined, begin()), { code: 'ENOENT' })
  const begun = begin()
  copies.remove(lost.uid)
  const hidden = await buildMaildir(layout, account, state, copies, undefined, begun)
  assert.equal(readdirSync(join(hidden, 'cur')).length, 199)
  await discard(hidden)
})

function makeMessage(layout: ReturnType<typeof layoutOf>, i: number): string {
  const sha = i.toString(16).padStart(2, '0').repeat(32)
  mkdirSync(layout.shard(account, sha), { recursive: true })
  const file = join(layout.shard(account, sha), sha)
  writeFileSync(file, `${1000 + i}`)
  utimesSync(file, 1, 1)
  return sha
}

/** Every name below a Maildir, with the file it stands for and its rights. */
function inodes(root: string): string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()
  return names.map(name => {
    const { ino, mode, nlink } = statSync(join(root, name))
    return `${name} ${name.startsWith('cur/') ? ino : nlink} ${mode.toString(8)}`
  })
}
