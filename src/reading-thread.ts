import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { damagedMessage } from './domain/damage.ts'
import { planOf } from './domain/plans.ts'
import { isRefusal, Refusal } from './domain/refusal.ts'
import { DEFAULT_RESTORE } from './domain/restore-policy.ts'
import { answerJmap } from './jmap/answer.ts'
import { exportSearch } from './jmap/export-search.ts'
import { sessionOf } from './jmap/session.ts'
import { checkedFiles } from './maildir/check-state.ts'
import { layout } from './maildir/layout.ts'
import { provenReader } from './maildir/proven-reader.ts'
import { messageFile } from './maildir/read-messages.ts'
import { askByHand } from './nights/ask-by-hand.ts'
import { exportCopies } from './open/export-copies.ts'
import { exportSteps } from './open/export-steps.ts'
import { findBlob } from './open/find-blob.ts'
import { type Archive, type OpenPoint, openAccount } from './open/open-account.ts'
import { renderHtml } from './open/render-html.ts'
import { proofOf } from './proof/proof.ts'
import { openDeskAsks } from './sqlite/desk-asks.ts'
import { openDeskPreferences } from './sqlite/desk-preferences.ts'
import { keptIndexes } from './sqlite/kept-indexes.ts'
import { once } from './sqlite/once.ts'
import { openLedgerReader } from './sqlite/read-ledger.ts'
import { readRestoreItems } from './sqlite/read-restore-items.ts'
import type { Errand, ReadingData, Result, Task } from './threads/reading-tasks.ts'

/** A thread that threads/reading.ts starts: every parse of mail and every read of an index for the web is done here. */

/** Between two complaints about one account's index. */
const COMPLAIN_MS = 60_000
const MOST_COMPLAINTS = 10_000
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

const { data, plans, domains } = workerData as ReadingData
let ahead = 0
const now = () => Date.now() + ahead
const files = layout(data)
const proven = provenReader()
const indexes = keptIndexes({ file: files.indexFile, onBroken: indexLost })
const complained = new Map<string, number>()
let ledger: ReturnType<typeof openLedgerReader> | undefined
let desk: ReturnType<typeof openDeskPreferences> | undefined
let asks: ReturnType<typeof openDeskAsks> | undefined

parentPort?.on('message', async (errand: Errand) => {
  const { task } = errand
  ahead = errand.ahead
  try {
    reply({ state: 'done', value: await run(task) })
  } catch (error) {
    const { message, stack = '', code = '' } = error as NodeJS.ErrnoException
    if (isRefusal(error) && error.code === 'damaged') reportFault(error, task.kind)
    if (error instanceof Refusal) reply({ state: 'refused', code: error.code, message, params: error.params })
    else reply({ state: 'failed', message, stack, code: String(code) })
  }
})

