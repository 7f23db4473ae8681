import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BackUpWorld } from '../../src/back-up/back-up.ts'
import { readyMade } from '../../src/domain/plans.ts'
import type { AccountId } from '../../src/domain/point.ts'
import type { LiveFolder, LiveMailbox, OpenFolder } from '../../src/domain/ports.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { usualLimits } from '../../src/limits/run-limits.ts'
import { layout as layoutOf } from '../../src/maildir/layout.ts'
import { accountFiles, openRun } from '../../src/maildir/open-run.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'
import { tempFolder } from './temp.ts'
import { mailServer } from './yestermail.ts'

/** A folder as the script has it; `modseq` is to be raised with every change. */
export interface ScriptedFolder {
  uidValidity: number
  modseq: number
  mails: Map<number, { text: string; flags: string[] }>
  selectable?: boolean
  /** answers NO to EXAMINE */
  refused?: boolean
  /** UIDs the client library skips without a word */
  skipped?: number[]
  /** what EXISTS says at the end, where it lies */
  exists?: number
}

/**
 * A mailbox that does what no server here can be made to do (lists nothing, loses a line, ends at an exact call), on the
 * real ledger, files and index. What servers do by themselves is tested on real ones.
 */
export async function startScript() {
  const temp = await tempFolder('script')
  const layout = layoutOf(join(temp.path, 'data'))
  const id: AccountId = 'abcdefghijklmnop'
  mkdirSync(layout.account(id), { recursive: true })
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
  const ledger = openLedger(layout.ledger)
  const folders = new Map<string, ScriptedFolder>([['INBOX', folder(1, { 1: 'one' })]])
  const faults: unknown[] = []
  let connections = 0
  const world: BackUpWorld = {
    ledger,
    servers: new Map([['yester.example', mailServer({ port: 1 })]]),
    plans: readyMade,
    openMailbox: async () => {
      connections++
      return scriptedMailbox(folders)
    },
    openRun: (account, run) => openRun(layout, account, run),
    openIndex: async (account, build) => openIndexWriter({ readMessage }, layout.indexFile(account, build)),
    hasIndex: async (account, build) => existsSync(layout.indexFile(account, build)),
    removeIndex: async () => {},
    checkDisk: async () => {},
    limits: usualLimits,
    pause: async () => {},
    onFault: error => faults.push(error),
    now: () => clock.now,
    owner: 'here/1/one',
    preferences: async () => null,
    isGone: () => false,
  }
  await ledger.enrol({
    id,
    address: 'anna@yester.example',
    domain: 'yester.example',
    zone: 'Europe/Rome',
    credential: 'sealed',
    createdAt: clock.now,
  })
  return {
    world,
    ledger,
    layout,
    id,
    clock,
    folders,
    faults,
    files: accountFiles(layout, id),
    connections: () => connections,
    async stop() {
      ledger.close()
      await temp.remove()
    },
  }
}

/** A folder with mails by UID. */
export function folder(uidValidity: number, mails: Record<number, string>): ScriptedFolder {
  const entries = Object.entries(mails).map(
    ([uid, subject]) =>
      [Number(uid), { text: `Subject: ${subject}\r\n\r\n`, flags: [] as string[] }] as const,
  )
  return { uidValidity, modseq: 1, mails: new Map(entries) }
}

function scriptedMailbox(folders: Map<string, ScriptedFolder>): LiveMailbox {
  return {
    folders: async () => [...folders].map(([raw, f]) => liveFolder(raw, f)),
    async examine(live) {
      const found = folders.get(live.raw)
      if (!found || found.refused) throw new Error('NO permission denied')
      return openFolder(found)
    },
    gmail: () => false,
    hasFolderIds: () => false,
    usable: () => true,
    received: () => 0,
    cut: () => {},
    asksToWait: () => null,
    commands: () => 0,
    close: async () => {},
  }
}

function liveFolder(raw: string, f: ScriptedFolder): LiveFolder {
  const selectable = f.selectable ?? true
  return {
    path: raw,
    raw,
    exact: raw,
    delimiter: '/',
    specialUse: null,
    subscribed: true,
    selectable,
    unsafeName: false,
    status: selectable ? status(f) : null,
  }
}

function openFolder(f: ScriptedFolder): OpenFolder {
  const here = () => [...f.mails].filter(([uid]) => !f.skipped?.includes(uid))
  return {
    ...status(f),
    serverId: null,
    hasEmailIds: false,
    changes: null,
    async *flags() {
      for (const [uid, { flags }] of here()) yield { uid, flags }
    },
    async *marks(uids) {
      for (const [uid, mail] of here()) if (uids === 'all' || uids.includes(uid)) yield marks(uid, mail)
    },
    async *fetch(uids) {
      for (const [uid, mail] of here())
        if (uids === 'all' || uids.includes(uid)) yield { ...marks(uid, mail), bytes: Buffer.from(mail.text) }
    },
    // biome-ignore lint/correctness/useYield: no message of the script is long
    async *stream() {
      throw new Error('no long message here')
    },
    uids: async () => [...f.mails.keys()],
    check: () => ({ usable: true, exists: f.exists ?? f.mails.size }),
  }
}

function marks(uid: number, { text, flags }: { text: string; flags: string[] }) {
  return { uid, flags, date: 1_700_000_000 + uid, said: Buffer.byteLength(text), emailId: null }
}

function status(f: ScriptedFolder) {
  return {
    messages: f.mails.size,
    uidNext: 1000,
    uidValidity: f.uidValidity,
    highestModseq: String(f.modseq),
  }
}
