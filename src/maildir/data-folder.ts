import { existsSync } from 'node:fs'
import { access, chmod, constants, mkdir, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refusal } from '../domain/refusal.ts'
import { syncFolder, writeDurably } from './durable.ts'
import type { Layout } from './layout.ts'

/** Below these nothing new is begun: the days that are there must be able to close their files. Octets, and inodes. */
const leastFree = 64 << 20
const leastInodes = 1000

/** Makes the data folder of a first start. Throws Refusal 'data-unwritable' that names it. */
export async function createData(
  layout: Layout,
  newKeys: () => { publicKey: string; privateKey: string },
): Promise<void> {
  try {
    // Others of the group may read what they are let into; messages and keys have modes of their own.
    await makeRoot(layout.data)
    await closeToOthers(layout.data)
    await mkdir(`${layout.data}/keys`, { recursive: true })
    await mkdir(`${layout.data}/accounts`, { recursive: true })
    // Where `serve` writes; it may be another user of work's group.
    await mkdir(dirname(layout.desk), { recursive: true })
    await chmod(dirname(layout.desk), 0o2770)
    // Keys that are not there any more are not replaced in silence: what was sealed for them waits for their return.
    if (!existsSync(layout.marker) && !existsSync(layout.publicKey)) {
      const { publicKey, privateKey } = newKeys()
      await writeDurably(layout.privateKey, privateKey, 0o400)
      await writeDurably(layout.publicKey, publicKey, 0o444)
      await syncFolder(`${layout.data}/keys`)
    }
    if (!existsSync(layout.marker)) {
      await writeFile(layout.marker, 'Yestermail data folder\n', { flush: true })
      await syncFolder(layout.data)
    }
  } catch (error) {
    throw unwritable(layout, error)
  }
}

/**
 * Is the data folder there, ours, writable, with room? Throws a Refusal that names it: an unmounted volume must never
 * look like an empty mailbox.
 */
export async function checkData(layout: Layout, need: Need = {}): Promise<void> {
  // Not there is one thing, not to be looked at another.
  const missing = await access(layout.marker).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  )
  if (missing && missing.code !== 'ENOENT') throw unwritable(layout, missing)
  if (missing)
    throw new Refusal(
      'data-missing',
      `${layout.data} holds no Yestermail data. Is the volume mounted? The first start makes it: yestermail start`,
      { folder: layout.data },
    )
  await access(need.writes ?? layout.data, constants.W_OK).catch(error => {
    throw unwritable(layout, error)
  })
  await checkRoom(layout.data, need)
}

interface Need {
  /** the folder that will be written, where it is not the data folder itself */
  writes?: string
  /** octets that must stay free */
  minFree?: number
  /** what is about to be written */
  octets?: number
  files?: number
}

async function checkRoom(
  folder: string,
  { minFree = leastFree, octets = 0, files: more = 0 }: Need,
): Promise<void> {
  const { bavail, bsize, ffree, files } = await statfs(folder)
  const free = bavail * bsize
  const wanted = Math.max(minFree, octets)
  const inodes = Math.max(leastInodes, more)
  const figures = { folder, free, wanted: Math.ceil(wanted), freeInodes: ffree, wantedInodes: inodes }
  if (free < wanted)
    throw new Refusal(
      'disk-full',
      `The disk of ${folder} is full: ${megabytes(free)} are free and ${megabytes(wanted)} are needed; make room and the next run goes on.`,
      figures,
    )
  // Some file systems count no inodes and say 0 of 0.
  if (files > 0 && ffree < inodes)
    throw new Refusal(
      'disk-inodes',
      `The disk of ${folder} is short of inodes: ${ffree} are free and ${inodes} are needed; remove small files there, or use a larger file system.`,
      figures,
    )
}

function megabytes(octets: number): string {
  return `${Math.floor(octets / 1e6)} MB`
}

// A folder that was there before, as in a fresh checkout, is open to everybody by the usual umask: mail is not for them.
async function closeToOthers(path: string): Promise<void> {
  const { mode, uid } = await stat(path)
  if (mode & 0o007 && uid === process.getuid?.()) await chmod(path, mode & 0o7770)
}

// Where the folder above is there, `recursive` would only add a trap: below /proc it tries for ever.
async function makeRoot(path: string): Promise<void> {
  if (existsSync(path)) return
  await mkdir(path, { recursive: !existsSync(dirname(path)), mode: 0o750 })
}

function unwritable(layout: Layout, error: unknown): Refusal {
  const { code } = error as NodeJS.ErrnoException
  return new Refusal(
    'data-unwritable',
    `The data folder ${layout.data} cannot be written (${code ?? 'unknown reason'}); mend its rights or set another with "data".`,
    { folder: layout.data },
    error,
  )
}