async function run(task: Task): Promise<unknown> {
  ledger ??= openLedgerReader(files.ledger)
  const reader = ledger
  // A request sees one list of points from its beginning to its end.
  const own = once(() => reader.points(task.account))
  const points = (id: string) => (id === task.account ? own() : reader.points(id))
  const whosePlan: Archive['planOf'] = account => planOf(account, domains, plans)
  const archive: Archive = {
    ledger: { ...reader, points },
    planOf: whosePlan,
    now,
    index: indexes.index,
    proof: point => proofOf({ files: checkedFiles(files, point.account), ledger: reader }, point),
    file: (account, sha, name) =>
      messageFile(files, account, sha, name).catch(error => {
        messageDamaged(account, sha)
        throw damagedMessage(error)
      }),
    prove: (file, sha) => proven.prove(file, sha).catch(error => damagedOf(task.account, sha, error)),
    octets: (file, sha, start, end) =>
      proven.octets(file, sha, start, end).catch(error => damagedOf(task.account, sha, error)),
    damages: account => reader.damages(account),
    indexLost,
    preferences: account => chosen().preferences(account),
    setPreferences: (account, preferences) => chosen().setPreferences(account, preferences),
    presence: {
      kept: account => reader.presence(account),
      comparedAt: account => reader.comparedAt(account),
      liveCheck: account => reader.liveCheck(account),
      waitingSince: async account => asking().waitingPresence(account, await reader.lastAsk()),
      heartbeat: () => reader.heartbeat(),
      check: async (account, now) => asking().askPresence(account, now, await reader.lastAsk()),
    },
    restores: {
      link: 'link' in task ? task.link : undefined,
      requests: account => reader.requests(account),
      waiting: async account => asking().waitingRestores(account, await reader.lastAsk()),
      ask: ask => asking().askRestore(ask),
      items: async (account, id, wanted) => readRestoreItems(files.restore(account, id), wanted),
      audit: (account, limit) => reader.audit(account, null, limit),
      heartbeat: () => reader.heartbeat(),
      newId: () => `q${Array.from({ length: 24 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`,
      async offer(account) {
        const domain = (await reader.account(account))?.domain ?? ''
        const policy = domains.get(domain)?.restore ?? { ...DEFAULT_RESTORE, why: null, byMail: false }
        const isOwners = policy.decide === 'admin' && (await reader.deciders(domain)).length === 0
        const decide = isOwners ? 'owner' : policy.decide
        // Who came by an admin's link decides nothing alone.
        const byLink = 'how' in task && task.how === 'access'
        return { ...policy, decide: byLink && decide === 'owner' ? 'off' : decide }
      },
    },
    backUpNow: account => {
      const { askSnapshot } = asking()
      return askByHand({ ledger: reader, planOf: whosePlan, askSnapshot, now, pause: setTimeout }, account)
    },
  }
  const person = await openAccount(archive, task.account)
  if (!person) throw new Refusal('unknown-account', 'There is no such account here. Sign in again.')
  if (task.kind === 'jmap') return answerJmap(person, task.request, reportFault, task)
  if (task.kind === 'session') return sessionOf(person, { base: task.base, only: task.only })
  if (task.kind === 'exportSteps') return exportSteps(person, task.wish, exportSearch(person))
  if (task.kind === 'exportLost') return [...(await person.damaged())]
  if (task.kind === 'exportCopies') return exportCopies(person, task.step, task.after)
  const point: OpenPoint | null = await person.open(task.point)
  if (!point) return null
  if (task.kind === 'blob') return findBlob(point, task.blobId)
  return renderHtml(point, task.email, task.part, task.options)
}

function chosen(): ReturnType<typeof openDeskPreferences> {
  desk ??= openDeskPreferences(files.desk)
  return desk
}

// Told to `work` by an ask; whoever reads meanwhile comes again in a moment.
function indexLost(account: string, cause: unknown): Error {
  const at = now()
  if (at - (complained.get(account) ?? 0) > COMPLAIN_MS) {
    complained.set(account, at)
    reportFault(cause, 'index')
    asking()
      .askMend(account, at)
      .catch(fault => reportFault(fault, 'ask'))
  }
  return new Refusal(
    'index-rebuilding',
    'The backups of this account are being put in order; this takes a few minutes.',
    { seconds: 30 },
    cause,
  )
}

function damagedOf(account: string, sha: string, error: unknown): never {
  if (isRefusal(error) && error.code === 'damaged') messageDamaged(account, sha)
  throw error
}

// `work` looks at it, tells and heals; one message is told of once in a while, however often it is asked for.
function messageDamaged(account: string, sha: string): void {
  const at = now()
  const key = `${account} ${sha}`
  if (at - (complained.get(key) ?? 0) <= COMPLAIN_MS) return
  if (complained.size > MOST_COMPLAINTS) complained.clear()
  complained.set(key, at)
  // Beside the answer, and never instead of it.
  Promise.try(() => asking().askMendMessage(account, sha, at)).catch(fault => reportFault(fault, 'ask'))
}

function asking(): ReturnType<typeof openDeskAsks> {
  asks ??= openDeskAsks(files.desk)
  return asks
}

function reportFault(fault: unknown, method: string): void {
  // Of what a person is told in a sentence, the log wants the reason.
  const reason = isRefusal(fault) && fault.cause !== undefined ? fault.cause : fault
  const { message, stack = '' } = reason instanceof Error ? reason : new Error(String(reason))
  reply({ state: 'fault', message: `${method}: ${message}`, stack })
}

function reply(result: Result): void {
  parentPort?.postMessage(result)
}
