import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsync,
  futimesSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { AccountId } from '../domain/point.ts'
import type { StoredCopy } from '../domain/ports.ts'
import { syncFolder } from './durable.ts'
import { fileDate } from './file-date.ts'
import type { Layout } from './layout.ts'

const sync = promisify(fsync)
// Several files wait for the disk at once: one journal commit serves them all.
const inFlight = 32
/** ext4 allows 65,000 links to a file. */
const mostLinks = 64_000

/**
 * Each message once: bytes to incoming/<run>/, fsync, rename into messages/ab/<sha256>, mtime = INTERNALDATE, read-only.
 * After `flush` everything put so far is durable. Whether a message is there is asked of the disk, never of the index.
 */
export async function openMessageStore(layout: Layout, account: AccountId, run: string) {
  const incoming = layout.incoming(account, run)
  await mkdir(incoming, { recursive: true })
  const pending = new Set<Promise<void>>()
  const known = new Map<string, { stored: StoredCopy; written: Promise<void> }>()
  const dirty = new Set<string>()
  // Once a run, and again when it has made one: a killed run may have made others.
  let shardsSynced: Promise<void> | null = null
  // Names given to files that still wait for the disk under incoming/.
  const writing = new Set<string>()
  let counter = 0
  let failure: unknown
  let flushed = Promise.resolve()

  const ready = async () => {
    while (pending.size >= inFlight) await Promise.race(pending)
    if (failure) throw failure
  }
  const finish = (fd: number, temporary: string, place: Place, date: number): Promise<void> => {
    writing.add(place.name.file)
    const done = (async () => {
      try {
        futimesSync(fd, fileDate(date), fileDate(date))
        await sync(fd)
      } finally {
        closeSync(fd)
      }
      renameSync(temporary, place.name.file)
      writing.delete(place.name.file)
    })()
    const tracked = done.catch(error => {
      failure ??= error
    })
    pending.add(tracked)
    tracked.then(() => pending.delete(tracked))
    return done
  }

  const touch = ({ shard, isNewShard }: Place) => {
    dirty.add(shard)
    if (isNewShard) shardsSynced = null
  }
  const flushDirty = async () => {
    // What is put while this waits counts for the next flush.
    const shards = [...dirty]
    dirty.clear()
    await Promise.all(pending)
    if (failure) throw failure
    try {
      // At once: one commit of the journal serves them all.
      await Promise.all(shards.map(syncFolder))
      shardsSynced ??= shards.length ? syncFolder(layout.messages(account)) : null
      await shardsSynced
    } catch (error) {
      failure ??= error
      throw error
    }
  }

  return {
    /** Wait for this before each `put`: it holds the caller back while many files wait for the disk. */
    ready,
    /** One whole message, written at once. `written` when it has its final name (do not wait for each); durable after `flush`. */
    put(bytes: Uint8Array, date: number): { stored: StoredCopy; written: Promise<void> } {
      const sha = createHash('sha256').update(bytes).digest('hex')
      const key = `${sha}-${date}`
      const before = known.get(key)
      if (before) return { ...before, stored: { ...before.stored, isNew: false } }
      const place = placeFor(layout, account, { sha, date, size: bytes.length }, writing)
      touch(place)
      const stored = { sha, date, size: bytes.length, ...place.name, isNew: !place.there }
      if (place.there) return { stored, written: Promise.resolve() }
      const temporary = join(incoming, String(counter++))
      const fd = openSync(temporary, 'wx', 0o444)
      try {
        writeAll(fd, bytes)
      } catch (error) {
        closeSync(fd)
        throw error
      }
      const one = { stored, written: finish(fd, temporary, place, date) }
      known.set(key, one)
      one.written.finally(() => known.delete(key)).catch(() => {})
      return one
    },
    /** A message that lies here with this date and size, to be linked once more; null when it does not. */
    async again({ sha, date, size }: Pick<StoredCopy, 'sha' | 'date' | 'size'>): Promise<StoredCopy | null> {
      const place = placeFor(layout, account, { sha, date, size }, writing)
      if (!place.there) return null
      touch(place)
      return { sha, date, size, ...place.name, isNew: false }
    },
    /** A message too long for memory, in pieces. */
    async putStream(pieces: AsyncIterable<Uint8Array>, date: number): Promise<StoredCopy> {
      await ready()
      const hash = createHash('sha256')
      const temporary = join(incoming, String(counter++))
      const fd = openSync(temporary, 'wx', 0o444)
      let size = 0
      try {
        for await (const piece of pieces) {
          hash.update(piece)
          writeAll(fd, piece)
          size += piece.length
        }
      } catch (error) {
        closeSync(fd)
        await rm(temporary, { force: true })
        throw error
      }
      const sha = hash.digest('hex')
      const place = placeFor(layout, account, { sha, date, size }, writing)
      touch(place)
      if (place.there) {
        closeSync(fd)
        await rm(temporary, { force: true })
      } else await finish(fd, temporary, place, date)
      return { sha, date, size, ...place.name, isNew: !place.there }
    },
    flush(): Promise<void> {
      // Two may go on at once; the later one must not be done while the earlier still writes what both are asked for.
      flushed = Promise.all([flushed, flushDirty()]).then(() => {})
      flushed.catch(() => {})
      return flushed
    },
    async close(): Promise<void> {
      await Promise.all(pending)
      await rm(incoming, { recursive: true, force: true })
    },
  }
}

interface Place {
  shard: string
  isNewShard: boolean
  name: { file: string; base: string }
  there: boolean
}

// The plain name for the first INTERNALDATE met, `-<epoch>` for others (mtime is one per file), `-n` past the link limit. A
// file of another size was cut on the disk: good bytes that come again stand beside it, and healing finds them there.
function placeFor(
  layout: Layout,
  account: AccountId,
  { sha, date, size }: Pick<StoredCopy, 'sha' | 'date' | 'size'>,
  writing: ReadonlySet<string>,
): Place {
  const shard = layout.shard(account, sha)
  const isNewShard = !existsSync(shard) && mkdirSync(shard, { recursive: true }) !== undefined
  for (let n = 0; ; n++) {
    const base = n === 0 ? sha : n === 1 ? `${sha}-${date}` : `${sha}-${date}-${n}`
    const file = join(shard, base)
    const name = { file, base }
    if (writing.has(file)) continue
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found) return { shard, isNewShard, name, there: false }
    const hasDate = Math.floor(found.mtimeMs / 1000) * 1000 === fileDate(date).getTime()
    if (hasDate && found.nlink < mostLinks && found.size === size)
      return { shard, isNewShard, name, there: true }
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done)
}
