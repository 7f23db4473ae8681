import { chown, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder, writeDurably } from './durable.ts'

/**
 * The 32 octets that verifiers of owners' passwords are made with, made at the first call. They lie beside the desk, not in
 * it: whoever has a copy of the database alone cannot guess at a password. A file that is lost or cut is made anew; what was kept by the one
 * before then fits nothing, and goes with its time.
 */
export async function pepperFrom(file: string, random: (bytes: number) => Uint8Array): Promise<Uint8Array> {
  const there = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const octets = Buffer.from(there, 'base64')
  if (octets.length === OCTETS) return octets
  const made = Buffer.from(random(OCTETS))
  // Readable, like the desk, for `serve` and `work`, which may be two users of one group; made by root, too.
  await writeDurably(file, `${made.toString('base64')}\n`, 0o440)
  const { uid, gid } = await stat(dirname(file))
  if (process.getuid?.() === 0) await chown(file, uid, gid)
  await syncFolder(dirname(file))
  return made
}

const OCTETS = 32
