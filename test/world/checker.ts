import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'

/** What a server held at one moment, by the folder's decoded path: the truth that backups are measured by. */
export type Held = Map<string, HeldFolder>

export interface HeldFolder {
  subscribed: boolean
  copies: HeldCopy[]
}

export interface HeldCopy {
  uid: number
  sha: string
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** sorted, without \Recent */
  flags: string[]
}

/** Where an account lies on disk. */
export interface Place {
  data: string
  account: string
}

/** A point as the ledger has it. */
export interface LedgerPoint {
  number: number
  dir: string
  local_day: string
  status: 'complete' | 'partial'
  messages: number
}

/** The hash by which messages are compared. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The points an account's ledger shows, oldest first, asked in plain SQL. */
export function ledgerPoints({ data, account }: Place): LedgerPoint[] {
  const db = new Database(join(data, 'ledger.sqlite'), { fileMustExist: true })
  try {
    return db
      .prepare<[string], LedgerPoint>(
        `SELECT number, dir, local_day, status, messages FROM points
         WHERE account = ? AND status <> 'reserved' AND dropped_at IS NULL ORDER BY number`,
      )
      .all(account)
  } finally {
    db.close()
  }
}

/**
 * What is wrong with an account's points, one sentence each: every point that the ledger calls complete must hold
 * exactly what the server held that day, with its hashes; less must be called so, with the reason. Reads the disk by
 * itself, without the product's code. `held` by the point's local day.
 */
export function untruths(place: Place, held: ReadonlyMap<string, Held>): string[] {
  return ledgerPoints(place).flatMap(point => {
    const truth = held.get(point.local_day)
    if (!truth) return [`point ${point.number}: nobody asked for a point of ${point.local_day}`]
    try {
      return pointUntruths(place, point, truth).map(text => `point ${point.number} (${point.dir}): ${text}`)
    } catch (error) {
      return [`point ${point.number} (${point.dir}): ${error}`]
    }
  })
}

interface ReceiptFolder {
  folder: string
  path: string
  outcome: 'read' | 'partial' | 'not-read'
  state: number | null
  subscribed: boolean
  newest: { gaps: { uid: number }[]; unread?: number } | null
  problem: { code: string } | null
}

function pointUntruths(place: Place, point: LedgerPoint, truth: Held): string[] {
  const day = join(place.data, 'accounts', place.account, 'days', point.dir)
  const receipt = JSON.parse(readFileSync(join(day, 'receipt.json'), 'utf8'))
  const folders: ReceiptFolder[] = receipt.folders
  const wrong: string[] = []
  if (receipt.point.number !== point.number) wrong.push(`its receipt is of point ${receipt.point.number}`)
  if (receipt.point.status !== point.status) wrong.push(`its receipt calls it ${receipt.point.status}`)
  if (point.status === 'complete' && folders.some(f => f.outcome !== 'read'))
    wrong.push('it is called complete and a folder was not read')
  const named = new Map(folders.map(f => [f.path, f]))
  for (const path of named.keys()) if (!truth.has(path)) wrong.push(`the server had no folder ${path}`)
  let shown = 0
  for (const [path, folder] of truth) {
    const found = named.get(path)
    if (!found) wrong.push(`folder ${path} is not in it`)
    else {
      wrong.push(...folderUntruths(place, day, found, folder).map(text => `${path}: ${text}`))
      if (found.subscribed !== folder.subscribed) wrong.push(`${path}: subscribed is ${found.subscribed}`)
      if (found.state !== null) shown += readManifest(place, found.folder, found.state).length
    }
  }
  if (shown !== point.messages)
    wrong.push(`the ledger says ${point.messages} messages, its folders show ${shown}`)
  return wrong
}

function folderUntruths(place: Place, day: string, found: ReceiptFolder, truth: HeldFolder): string[] {
  if (found.outcome === 'not-read') return found.problem ? [] : ['not read, and no reason is given']
  if (found.state === null) return truth.copies.length ? ['it shows nothing'] : []
  const manifest = readManifest(place, found.folder, found.state)
  const wrong = missingAndFalse(manifest, truth.copies, found)
  const maildir = join(place.data, 'accounts', place.account, 'folders', found.folder, String(found.state))
  if (!shownIn(day, maildir)) wrong.push(`the day does not lead to ${found.folder}/${found.state}`)
  const files = readdirSync(join(maildir, 'cur')).sort()
  const expected = manifest.map(fileName).sort()
  if (files.join() !== expected.join()) wrong.push(`its Maildir holds ${files}, not ${expected}`)
  const bytes = new Map(files.map(name => [uidOf(name), readFileSync(join(maildir, 'cur', name))]))
  for (const { uid, sha } of manifest) {
    if (sha256(bytes.get(uid) ?? '') !== sha) wrong.push(`UID ${uid} has other bytes than its hash`)
    if (!existsSync(join(place.data, 'accounts', place.account, 'messages', sha.slice(0, 2), sha)))
      wrong.push(`UID ${uid} is not among the messages`)
  }
  return wrong
}

