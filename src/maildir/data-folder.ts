import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { access, chmod, constants, mkdir, readdir, readFile, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { syncFolder, writeDurably } from './durable.ts'
import type { Layout } from './layout.ts'
import { refuseLostLedger } from './lost-ledger.ts'

/** Below these nothing new is begun: the days that are there must be able to close their files. Octets, and inodes. */
const leastFree = 64 << 20
const leastInodes = 1000

/**
 * Makes the data folder of a first start, where there is none: nothing at its path, or the `snapshots` of a fresh
 * checkout. A folder that is there and holds nothing of ours may be the mount point of a volume that is away; only
 * `init` takes it. Throws Refusal 'data-missing' for such a folder, 'data-unwritable'; both name it.
 */
export async function createData(
  layout: Layout,
  newKeys: () => { publicKey: string; privateKey: string },
  { init = false } = {},
): Promise<void> {
  try {
    const before = await readInstallation(layout)
    if (before === null && !init) await refuseForeign(layout)
    // Others of the group may read what they are let into; messages and keys have modes of their own.
    await makeRoot(layout.data)
    await closeToOthers(layout.data)
    await mkdir(`${layout.data}/keys`, { recursive: true })
    await mkdir(`${layout.data}/accounts`, { recursive: true })
    // Where `serve` writes; it may be another user of work's group.
    await mkdir(dirname(layout.desk), { recursive: true })
    await chmod(dirname(layout.desk), 0o2770)
    // Keys that are not there any more are not replaced in silence: what was sealed for them waits for their return.
    if (before === null && !existsSync(layout.publicKey)) {
      const { publicKey, privateKey } = newKeys()
      await writeDurably(layout.privateKey, privateKey, 0o400)
      await writeDurably(layout.publicKey, publicKey, 0o444)
      await syncFolder(`${layout.data}/keys`)
    }
    if (before === null) {
      await writeDurably(layout.marker, `Yestermail data folder ${randomUUID()}\n`)
      await syncFolder(layout.data)
    }
  } catch (error) {
    throw isRefusal(error) ? error : unwritable(layout, error)
  }
}

/**
 * Is the data folder there, ours, writable, with room and its ledger? Throws a Refusal that names it: an unmounted volume must
 * never look like an empty mailbox, nor another installation's like ours, nor a lost ledger like nobody's backups. Resolves with what tells installations apart; whoever
 * looks again says which it had.
 */
export async function checkData(layout: Layout, need: Need = {}): Promise<string> {
  // Not there is one thing, not to be looked at another.
  const installation = await readInstallation(layout).catch(error => {
    throw unwritable(layout, error)
  })
  if (installation === null)
    throw new Refusal(
      'data-missing',
      `${layout.data} holds no Yestermail data. Is the volume mounted? The first start makes it: yestermail start`,
      { folder: layout.data },
    )
  if (need.installation !== undefined && need.installation !== installation)
    throw new Refusal(
      'data-foreign',
      `${layout.data} is the data folder of another installation than the one this process began with; mount or move the right one back, or start Yestermail anew.`,
      { folder: layout.data },
    )
  if (need.ledgerLost !== true) await refuseLostLedger(layout)
  await access(need.writes ?? layout.data, constants.W_OK).catch(error => {
    throw unwritable(layout, error)
  })
  await checkRoom(layout.data, need)
  return installation
}

/** Is the folder of that installation at its place? Never throws. */
export function isData(layout: Layout, installation: string): boolean {
  try {
    return readFileSync(layout.marker, 'utf8') === installation
  } catch {
    return false
  }
}

/** What tells installations apart, the text of the marker; null where no data folder is. Throws what the disk says. */
export async function readInstallation(layout: Layout): Promise<string | null> {
  return readFile(layout.marker, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

interface Need {
  /** what an earlier look resolved with */
  installation?: string
  /** true: go on without a ledger, for who makes a new one of what lies on the disk */
  ledgerLost?: boolean
  /** the folder that will be written, where it is not the data folder itself */
  writes?: string
  /** octets that must stay free */
  minFree?: number
  /** what is about to be written */
  octets?: number
  files?: number
}

// What an interrupted first start or a backup without dot files left is ours too.
async function refuseForeign(layout: Layout): Promise<void> {
  const found = await readdir(layout.data).catch(error => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!found || found.some(name => ['keys', 'accounts', 'ledger.sqlite'].includes(name))) return
  const others = found.filter(name => name !== 'lost+found')
  if (others.length === 1 && others[0] === 'README.md' && (await isOurReadme(`${layout.data}/README.md`)))
    return
  throw new Refusal(
    'data-missing',
    `${layout.data} ${others.length ? 'holds no Yestermail data, but other files' : 'is empty'}. ` +
      'If a volume should be mounted there, mount it. If this is a new installation, run once: yestermail init',
    { folder: layout.data },
  )
}

// Of a checkout, or of the image of the container: it says what the folder is for.
async function isOurReadme(path: string): Promise<boolean> {
  return (await readFile(path, 'utf8')).startsWith('# What lies in this folder\n')
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
