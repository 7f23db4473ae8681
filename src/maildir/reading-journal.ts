import { existsSync, statSync } from 'node:fs'
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StateCopy } from '../domain/folder-state.ts'
import type { FolderId } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'

/** When what was read is written down: after so many messages or milliseconds. */
export interface Checkpoint {
  messages: number
  milliseconds: number
}

// A run that is killed reads at most so much twice. Each costs an fsync of up to 256 folders.
const everyMinute: Checkpoint = { messages: 20_000, milliseconds: 60_000 }

/**
 * What was read of folders whose state is not sealed yet: incoming/<folder>.jsonl, a line with UIDVALIDITY and name, then
 * one a copy. A line is written after its message is durable (`flush`), so a torn or lost end costs a second fetch and nothing else.
 */
export function openReadingJournal(
  layout: Layout,
  account: AccountId,
  { flush, rawOf }: { flush: () => Promise<void>; rawOf: (folder: FolderId) => string },
  { messages, milliseconds }: Checkpoint = everyMinute,
) {
  const fresh = new Map<FolderId, { uidValidity: number; copies: StateCopy[] }>()
  let waiting = 0
  let since = performance.now()
  const bytesOf = ({ sha, file }: StateCopy) => join(layout.shard(account, sha), file ?? sha)
  const write = async () => {
    const due = [...fresh]
    fresh.clear()
    waiting = 0
    since = performance.now()
    await flush()
    for (const [folder, { uidValidity, copies }] of due)
      await append(layout.journal(account, folder), firstLine(uidValidity, rawOf(folder)), copies)
    if (due.length) await syncFolder(join(layout.account(account), 'incoming'))
  }
  return {
    remember(folder: FolderId, uidValidity: number, copy: StateCopy): void {
      const known = fresh.get(folder)
      if (known?.uidValidity === uidValidity) known.copies.push(copy)
      else fresh.set(folder, { uidValidity, copies: [copy] })
      waiting++
    },
    /** Writes down what is due; wait for it now and then. */
    async due(): Promise<void> {
      if (waiting >= messages || (waiting > 0 && performance.now() - since >= milliseconds)) await write()
    },
    /** By UID; a copy whose bytes are not there as they were, or none of whose are, is left out. */
    async remembered(folder: FolderId, uidValidity: number): Promise<Map<number, StateCopy>> {
      if (fresh.has(folder)) await write()
      const copies = await readJournal(layout.journal(account, folder), firstLine(uidValidity, rawOf(folder)))
      for (const [uid, copy] of copies)
        if (statSync(bytesOf(copy), { throwIfNoEntry: false })?.size !== copy.size) copies.delete(uid)
      return copies
    },
    /** The folder's state is sealed: nothing of it need be remembered. */
    async forget(folder: FolderId): Promise<void> {
      waiting -= fresh.get(folder)?.copies.length ?? 0
      fresh.delete(folder)
      if (existsSync(layout.journal(account, folder)))
        await rm(layout.journal(account, folder), { force: true })
    },
    /** At the end of a run, failed or not, what was read stays known; a disk that is full makes it be read again. */
    async close(): Promise<void> {
      if (waiting) await write()
    },
  }
}

/** Clears incoming/ of everything but journals of late: what a killed run left half done. */
export async function clearIncoming(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const age = Date.now() - (await stat(path)).mtimeMs
    if (/^f\d+\.jsonl$/.test(name) && age < mostAge) continue
    await rm(path, { recursive: true, force: true })
  }
}

/** A folder that nobody could go on with for so long is gone, or its messages are swept. Milliseconds. */
const mostAge = 30 * 86_400_000

/** Ids of folders of which nothing but a journal is known yet, by their raw names. */
export async function journaledFolders(incoming: string): Promise<Map<string, FolderId>> {
  const found = new Map<string, FolderId>()
  for (const name of await readdir(incoming)) {
    const folder = /^(f[1-9]\d*)\.jsonl$/.exec(name)?.[1]
    const first = folder ? await readFirstLine(join(incoming, name)) : ''
    const raw = /^\d+ (".*")$/.exec(first)?.[1]
    if (folder && raw) found.set(JSON.parse(raw), folder)
  }
  return found
}

function firstLine(uidValidity: number, raw: string): string {
  return `${uidValidity} ${JSON.stringify(raw)}`
}

async function append(path: string, first: string, copies: readonly StateCopy[]): Promise<void> {
  const same = (await readFirstLine(path)) === first
  const handle = await open(path, same ? 'a' : 'w', 0o600)
  try {
    // The line break before it ends a line that a crash may have torn.
    await handle.write(same ? '\n' : `${first}\n`)
    for (let i = 0; i < copies.length; i += 1000)
      await handle.write(
        copies
          .slice(i, i + 1000)
          .map(copy => `${JSON.stringify(copy)}\n`)
          .join(''),
      )
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// A name on a server may be long, but not without end.
async function readFirstLine(path: string): Promise<string> {
  const handle = await open(path, 'r').catch(() => null)
  if (!handle) return ''
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.toString('utf8', 0, bytesRead).split('\n')[0] ?? ''
  } finally {
    await handle.close()
  }
}

async function readJournal(path: string, wanted: string): Promise<Map<number, StateCopy>> {
  const copies = new Map<number, StateCopy>()
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const [first, ...lines] = text.split('\n')
  if (first !== wanted) return copies
  for (const line of lines) {
    const copy = parsed(line)
    if (copy) copies.set(copy.uid, copy)
  }
  return copies
}

function parsed(line: string): StateCopy | null {
  try {
    const copy: StateCopy = JSON.parse(line)
    return Number.isInteger(copy.uid) && /^[0-9a-f]{64}$/.test(copy.sha) ? copy : null
  } catch {
    return null
  }
}
