import { setTimeout } from 'node:timers/promises'
import { takeUp } from '../back-up/adopt.ts'
import { type BackUpWorld, backUp } from '../back-up/back-up.ts'
import type { Config } from '../config/config.ts'
import type { Account } from '../domain/account.ts'
import { planOf } from '../domain/plans.ts'
import type { AccountId, Point, Progress, Trigger } from '../domain/point.ts'
import { newKeyPair } from '../formats/sealed-box.ts'
import { readMailbox } from '../imap/read-mailbox.ts'
import { planChange } from '../keep/plan-change.ts'
import { openDiskWatch } from '../limits/disk-watch.ts'
import { withLease } from '../limits/lease.ts'
import { type LimitSettings, usualLimits } from '../limits/run-limits.ts'
import { about, type Log } from '../log.ts'
import { checkedFiles } from '../maildir/check-state.ts'
import { checkData, createData, isData } from '../maildir/data-folder.ts'
import { eraseAccount, forgetIndexes, removeIndex } from '../maildir/erase.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { mender } from '../maildir/mend.ts'
import { accountFiles, openRun } from '../maildir/open-run.ts'
import { highestNumber, readReceipt } from '../maildir/read-state.ts'
import { type CloseWorld, keepErasingClosed } from '../nights/erase-closed.ts'
import { type EraseWorld, keepErasing } from '../nights/erase-marked.ts'
import { type NightlyWorld, work } from '../nights/nightly.ts'
import { type AdminAskWorld, takeAdminAsk } from '../nights/take-admin-ask.ts'
import { openTending } from '../nights/tend.ts'
import { openChecks } from '../presence/presence-checks.ts'
import type { HealWorld } from '../proof/heal.ts'
import { keepRequests } from '../requests/keep-requests.ts'
import { takeRestoreAsk } from '../requests/take-restore-ask.ts'
import { isIndexWhole } from '../sqlite/check-index.ts'
import { openLedger } from '../sqlite/ledger.ts'
import { openDeskReader } from '../sqlite/read-desk.ts'
import { copiesInIndex, uidsInIndex } from '../sqlite/read-index-copies.ts'
import { accessLetters } from '../tell/tell-of-access.ts'
import { closedLetters } from '../tell/tell-of-closed.ts'
import { startIndexing } from '../threads/indexing.ts'
import { startLinking } from '../threads/linking.ts'
import { startRemoving } from '../threads/removing.ts'
import { openCredentials } from './credentials.ts'
import { isGone, newId, processName } from './process-name.ts'
import { requestsWorld } from './restoring.ts'

export interface WorkOptions {
  config: Config
  log: Log
  now?: () => number
  /** make the data folder when it is not there yet */
  create: boolean
  /** true: make a ledger where it is lost, to recover it */
  ledgerLost?: boolean
  /** other limits than the usual */
  limits?: Partial<LimitSettings>
  /** milliseconds; see lease.ts */
  leaseMs?: number
}

