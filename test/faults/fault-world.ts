import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { verify } from '../../src/proof/verify.ts'
import { startImapServer } from '../demo/imap-server.ts'
import { type Mailbox, openMailbox } from '../demo/mailbox.ts'
import { dayPrint, type Held, ledgerPoints, type Place, sha256 } from '../world/checker.ts'
import { compileFaultfs, type DiskFault, type FaultyEnd, runOnFaultyDisk } from '../world/faultfs.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork } from '../world/yestermail.ts'
import type { Night } from './one-night.ts'

export const day = 86_400_000
const password = 'right'

/** One night on a copy of the account, on a disk with a fault. */
export interface Trial {
  place: Place
  end: FaultyEnd
  /** the days there were before, by name, as dayPrint shows them */
  before: Map<string, string>
  remove(): Promise<void>
}

export type FaultWorld = Awaited<ReturnType<typeof startFaultWorld>>

/**
 * An account after so many nights on the demo's IMAP server, whose mailbox changed since: the night that the faulty disk
 * is put under. Each fault is tried on a copy of its own, by a real worker process. The clock stands in the future, so
 * that pruning finds files old enough. With `many` INBOX holds so many messages more, and of them much changes at once.
 */
export async function startFaultWorld({ nights, many = 0 }: { nights: number; many?: number }) {
  const temp = await tempFolder('faults')
  const library = await compileFaultfs(temp.path)
  const mailbox = openMailbox({ uidValidity: 7 })
  const server = await startImapServer({ user: 'anna', password, mailbox })
  const clock = { now: Date.parse('2030-01-01T01:00:00Z') }
  const held = new Map<string, Held>()
  const template = join(temp.path, 'template')
  const stop = async () => {
    await server.stop()
    await temp.remove()
  }
  const account = await liveSoFar().catch(async error => {
    await stop()
    throw error
  })
  for (const ahead of [0, 1, 2]) held.set(dayOf(clock.now + ahead * day), heldBy(mailbox))
  const asItWas = JSON.stringify([...heldBy(mailbox)])
  let copies = 0

  return {
    ...{ mailbox, server, clock, held, template, account },
    async tryNight(fault: DiskFault): Promise<Trial> {
      const root = join(temp.path, `copy-${++copies}`)
      const data = join(root, 'data')
      await mkdir(join(root, 'tmp'), { recursive: true })
      await promisify(execFile)('cp', ['-a', template, data])
      const place: Place = { data, account }
      const before = new Map(ledgerPoints(place).map(({ dir }) => [dir, dayPrint(place, dir)]))
      const night: Night = { port: server.port, data, now: clock.now, account }
      const end = await runOnFaultyDisk(
        { library, root: data, log: join(root, 'calls') },
        fault,
        [process.execPath, join(import.meta.dirname, 'one-night.ts'), JSON.stringify(night)],
        { TMPDIR: join(root, 'tmp') },
      )
      return { place, end, before, remove: () => removeTree(root) }
    },
    /** A plain start on those files and a night at `now`; then everything is read again. */
    async night(place: Place, now: number) {
      const work = await startWork({ port: server.port, plan: 'days-7' }, { now }, place.data)
      try {
        const point = await work.backUp(account, 'nightly')
        const points = await work.ledger.points(account)
        return { point, damages: (await verify(checkedFiles(work.layout, account), points)).damages }
      } finally {
        await work.stop()
      }
    },
    /** What the product's own verify finds. */
    async damages(place: Place) {
      const work = await startWork({ port: server.port, plan: 'days-7' }, clock, place.data)
      try {
        const points = await work.ledger.points(account)
        return (await verify(checkedFiles(work.layout, account), points)).damages
      } finally {
        await work.stop()
      }
    },
    /** is the mailbox as it was when the nights began to fail (I4) */
    untouched: () => JSON.stringify([...heldBy(mailbox)]) === asItWas,
    stop,
  }

  async function liveSoFar(): Promise<string> {
    const work = await startWork({ port: server.port, plan: 'days-7' }, clock, template)
    try {
      const account = await work.enrol('anna', password)
      fill(mailbox)
      for (let n = 0; n < many; n++) mailbox.append('INBOX', letter(`one of many ${n}`, 200 + n))
      for (let night = 0; night < nights; night++) {
        held.set(dayOf(clock.now), heldBy(mailbox))
        await work.backUp(account, 'nightly')
        clock.now += day
        change(mailbox, night)
        if (many) changeMuch(mailbox)
      }
      return account
    } finally {
      await work.stop()
    }
  }
}

/** What the demo's server holds now. */
export function heldBy(mailbox: Mailbox): Held {
  return new Map(
    mailbox.folders().map(({ path, subscribed, copies }) => [
      path,
      {
        subscribed,
        copies: copies.map(({ uid, bytes, date, flags }) => ({
          ...{ uid, sha: sha256(bytes), date, flags: flags.toSorted() },
        })),
      },
    ]),
  )
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function letter(text: string, at: number, flags: string[] = []) {
  return { bytes: Buffer.from(`Subject: ${text}\r\n\r\nAbout ${text}\r\n`), date: 1_700_000_000 + at, flags }
}

function fill(mailbox: Mailbox): void {
  mailbox.create('Work')
  mailbox.create('Élan', { subscribed: false })
  mailbox.create('Empty')
  for (let n = 0; n < 4; n++) mailbox.append('INBOX', letter(`number ${n}`, n, n % 2 ? ['\\Seen'] : []))
  mailbox.append('Work', letter('work', 10, ['\\Flagged', '$Forwarded']))
  // The same bytes twice, and once more with another date.
  mailbox.append('Work', letter('number 1', 1))
  mailbox.append('Élan', letter('number 1', 99))
}

// Each night something comes, something goes, a flag changes: so each night's pruning has states and messages to remove.
function change(mailbox: Mailbox, night: number): void {
  mailbox.append('INBOX', letter(`night ${night}`, 100 + night))
  const [first] = mailbox.folder('INBOX').copies
  if (first) mailbox.expunge('INBOX', first.uid)
  const [work] = mailbox.folder('Work').copies
  if (work) mailbox.setFlags('Work', work.uid, night % 2 ? ['\\Flagged'] : ['\\Seen', '\\Answered'])
}

// All that can befall a copy: it goes, gets a flag, comes back under another UID, or as another's twin.
function changeMuch(mailbox: Mailbox): void {
  const { copies } = mailbox.folder('INBOX')
  for (const [i, { uid, bytes, date }] of copies.entries()) {
    if (i % 9 === 4) mailbox.setFlags('INBOX', uid, ['\\Seen', '$Later'])
    if (i % 11 === 5) mailbox.expunge('INBOX', uid)
    if (i % 22 === 5) mailbox.append('INBOX', { bytes, date, flags: ['\\Flagged'] })
    if (i % 31 === 6) mailbox.append('INBOX', { bytes, date: date + 7, flags: [] })
  }
  for (let n = 0; n < 5; n++) mailbox.append('INBOX', letter(`new ${n}`, 900 + n))
}

// Sealed folders are read-only: a plain user must open them up first.
async function removeTree(path: string): Promise<void> {
  await promisify(execFile)('chmod', ['-R', 'u+rwX', path])
  await rm(path, { recursive: true, force: true })
}
