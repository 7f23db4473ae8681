import { statSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { type Layout, MESSAGE_FILE } from './layout.ts'

/**
 * Absolute path of a message's bytes. `name` is the file the index remembers; when it is gone, any other file of the same
 * hash has the same bytes. Throws a fault when there is none.
 */
export async function messageFile(
  layout: Layout,
  account: AccountId,
  sha: Sha256,
  name: string,
): Promise<string> {
  const shard = layout.shard(account, sha)
  const candidates = name.startsWith(sha) && MESSAGE_FILE.test(name) ? [name, sha] : [sha]
  for (const candidate of candidates) if (isFile(join(shard, candidate))) return join(shard, candidate)
  const others = await readdir(shard).catch(() => [])
  const other = others.find(file => file.startsWith(`${sha}-`))
  if (other) return join(shard, other)
  throw new Error(`the bytes of message ${sha} of account ${account} are lost`)
}

/** Octets [start, end) of a file. Throws a fault when it does not hold them all. */
export async function readOctets(file: string, start: number, end: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(Math.max(0, end - start))
  const handle = await open(file, 'r')
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done)
      if (!bytesRead) throw new Error(`${file} is shorter than the index says`)
      done += bytesRead
    }
  } finally {
    await handle.close()
  }
  return bytes
}

// Not by way of Node's own threads, which takes eight times as long: a reader thread has nothing else to do meanwhile.
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return false
  }
}
