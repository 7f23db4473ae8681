import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { startWork, type World } from '../world/yestermail.ts'
import { atMost, type Figure } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'

const nights = 10

/** What is on the disk and in the databases. */
interface Stock {
  inodes: number
  bytes: number
  rows: number
}

/**
 * What a night writes on which nothing happened: names on the disk, octets, rows. It must be as much as there are folders,
 * whatever there is in them: a small mailbox and a large one of the same folders are compared.
 */
export async function benchUnchangedNight({ small }: { small: boolean }): Promise<Figure[]> {
  const sizes = small ? [100, 400] : [1000, 10_000]
  const written: (Stock & { folders: number })[] = []
  for (const messages of sizes) {
    await using dovecot = await startDovecot({ users: { anna: 'secret' }, fast: true })
    const shape = { ...wholeMailbox, messages, meanKb: 4, medianKb: 2 }
    makeMailbox(join(dovecot.folder, 'mail', 'anna', 'Maildir'), findPlainUser(), shape)
    const clock = { now: Date.now() }
    const world = await startWork({ port: dovecot.port }, clock)
    try {
      const account = await world.enrol('anna', 'secret')
      await world.backUp(account, 'first')
      clock.now += 86_400_000
      await world.backUp(account, 'nightly')
      const before = await stockOf(world, account)
      for (let night = 0; night < nights; night++) {
        clock.now += 86_400_000
        await world.backUp(account, 'nightly')
      }
      const after = await stockOf(world, account)
      const [last] = await world.files(account).receipts()
      const a = (name: keyof Stock) => (after[name] - before[name]) / nights
      const folders = last?.folders.length ?? 0
      written.push({ folders, inodes: a('inodes'), bytes: a('bytes'), rows: a('rows') })
      console.log(
        `unchanged night, ${messages} messages in ${folders} folders: ${a('inodes')} inodes, ${Math.round(a('bytes'))} octets, ${a('rows')} rows`,
      )
    } finally {
      await world.stop()
    }
  }
  const [few, many] = written
  if (!few || !many) throw new Error('nothing was measured')
  return [
    // A link a folder, the day, its Maildir, its receipt; INBOX has three.
    atMost('unchanged night: inodes', many.inodes, many.folders + 8, 'inodes'),
    atMost('unchanged night: octets', many.bytes, 2000 + many.folders * 1000, 'octets'),
    // A row a folder in the index, the point there; point and run in the ledger.
    atMost('unchanged night: rows', many.rows, many.folders + 6, 'rows'),
    atMost('unchanged night: inodes more with ten times the messages', many.inodes - few.inodes, 0, 'inodes'),
    atMost('unchanged night: rows more with ten times the messages', many.rows - few.rows, 0, 'rows'),
    atMost('unchanged night: octets with ten times the messages', many.bytes / few.bytes, 1.2, 'times'),
  ]
}

async function stockOf(world: World, account: string): Promise<Stock> {
  const root = world.layout.account(account)
  const build = (await world.ledger.account(account))?.build ?? ''
  const found = { inodes: 0, bytes: 0 }
  walk(root, found)
  const databases = [world.layout.ledger, world.layout.indexFile(account, build)]
  return { ...found, rows: databases.reduce((sum, file) => sum + rowsOf(file), 0) }
}

function walk(folder: string, found: { inodes: number; bytes: number }): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    // Side files of an open database come and go; its size is told by its pages.
    if (/-(wal|shm)$/.test(entry.name)) continue
    found.inodes++
    if (entry.isDirectory()) walk(path, found)
    else if (entry.isFile()) found.bytes += statSync(path).size
  }
}

function rowsOf(file: string): number {
  const db = new Database(file, { readonly: true })
  try {
    const tables = db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'
         AND sql NOT LIKE 'CREATE VIRTUAL%'`,
      )
      .pluck()
      .all() as string[]
    return tables.reduce(
      (sum, name) => sum + Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()),
      0,
    )
  } finally {
    db.close()
  }
}
