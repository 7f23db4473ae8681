import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Receipt, ReceiptFolder } from '../domain/folder-state.ts'
import type { FolderId, Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import { maildirFolder } from '../formats/maildir-folder.ts'
import { encodeReceipt } from '../formats/sealed-receipt.ts'
import { syncFolder, writeDurably } from './durable.ts'
import { hashMessage } from './hash-message.ts'
import type { Layout } from './layout.ts'
import { leaveText } from './leave-text.ts'
import type { HashedReceipt } from './read-state.ts'

/**
 * Seals one restore point: a Maildir++ made of symbolic links to folder states with the receipt beside it, built hidden,
 * fsynced, shown by one rename. `clock` is the local time "HHMM", used when the day has a point already. Returns the
 * receipt as it was sealed: with the name that was taken, the hashes of the manifests, and the hash of the receipt before.
 */
export async function sealDay(
  layout: Layout,
  account: AccountId,
  receipt: Receipt,
  clock: string,
  proof: ProofSoFar,
): Promise<Receipt> {
  const days = layout.days(account)
  const dir = freeName(layout, account, receipt.point.localDay, clock)
  const hidden = join(days, `.${dir}.by-${proof.run}`)
  await rm(hidden, { recursive: true, force: true })
  await mkdir(join(hidden, 'mail'), { recursive: true })
  const named: Receipt = {
    ...receipt,
    point: { ...receipt.point, dir },
    folders: await withManifests(layout, account, receipt.folders, proof),
    previous: proof.last && { dir: proof.last.receipt.point.dir, receipt: proof.last.sha },
  }
  await linkFolders(join(hidden, 'mail'), named.folders)
  await writeDurably(join(hidden, 'receipt.json'), encodeReceipt(named))
  if (!existsSync(join(days, 'README'))) await writeDurably(join(days, 'README'), leaveText)
  await syncFolder(join(hidden, 'mail'))
  await syncFolder(hidden)
  await rename(hidden, join(days, dir))
  await syncFolder(days)
  return named
}

/** What is proven already when a day is sealed. */
export interface ProofSoFar {
  /** whose day it is: another run that seals one writes elsewhere */
  run: string
  /** the newest sealed day before it whose receipt is whole */
  last: HashedReceipt | null
  /** SHA-256 of the manifests that this run has written, by "f3/17" */
  manifests: ReadonlyMap<string, Sha256>
}

// What this run wrote was hashed on its way to the disk, what the last receipt names was hashed then. Only states that a
// killed run left are read again.
async function withManifests(
  layout: Layout,
  account: AccountId,
  folders: readonly ReceiptFolder[],
  { last, manifests }: ProofSoFar,
): Promise<ReceiptFolder[]> {
  const before = new Map(last?.receipt.folders.map(f => [`${f.folder}/${f.newest?.n}`, f.manifest]))
  const hashOf = async (folder: FolderId, n: number) => {
    const key = `${folder}/${n}`
    return manifests.get(key) ?? before.get(key) ?? (await hashMessage(layout.manifest(account, folder, n)))
  }
  return Promise.all(
    folders.map(async f => ({ ...f, manifest: f.newest && (await hashOf(f.folder, f.newest.n)) })),
  )
}

// INBOX is the root of a Maildir++ tree, so its three parts are linked; every other folder is one link.
export async function linkFolders(mail: string, folders: readonly ReceiptFolder[]): Promise<void> {
  const taken = new Set<string>(['.', '..'])
  const subscribed: string[] = []
  for (const { folder, state, newest, path, delimiter, ...rest } of folders) {
    if (state === null) continue
    const target = join('..', '..', '..', 'folders', folder, String(state))
    if (newest?.raw.toUpperCase() === 'INBOX') {
      for (const part of ['cur', 'new', 'tmp']) symlinkSync(join(target, part), join(mail, part))
      continue
    }
    const name = maildirFolder(path, delimiter, newest?.raw ?? path, taken)
    symlinkSync(target, join(mail, name))
    if (rest.subscribed) subscribed.push(name.slice(1))
  }
  if (!folders.some(f => f.state !== null && f.newest?.raw.toUpperCase() === 'INBOX'))
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(mail, part))
  await writeFile(join(mail, 'subscriptions'), subscribed.map(name => `${name}\n`).join(''), {
    mode: 0o444,
    flush: true,
  })
}

function freeName(layout: Layout, account: AccountId, day: string, clock: string): string {
  const names = function* () {
    yield day
    yield `${day}T${clock}`
    for (let n = 2; ; n++) yield `${day}T${clock}-${n}`
  }
  for (const name of names()) if (!existsSync(layout.day(account, name))) return name
  throw new Error('no free name')
}
