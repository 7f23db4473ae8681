import type { Config } from '../config/config.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Actor, RequestState, RestoreRequest } from '../domain/restore.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'
import { openLog } from '../log.ts'
import { checkData } from '../maildir/data-folder.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { doRestoreAsk } from '../requests/take-restore-ask.ts'
import { openLedgerReader } from '../sqlite/read-ledger.ts'
import { configOf, find } from './commands.ts'
import { problemWords } from './problem-words.ts'
import { shortTime } from './restore-words.ts'
import { size, table } from './terminal.ts'
import { openWork, type Work } from './work.ts'

/** Of each list. */
const MOST = 200

const STATES: Record<RequestState, string> = {
  planning: 'being compared',
  planned: 'draft',
  unplannable: 'could not be compared',
  waiting: 'waits for a decision',
  confirmed: 'begins now',
  running: 'running',
  done: 'done',
  partial: 'done in part',
  failed: 'failed',
  cancelled: 'stopped',
  rejected: 'rejected',
  expired: 'not decided in time',
  withdrawn: 'withdrawn',
  undoing: 'being undone',
  undone: 'undone',
}

/** `yestermail requests [ADDRESS]`: restores that were asked for, newest first. */
export async function listRequests([typed]: string[], options: Record<string, unknown>): Promise<number> {
  const config = configOf(options, { secrets: false })
  const layout = layoutOf(config.data)
  await checkData(layout)
  const ledger = openLedgerReader(layout.ledger)
  try {
    const account = typed ? await find({ ledger }, config, typed) : null
    const states = Object.keys(STATES) as RequestState[]
    const requests = account
      ? (await ledger.requests(account.id)).slice(0, MOST)
      : await ledger.requestsForAdmins(null, states, null, MOST)
    if (!requests.length) process.stdout.write('No restore was asked for.\n')
    else process.stdout.write(table([HEAD, ...requests.map(one => rowOf(one, config.zone))]))
    return 0
  } finally {
    ledger.close()
  }
}

const HEAD = ['request', 'address', 'backup', 'messages', 'size', 'state', 'by', 'asked', 'more']

function rowOf(request: RestoreRequest, zone: string): string[] {
  const { plan, result, progress, undone } = request
  const time = (at: number) => shortTime(at, zone)
  const more = [
    request.state === 'waiting' && request.decideUntil !== null
      ? `decide before ${time(request.decideUntil)}`
      : '',
    request.state === 'running' && progress ? `${progress.done} of ${progress.of}` : '',
    problemOf(request.problem),
    request.nextAt === null ? '' : `again at ${time(request.nextAt)}`,
    result ? resultInWords(request) : '',
    undone ? `${undone.removed} removed, ${undone.kept} kept` : '',
    request.undoUntil === null ? '' : `undo until ${time(request.undoUntil)}`,
    request.decidedBy ? `decided by ${nameOf(request.decidedBy)}` : '',
    request.reason ?? '',
  ]
  return [
    request.number === 0 ? '' : `R${request.number}`,
    request.address,
    `#${request.point}`,
    plan ? String(plan.add) : '',
    plan ? size(plan.bytes) : '',
    STATES[request.state],
    nameOf(request.by),
    time(request.filedAt ?? request.madeAt),
    more.filter(Boolean).join(', '),
  ]
}

/** "3 added, 1 was there, 2 could not be added" */
export function resultInWords({ result }: Pick<RestoreRequest, 'result'>): string {
  if (!result) return ''
  const { added, there, failed, left } = result
  return [
    `${added} added`,
    there ? `${there} there already` : '',
    failed ? `${failed} could not be added` : '',
    left ? `${left} left` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** Why it waits or failed, in words where they are known. */
export function problemOf(code: string | null): string {
  if (code === null) return ''
  return Object.hasOwn(problemWords, code) ? problemWords[code as keyof typeof problemWords] : code
}

export function nameOf(actor: Actor): string {
  if (actor.kind === 'owner' && actor.link !== undefined) return `by the link of ${actor.link}`
  return actor.kind === 'admin' ? actor.name : actor.kind
}

/** `yestermail request confirm|reject|cancel|undo R12 [--reason TEXT]` */
export async function changeRequest(
  [act = '', typed = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const config = configOf(options)
  const number = /^[Rr]?([1-9]\d{0,14})$/.exec(typed)?.[1]
  if (number === undefined)
    throw new Refusal(
      'no-request',
      `"${typed}" is not a request; write R12, as yestermail requests shows it.`,
    )
  return withWork(config, async work => {
    const request = await work.ledger.requestByNumber(Number(number))
    if (!request) throw new Refusal('no-request', `There is no request R${number}; see: yestermail requests`)
    const reason = typeof options.reason === 'string' ? options.reason : null
    await doRestoreAsk(work.requests, askOf(act, request, reason, work.now()))
    const present = await work.ledger.request(request.id)
    process.stdout.write(
      `R${number} of ${request.address}: ${present ? STATES[present.state] : 'forgotten'}${
        present?.cancelledBy && present.state === 'running' ? ', to be stopped' : ''
      }.\n`,
    )
    if (present && ['confirmed', 'undoing'].includes(present.state)) await sayWhoDoes(work.ledger, work.now())
    return 0
  })
}

function askOf(
  act: string,
  { id, account }: Pick<RestoreRequest, 'id' | 'account'>,
  reason: string | null,
  at: number,
): RestoreAsk {
  const head = { id, account, by: { kind: 'operator' } as const, at }
  if (act === 'confirm' || act === 'reject') return { kind: 'restore-decide', ...head, decision: act, reason }
  if (act === 'cancel') return { kind: 'restore-cancel', ...head }
  if (act === 'undo') return { kind: 'restore-undo', ...head }
  throw new Refusal(
    'wrong-use',
    `"${act}" is nothing that can be done with a request: confirm, reject, cancel, undo.`,
  )
}

async function sayWhoDoes(ledger: { workers(): Promise<{ beatAt: number }[]> }, now: number): Promise<void> {
  const alive = (await ledger.workers()).some(worker => now - worker.beatAt < 2 * 60_000)
  process.stdout.write(
    alive
      ? 'The worker goes on with it now: yestermail requests\n'
      : 'It begins when a worker runs: yestermail work\n',
  )
}

/** Opens the worker's edges for one command. */
export async function withWork<T>(config: Config, act: (work: Work) => Promise<T>): Promise<T> {
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    return await act(work)
  } finally {
    await work.close()
  }
}
