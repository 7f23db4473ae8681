import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Receipt, StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { Sha256 } from '../domain/message.ts'
import { inColumns } from '../domain/pack-copies.ts'
import type { AccountId } from '../domain/point.ts'
import { maildirName } from '../formats/maildir-name.ts'
import { encodeManifest } from '../formats/manifest.ts'
import { buildMaildir, discard } from './build-maildir.ts'
import { syncFolder, writeDurably } from './durable.ts'
import { fileDate } from './file-date.ts'
import { hashMessage } from './hash-message.ts'
import type { Layout } from './layout.ts'
import { linkOrCopy } from './link-or-copy.ts'
import { linkFolders } from './write-day.ts'

type StateId = Pick<StateHeader, 'folder' | 'n'>

interface Place {
  shown: { state: StateId }
  copy: StateCopy
}

interface Lost {
  copy: StateCopy
  places: readonly Place[]
}

/**
 * Mends the sealed files of an account, under its lease. A stored message is one file under many names: the good bytes are
 * a new file, to which the names in the folder states are moved one by one, the name in messages/ last. Cut off in between,
 * it is found damaged again, and a name that was moved already is where its bytes are found.
 */
export function mender(layout: Layout, account: AccountId) {
  const incoming = join(layout.account(account), 'incoming')
  const message = ({ sha, file }: StateCopy) => join(layout.shard(account, sha), file ?? sha)
  const cur = ({ folder, n }: StateId) => join(layout.state(account, folder, n), 'cur')

  const moveNames = async (to: string, places: readonly Place[]) => {
    const { ino } = await stat(to)
    await mkdir(incoming, { recursive: true })
    const temporary = join(incoming, 'heal')
    for (const [folder, some] of Map.groupBy(places, ({ shown }) => cur(shown.state))) {
      const there = await stat(folder).catch(() => null)
      if (!there) continue
      await chmod(folder, 0o755)
      try {
        for (const { copy } of some) {
          const name = join(folder, maildirName(copy))
          if ((await stat(name).catch(() => null))?.ino === ino) continue
          await rm(temporary, { force: true })
          linkOrCopy(to, temporary)
          await rename(temporary, name)
        }
        await syncFolder(folder)
      } finally {
        await chmod(folder, 0o555)
      }
    }
  }

  return {
    read: (file: string): AsyncIterable<Uint8Array> => createReadStream(file, { highWaterMark: 1 << 18 }),

    async intact({ copy, places }: Lost): Promise<string | null> {
      const shard = layout.shard(account, copy.sha)
      const siblings = (await readdir(shard).catch(() => [])).filter(name => name.startsWith(copy.sha))
      const bad = await stat(message(copy)).catch(() => null)
      const names = places.map(({ shown, copy: one }) => join(cur(shown.state), maildirName(one)))
      const read = new Set(bad ? [bad.ino] : [])
      for (const file of [...siblings.map(name => join(shard, name)), ...names]) {
        const found = await stat(file).catch(() => null)
        if (!found?.isFile() || read.has(found.ino)) continue
        read.add(found.ino)
        if ((await hashMessage(file)) === copy.sha) return file
      }
      return null
    },

    async replace({ copy, places }: Lost, pieces: AsyncIterable<Uint8Array>): Promise<boolean> {
      const shard = layout.shard(account, copy.sha)
      await mkdir(shard, { recursive: true })
      const fresh = join(shard, `.${copy.file ?? copy.sha}.heal`)
      if (!(await writeHashed(fresh, pieces, copy))) return false
      await moveNames(fresh, places)
      await rename(fresh, message(copy))
      await syncFolder(shard)
      await syncFolder(layout.messages(account))
      return true
    },

    relink: (place: Place) => moveNames(message(place.copy), [place]),

    async writeManifest(
      { folder, n }: StateId,
      header: StateHeader,
      copies: readonly StateCopy[],
      sha: Sha256,
    ): Promise<boolean> {
      const written = layout.manifest(account, folder, n)
      const pieces = await Array.fromAsync(
        encodeManifest(header, inColumns(copies)) as AsyncIterable<Uint8Array>,
      )
      const bytes = Buffer.concat(pieces)
      if (createHash('sha256').update(bytes).digest('hex') !== sha) return false
      await writeDurably(written, Readable.from([bytes]))
      await syncFolder(layout.folder(account, folder))
      return true
    },

    async writeReceipt(dir: string, text: string): Promise<void> {
      const day = layout.day(account, dir)
      await writeDurably(join(day, 'receipt.json'), text)
      await syncFolder(day)
    },

    async sealOf(dir: string): Promise<Sha256 | null> {
      const text = await readFile(join(layout.day(account, dir), 'receipt.json'), 'latin1').catch(() => '')
      return /\n "seal": "([0-9a-f]{64})"\n\}\n$/.exec(text)?.[1] ?? null
    },

    async rebuildMaildir(
      { folder, n }: StateId,
      header: StateHeader,
      copies: AsyncIterable<StateCopy>,
    ): Promise<void> {
      const state = layout.state(account, folder, n)
      const hidden = await buildMaildir(layout, account, header, inColumns(await Array.fromAsync(copies)))
      const gone = join(layout.folder(account, folder), `.${n}.gone`)
      await discard(gone)
      // What is left of the old one may be read-only, and a folder is renamed by who may write it.
      await chmod(state, 0o755).catch(() => {})
      await rename(state, gone).catch(ifMissing)
      await rename(hidden, state)
      await syncFolder(layout.folder(account, folder))
      await discard(gone)
    },

    async rebuildTree(dir: string, { folders }: Receipt): Promise<void> {
      const day = layout.day(account, dir)
      const fresh = join(day, '.mail')
      const gone = join(day, '.mail.gone')
      for (const old of [fresh, gone]) await rm(old, { recursive: true, force: true })
      await mkdir(fresh)
      await linkFolders(fresh, folders)
      await syncFolder(fresh)
      await rename(join(day, 'mail'), gone).catch(ifMissing)
      await rename(fresh, join(day, 'mail'))
      await syncFolder(day)
      await rm(gone, { recursive: true, force: true })
    },
  }
}

// The file is there, durable, only when its bytes are those that were received once.
async function writeHashed(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  { sha, date }: StateCopy,
): Promise<boolean> {
  await rm(file, { force: true })
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o444)
  let isGood = false
  try {
    for await (const piece of pieces) {
      hash.update(piece)
      await handle.writeFile(piece)
    }
    isGood = hash.digest('hex') === sha
    if (isGood) {
      await handle.utimes(fileDate(date), fileDate(date))
      await handle.sync()
    }
  } finally {
    await handle.close()
    if (!isGood) await rm(file, { force: true })
  }
  return isGood
}

function ifMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
