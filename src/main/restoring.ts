import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { planOf } from '../domain/plans.ts'
import type { AccountId } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RestorePlan, RestoreRequest, RestoreResult } from '../domain/restore.ts'
import { readMailbox } from '../imap/read-mailbox.ts'
import { restoreAbilities } from '../imap/restore-abilities.ts'
import type { Log } from '../log.ts'
import type { Layout } from '../maildir/layout.ts'
import { readReceipt } from '../maildir/read-state.ts'
import type { RequestsWorld, Restoring } from '../requests/requests-world.ts'
import { planRestore } from '../restore/plan-restore.ts'
import type { PlanWorld } from '../restore/plan-world.ts'
import { putBack, resultOf } from '../restore/put-back.ts'
import type { PutBackEnd, UndoEnd } from '../restore/put-back-world.ts'
import { undoRestore } from '../restore/undo.ts'
import type { openLedger } from '../sqlite/ledger.ts'
import { uidsInIndex } from '../sqlite/read-index-copies.ts'
import { openRestoreFileReader, writeRestoreFile } from '../sqlite/restore-file.ts'
import { openRestoreIndex } from '../sqlite/restore-index.ts'
import type { Credentials } from './credentials.ts'
import { isGone } from './process-name.ts'
import { putBackWorldOf, undoWorldOf } from './restore-world.ts'

/** The edges of `work` that putting mail back needs. */
export interface RestoringEdges {
  ledger: ReturnType<typeof openLedger>
  layout: Layout
  config: Config
  credentials: Credentials
  /** name of this process */
  owner: string
  preferences(account: AccountId): Promise<unknown>
  newId(): string
  now(): number
}

/** Everything that the life of a request needs, from the edges of `work`. */
export function requestsWorld(work: RestoringEdges, log: Log): RequestsWorld {
  const { ledger, now, preferences, newId, config } = work
  const { mail, publicUrl, servers } = config
  return {
    ...{ ledger, servers, now, log, isGone },
    restoring: restoringOf(work),
    post: mail && { mail, publicUrl, preferences, newId },
    worker: work.owner,
    pause: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => {}),
  }
}

function restoringOf(work: RestoringEdges): Restoring {
  const { layout } = work
  return {
    async plan(request, signal) {
      return planRestore(planWorld(work, work.config, signal), request)
    },
    async putBack(request, watch, signal) {
      const plan = planned(request)
      const world = await putBackWorldOf(work, request, {
        stop: async () => (signal.aborted ? 'interrupted' : watch.isCancelled() ? 'cancelled' : null),
        onProgress: watch.onProgress,
      })
      return resultOrRefusal(world.items, putBack(world, { plan }))
    },
    async undo(request, signal) {
      const plan = planned(request)
      const world = await undoWorldOf(work, request, async () => signal.aborted)
      return resultOrRefusal(world.items, undoRestore(world, { plan }))
    },
    async soFar({ account, id, plan, result }) {
      const items = openRestoreFileReader(layout.restore(account, id))
      if (!items || !plan) return result ?? NOTHING
      try {
        return resultOf(items, { plan })
      } finally {
        items.close()
      }
    },
    async *files() {
      for (const account of await namesIn(join(layout.data, 'accounts'), /^([a-z][a-z0-9]{15})$/))
        for (const id of await namesIn(layout.restores(account), /^(q[a-z0-9]{24})\.sqlite(?:\.new)?$/))
          yield { account, id }
    },
    async forget(account, id) {
      const file = layout.restore(account, id)
      for (const one of [file, `${file}-journal`, `${file}.new`]) await rm(one, { force: true })
      // One that was compared while its account was erased made the folders anew.
      if ((await work.ledger.account(account)) !== null) return
      for (const folder of [layout.restores(account), layout.account(account)])
        await rmdir(folder).catch(() => {})
    },
  }
}

const NOTHING: RestoreResult = { added: 0, bytes: 0, there: 0, failed: 0, left: 0, created: [] }

function planned({ plan }: RestoreRequest): RestorePlan {
  if (!plan) throw new Refusal('no-plan', 'This request was never compared with the mailbox.')
  return plan
}

async function namesIn(folder: string, shape: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.flatMap(name => shape.exec(name)?.[1] ?? [])
}

// An interruption is for whoever tries again.
async function resultOrRefusal<E extends PutBackEnd | UndoEnd>(
  items: { close(): void },
  ending: Promise<E>,
): Promise<E['result']> {
  try {
    const told = await ending
    if (told.end !== 'interrupted') return told.result
    throw new Refusal(told.problem, told.detail, told.until === null ? {} : { until: told.until })
  } finally {
    items.close()
  }
}

function planWorld(
  { ledger, layout, credentials, now }: RestoringEdges,
  config: Config,
  signal: AbortSignal,
): PlanWorld {
  return {
    ...{ ledger, now, servers: config.servers },
    planOf: account => planOf(account, config.servers, config.plans),
    async openMailbox(server, address, sealed) {
      const client = await credentials.signIn(server, address, sealed)
      return Object.assign(readMailbox(client), { abilities: restoreAbilities(client) })
    },
    receipt: (account, dir) => readReceipt(layout, account, dir),
    uids: (account, build, state) => uidsInIndex(layout.indexFile(account, build), state),
    openIndex: (account, build) => openRestoreIndex(layout.indexFile(account, build)),
    async lost(account) {
      const damages = await ledger.damages(account)
      return new Set(
        damages
          .filter(({ what }) => what === 'message-lost' || what === 'message-changed')
          .map(({ detail }) => detail),
      )
    },
    newItems: (account, request) => writeRestoreFile(layout.restore(account, request)),
    stopped: () => signal.aborted,
    pause: milliseconds => setTimeout(milliseconds),
  }
}