function missingAndFalse(manifest: HeldCopy[], truth: HeldCopy[], found: ReceiptFolder): string[] {
  const wrong: string[] = []
  const had = new Map(truth.map(copy => [copy.uid, describe(copy)]))
  for (const copy of manifest)
    if (had.get(copy.uid) !== describe(copy)) wrong.push(`UID ${copy.uid} is not what the server had`)
  const has = new Set(manifest.map(copy => copy.uid))
  const missing = truth.map(copy => copy.uid).filter(uid => !has.has(uid))
  if (!missing.length) return wrong
  if (found.outcome === 'read') return [...wrong, `UIDs ${missing} are missing, and it is called read`]
  const gaps = new Set(found.newest?.gaps.map(gap => gap.uid))
  const unnamed = missing.filter(uid => !gaps.has(uid))
  if (unnamed.length > (found.newest?.unread ?? 0)) wrong.push(`UIDs ${unnamed} are missing and not named`)
  if (!found.problem) wrong.push('mail is missing, and no reason is given')
  return wrong
}

function describe({ sha, date, flags }: HeldCopy): string {
  return [sha, date, ...flags.toSorted()].join(' ')
}

interface ManifestCopy extends HeldCopy {
  size: number
}

function readManifest(place: Place, folder: string, state: number): ManifestCopy[] {
  const file = join(place.data, 'accounts', place.account, 'folders', folder, `${state}.jsonl.zst`)
  const lines = zstdDecompressSync(readFileSync(file)).toString().split('\n').filter(Boolean)
  return lines.slice(1).map(line => JSON.parse(line))
}

// As snapshots/README.md and the Maildir specification describe it, for the flags that tests use.
function fileName({ uid, date, size, flags }: ManifestCopy): string {
  const has = new Set(flags.map(flag => flag.toLowerCase()))
  const letters = ['Draft', 'Flagged', 'Replied', 'Seen', 'Trashed']
  const names = ['\\draft', '\\flagged', '\\answered', '\\seen', '\\deleted']
  const shown = names.flatMap((name, i) => (has.has(name) ? [letters[i]?.[0] ?? ''] : []))
  return `${Math.max(0, date)}.${uid}.yestermail,S=${size}:2,${shown.join('')}`
}

function uidOf(name: string): number {
  return Number(name.split('.')[1])
}

function shownIn(day: string, maildir: string): boolean {
  const mail = join(day, 'mail')
  return readdirSync(mail).some(name => {
    const path = join(mail, name)
    if (!lstatSync(path).isSymbolicLink()) return false
    const target = realpathSync(path)
    return target === realpathSync(maildir) || target === realpathSync(join(maildir, 'cur'))
  })
}

/** Everything of a sealed day, links followed: names, modes, dates, hashes. Equal texts are equal days. */
export function dayPrint(place: Place, dir: string): string {
  return print(join(place.data, 'accounts', place.account, 'days', dir), true).join('\n')
}

/**
 * What a day and its account come to, without what may differ between two runs that saw the same: numbers, times, names
 * of states and days, and messages that no state shows. Two runs of the same night are equal byte for byte in this.
 */
export function outcomePrint(place: Place, dir: string): string {
  const account = join(place.data, 'accounts', place.account)
  const day = join(account, 'days', dir)
  const receipt = JSON.parse(readFileSync(join(day, 'receipt.json'), 'utf8'))
  const unlinked = new Set(unlinkedMessages(place))
  const folders = receipt.folders.map((f: ReceiptFolder & Record<string, unknown>) => {
    const { folder: _f, state: _s, newest, manifest: _m, ...rest } = f
    return { ...rest, newest: newest && { ...newest, folder: '', n: 0, readAt: 0, comparedAt: 0 } }
  })
  return [
    ...print(join(day, 'mail'), false),
    ...print(join(account, 'messages'), false).filter(line => !unlinked.has(line.split(' ')[0] ?? '')),
    ...readdirSync(join(account, 'incoming')),
    JSON.stringify({ status: receipt.point.status, messages: receipt.point.messages, folders }),
  ].join('\n')
}

/** Stored messages that no folder state shows, as "/ab/<sha256>": what a run that was cut off may leave for a while. */
export function unlinkedMessages({ data, account }: Place): string[] {
  const messages = join(data, 'accounts', account, 'messages')
  const names = readdirSync(messages).flatMap(shard =>
    readdirSync(join(messages, shard)).map(name => `/${shard}/${name}`),
  )
  return names.filter(name => statSync(join(messages, name)).nlink === 1)
}

function print(path: string, targets: boolean, name = ''): string[] {
  const link = lstatSync(path).isSymbolicLink() && targets ? ` -> ${readlinkSync(path)}` : ''
  const { mode, mtimeMs } = statSync(path)
  const head = `${name}${link} ${mode.toString(8)}`
  // Only of messages is the date a part of what was kept.
  const isMail = /\/([0-9a-f]{64}|\d+\.\d+\.yestermail,)[^/]*$/.test(name)
  const date = isMail || targets ? Math.floor(mtimeMs / 1000) : ''
  if (!statSync(path).isDirectory()) return [`${head} ${date} ${sha256(readFileSync(path))}`]
  const below = readdirSync(path).sort()
  return [head, ...below.flatMap(one => print(join(path, one), targets, `${name}/${one}`))]
}