/** Every edge of the process that holds mail credentials and writes snapshots, built once. Close it when done. */
export async function openWork(options: WorkOptions) {
  const { config, log, now = Date.now, create, ledgerLost = false, leaseMs, limits } = options
  const layout = layoutOf(config.data)
  if (create) await createData(layout, newKeyPair)
  // A volume that goes, or is another one when it comes back, is noticed by every later look.
  const installation = await checkData(layout, { ledgerLost })
  const ledger = openLedger(layout.ledger)
  if (create || ledgerLost) await ledger.raiseNumbers(await highestNumber(layout))
  const credentials = await openCredentials({ layout, ledger, now }, create)
  const desk = openDeskReader(layout.desk, pause)
  const indexing = startIndexing()
  const removing = startRemoving()
  const linking = startLinking()
  const onFault = (error: unknown) => log.error('fault', { error })
  const backUpWorld: BackUpWorld = {
    ledger,
    servers: config.servers,
    plans: config.plans,
    openMailbox: async (server, address, sealed, signal) =>
      readMailbox(await credentials.signIn(server, address, sealed, { signal })),
    openRun: (account, run) => openRun(layout, account, run, undefined, removing.remove, linking.link),
    openIndex: async (account, build) => indexing.open(layout.indexFile(account, build)),
    removeIndex: (account, build) => removeIndex(layout, account, build),
    onFault,
    hasIndex: async (account, build) => isIndexWhole(layout.indexFile(account, build), []),
    checkDisk: openDiskWatch({
      async check(need) {
        await checkData(layout, { installation, minFree: config.limits.minFree, ...need })
      },
      alarms: ledger,
      now,
      onFault,
    }),
    preferences: desk.preferences,
    limits: { ...usualLimits, runLength: config.limits.runMinutes * 60_000, ...limits },
    pause,
    now,
    owner: processName(),
    isGone,
    ...(leaseMs === undefined ? {} : { leaseMs }),
  }
  const verifyDays = config.verifyDays ?? 30
  const healing = (account: Account): HealWorld => ({
    files: checkedFiles(layout, account.id),
    mender: mender(layout, account.id),
    indexCopies: async state =>
      account.build === null ? [] : copiesInIndex(layout.indexFile(account.id, account.build), state),
    async openMailbox() {
      const server = config.servers.get(account.domain)
      const sealed = await ledger.credential(account.id)
      return server && account.state === 'active'
        ? backUpWorld.openMailbox(server, account.address, sealed)
        : null
    },
    onFault,
  })
  const rebuilding = {
    ledger,
    files: (account: AccountId) => accountFiles(layout, account),
    openIndex: backUpWorld.openIndex,
    removeIndex: backUpWorld.removeIndex,
    forgetIndexes: (account: AccountId, but: string) => forgetIndexes(layout, account, but),
    now,
  }
  const monotonic = () => performance.now()
  const tend = openTending({
    isThere: () => isData(layout, installation),
    sample: {
      ...backUpWorld,
      ledger,
      stored: account => checkedFiles(layout, account),
      async healing(id) {
        const account = await ledger.account(id)
        return account && healing(account)
      },
      verifyDays,
      bytesPerSecond: config.verifyBytesPerSecond ?? 20_000_000,
      monotonic,
      onDamage: (account, damage) => log.error('damaged', { account, ...damage }),
    },
    indexes: {
      ...backUpWorld,
      ...rebuilding,
      isIndexWhole: (account, build, points, deep) =>
        isIndexWhole(layout.indexFile(account, build), points, deep),
      onRebuilt: (account, days) => log.warn('index built anew', { account, days }),
    },
    onFault,
  })
  const whosePlan = (account: Pick<Account, 'plan' | 'domain'>) =>
    planOf(account, config.servers, config.plans)
  const checks = openChecks({
    ...backUpWorld,
    ledger,
    planOf: whosePlan,
    receipt: (account, dir) => readReceipt(layout, account, dir),
    uids: (account, build, state) => uidsInIndex(layout.indexFile(account, build), state),
    worker: backUpWorld.owner,
    onFailed: (account, error) => log.warn('live mailbox not compared', { account, error }),
  })
  const requests = requestsWorld(
    {
      ...{ ledger, layout, config, credentials, now, newId },
      ...{ owner: backUpWorld.owner, preferences: desk.preferences },
    },
    log,
  )
  const adminAsks: AdminAskWorld = {
    ...{ ledger, now, log, newId },
    ...{ servers: config.servers, plans: config.plans, zone: config.zone },
    accessLetters: (account, access) =>
      accessLetters({ ...config, preferences: desk.preferences, newId }, account, access),
    async setPlan(account, name) {
      const after = whosePlan({ ...account, plan: name })
      const points = await ledger.points(account.id)
      const { longer } = planChange(points, whosePlan(account), after, now(), account.zone)
      await ledger.setPlan(account.id, name)
      for (const [number, until] of longer) await ledger.keepUntil(number, until)
    },
  }
  const eraseFiles = (account: AccountId) => eraseAccount(layout, account)
  const erasing: EraseWorld = { ...backUpWorld, ledger, log, pause, eraseFiles }
  const closing: CloseWorld = {
    ...{ ledger, log, pause, now, servers: config.servers, listed: config.accounts },
    closedLetters: accounts => closedLetters({ ...config, newId }, accounts),
  }
  const nightly: NightlyWorld = {
    whenIdle: tend,
    takeRestore: ask => takeRestoreAsk(requests, ask),
    backUp: backUpWorld,
    ledger,
    atOnce: config.runsAtOnce,
    worker: backUpWorld.owner,
    isGone,
    planOf: whosePlan,
    checkPresence: checks.ask,
    takeAdmin: (ask, gone) => takeAdminAsk(adminAsks, ask, gone),
    asksAfter: desk.asksAfter,
    servers: config.servers,
    listed: config.accounts,
    zone: config.zone,
    newId,
    now,
    log,
    pause,
  }
  return {
    ledger,
    layout,
    config,
    credentials,
    /** name of this process in the ledger */
    owner: backUpWorld.owner,
    asksAfter: desk.asksAfter,
    preferences: desk.preferences,
    files: (account: AccountId) => accountFiles(layout, account),
    openIndex: backUpWorld.openIndex,
    /** One point of one account, now. */
    backUp: (
      account: AccountId,
      trigger: Trigger,
      onProgress?: (progress: Progress) => void,
      signal?: AbortSignal,
    ): Promise<Point> => about({ trigger }, () => backUp(backUpWorld, account, trigger, onProgress, signal)),
    /** The days on the disk that the ledger does not know; `onDamage` is told of those that cannot be taken up. */
    takeUp: (account: Account, onDamage: (error: unknown) => void) =>
      withLease(backUpWorld, account.id, ({ epoch }) =>
        takeUp({ ...backUpWorld, onFault: onDamage }, account, {
          store: accountFiles(layout, account.id),
          epoch,
        }),
      ),
    removeIndex: backUpWorld.removeIndex,
    forgetIndexes: (account: AccountId, but: string) => forgetIndexes(layout, account, but),
    eraseFiles,
    /** Until the signal says stop. */
    work: (signal: AbortSignal) =>
      Promise.all([work(nightly, signal), keepErasing(erasing, signal), keepErasingClosed(closing, signal)])
        .then(() => {})
        .finally(checks.close),
    /** Compares and carries out what is asked for of restores, until the signal says stop. */
    keepRequests: (signal: AbortSignal) => keepRequests(requests, signal),
    requests,
    /** Compares an account's live mailbox with its newest point. */
    checkPresence: checks.ask,
    newId,
    now,
    /** Stored messages are read again within so many days. */
    verifyDays,
    /** What heals an account's files. */
    healing,
    /** Runs `act` under the account's lease. Throws Refusal 'busy'. */
    withLease: <T>(account: AccountId, act: () => Promise<T>) => withLease(backUpWorld, account, act),
    async close(): Promise<void> {
      await checks.close()
      await indexing.close()
      await removing.close()
      await linking.close()
      await desk.close()
      ledger.close()
    },
  }
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch(() => {})
}

export type Work = Awaited<ReturnType<typeof openWork>>
