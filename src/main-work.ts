import { existsSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { type BackUpWorld, backUp } from './back-up.ts'
import type { Config } from './config.ts'
import type { AccountId, Point, Progress, Trigger } from './domain/point.ts'
import { newKeyPair } from './formats/sealed-box.ts'
import { readMailbox } from './imap/read-mailbox.ts'
import { withLease } from './lease.ts'
import type { Log } from './log.ts'
import { checkData, createData } from './maildir/data-folder.ts'
import { eraseAccount, forgetIndexes, removeIndex } from './maildir/erase.ts'
import { layout as layoutOf } from './maildir/layout.ts'
import { accountFiles, openRun } from './maildir/open-run.ts'
import { highestNumber } from './maildir/read-state.ts'
import { openCredentials } from './main-credentials.ts'
import { type NightlyWorld, work } from './nightly.ts'
import { openDeskReader } from './sqlite/desk.ts'
import { openLedger } from './sqlite/ledger.ts'
import { startIndexing } from './threads/indexing.ts'

export interface WorkOptions {
  config: Config
  log: Log
  now?: () => number
  /** make the data folder when it is not there yet */
  create: boolean
}

/** Every edge of the process that holds mail credentials and writes snapshots, built once. Close it when done. */
export async function openWork({ config, log, now = Date.now, create }: WorkOptions) {
  const layout = layoutOf(config.data)
  if (create) await createData(layout, newKeyPair)
  await checkData(layout)
  const ledger = openLedger(layout.ledger)
  if (create) await ledger.raiseNumbers(await highestNumber(layout))
  const credentials = await openCredentials({ layout, ledger, now }, create)
  const desk = openDeskReader(layout.desk)
  const indexing = startIndexing()
  const backUpWorld: BackUpWorld = {
    ledger,
    servers: config.servers,
    plans: config.plans,
    openMailbox: async (server, address, sealed) =>
      readMailbox(await credentials.signIn(server, address, sealed)),
    openRun: (account, run) => openRun(layout, account, run),
    openIndex: async (account, build) => indexing.open(layout.indexFile(account, build)),
    removeIndex: (account, build) => removeIndex(layout, account, build),
    onFault: error => log.error('fault', { error }),
    hasIndex: async (account, build) => existsSync(layout.indexFile(account, build)),
    checkDisk: () => checkData(layout),
    now,
    owner: processName(),
    isGone,
  }
  const nightly: NightlyWorld = {
    backUp: backUpWorld,
    ledger,
    runs: ledger.runs,
    nightly: config.nightly,
    heartbeat: ledger.heartbeatNow,
    asksAfter: desk.asksAfter,
    servers: config.servers,
    listed: config.accounts,
    zone: config.zone,
    newId,
    now,
    log,
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
  }
  return {
    ledger,
    layout,
    credentials,
    asksAfter: desk.asksAfter,
    files: (account: AccountId) => accountFiles(layout, account),
    openIndex: backUpWorld.openIndex,
    /** One point of one account, now. */
    backUp: (
      account: AccountId,
      trigger: Trigger,
      onProgress?: (progress: Progress) => void,
    ): Promise<Point> => backUp(backUpWorld, account, trigger, onProgress),
    removeIndex: backUpWorld.removeIndex,
    forgetIndexes: (account: AccountId, but: string) => forgetIndexes(layout, account, but),
    eraseFiles: (account: AccountId) => eraseAccount(layout, account),
    /** Until the signal says stop. */
    work: (signal: AbortSignal) => work(nightly, signal),
    newId,
    now,
    /** Runs `act` under the account's lease. Throws Refusal 'busy'. */
    withLease: <T>(account: AccountId, act: () => Promise<T>) => withLease(backUpWorld, account, act),
    async close(): Promise<void> {
      await indexing.close()
      await desk.close()
      ledger.close()
    },
  }
}

export type Work = Awaited<ReturnType<typeof openWork>>

// "host:pid namespace/pid/random": a pid means something in its namespace only, and there it may come again.
function processName(): string {
  const name = `${machine()}/${process.pid}/${newId()}`
  ours.add(name)
  return name
}

const ours = new Set<string>()

function machine(): string {
  try {
    return `${hostname()}:${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

// Only of a process of this machine and namespace can we know that it is gone.
function isGone(owner: string): boolean {
  const [place, pid] = owner.split('/')
  if (place !== machine()) return false
  if (Number(pid) === process.pid) return !ours.has(owner)
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function newId(): AccountId {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  const random = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(random, (byte, i) => letters[byte % (i === 0 ? 26 : 32)]).join('')
}
