import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Account } from '../domain/account.ts'
import type { Point } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId, RestoreRequest, RestoreTarget, RestoreWhat } from '../domain/restore.ts'
import { readReceipt } from '../maildir/read-state.ts'
import { carryOut } from '../requests/carry-out.ts'
import { claimNext } from '../requests/keep-requests.ts'
import { planRequest } from '../requests/plan-request.ts'
import { doRestoreAsk } from '../requests/take-restore-ask.ts'
import { configOf, find } from './commands.ts'
import { choose } from './receipts.ts'
import { problemOf, resultInWords, withWork } from './requests.ts'
import { planInWords, showRestoreProgress } from './restore-words.ts'
import { ask, lines } from './terminal.ts'
import type { Work } from './work.ts'

const OPERATOR = { kind: 'operator' } as const

/**
 * `yestermail restore ADDRESS '#142' [--folder F] [--inbox] [--beside] [--dry-run] [--yes]`: compares the live mailbox,
 * says what would change, asks, and puts it back. A worker that runs goes on with it when this ends too soon.
 */
export async function restoreAccount(
  [typed = '', which = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const config = configOf(options)
  return withWork(config, async work => {
    const account = await find(work, config, typed)
    const point = choose(await work.ledger.points(account.id), which)
    const wish = {
      what: [await whatOf(work, account, point, options)],
      target: targetOf(options),
      moved: options.moved === true,
      binned: options.notBinned !== true,
    }
    const stopping = new AbortController()
    process.once('SIGINT', () => stopping.abort()).once('SIGTERM', () => stopping.abort())
    const head = { id: newRequestId(), account: account.id, by: OPERATOR, at: work.now() }
    const language = config.mail?.language ?? 'en'
    await doRestoreAsk(work.requests, { kind: 'restore-plan', ...head, wish, language })
    const planned = await goOn(work, head.id, 'plan', stopping.signal)
    const withdraw = () => doRestoreAsk(work.requests, { kind: 'restore-withdraw', ...head })
    if (planned.state !== 'planned' || !planned.plan) {
      await withdraw()
      throw new Refusal(
        'not-compared',
        `The live mailbox could not be compared: ${problemOf(planned.problem)}.`,
      )
    }
    process.stdout.write(planInWords(planned, planned.plan))
    if (options.dryRun || planned.plan.add === 0) {
      await withdraw()
      return 0
    }
    if (!options.yes && (await ask('Shall it be so? Type yes: ')) !== 'yes') {
      await withdraw()
      throw new Refusal('not-confirmed', 'Nothing was changed. To do it without asking: --yes')
    }
    await doRestoreAsk(work.requests, { kind: 'restore-file', ...head, note: null })
    return outcome(await goOn(work, head.id, 'restore', stopping.signal))
  })
}

async function whatOf(
  { layout }: Work,
  account: Account,
  point: Point,
  options: Record<string, unknown>,
): Promise<RestoreWhat> {
  if (typeof options.folder !== 'string')
    return { point: point.number, only: options.inbox === true ? 'inbox' : null }
  if (options.inbox) throw new Refusal('wrong-use', 'Say --folder or --inbox, not both.')
  const folders = (await readReceipt(layout, account.id, point.dir))?.folders ?? []
  const folder = folders.find(one => one.path === options.folder)
  if (!folder)
    throw new Refusal(
      'no-folder',
      `Backup #${point.number} has no folder "${options.folder}"; it has ${folders.map(one => one.path).join(', ')}.`,
    )
  return { point: point.number, folder: folder.folder, inside: options.inside === true }
}

function targetOf(options: Record<string, unknown>): RestoreTarget {
  if (typeof options.into !== 'string') return { kind: options.beside === true ? 'beside' : 'in-place' }
  if (options.beside) throw new Refusal('wrong-use', 'Say --beside or --into, not both.')
  return { kind: 'folder', path: options.into }
}

// Here, or where a worker was quicker to take it up.
async function goOn(
  work: Work,
  id: RequestId,
  kind: 'plan' | 'restore',
  signal: AbortSignal,
): Promise<RestoreRequest> {
  const progress = showRestoreProgress()
  const open = kind === 'plan' ? ['planning'] : ['confirmed', 'running']
  try {
    for (;;) {
      if ((await claimNext(work.requests, kind, id)) === id)
        await (kind === 'plan'
          ? planRequest(work.requests, id, signal)
          : carryOut(work.requests, id, signal, progress.update))
      const request = await work.ledger.request(id)
      if (!request) throw new Refusal('no-request', 'The request was withdrawn meanwhile.')
      if (request.progress) progress.update(request.progress)
      if (signal.aborted || request.nextAt !== null || !open.includes(request.state)) return request
      await setTimeout(300)
    }
  } finally {
    progress.stop()
  }
}

function outcome(request: RestoreRequest): number {
  const name = `R${request.number}`
  const { state, problem, nextAt } = request
  if (nextAt !== null)
    process.stdout.write(
      lines(
        `${name} was interrupted: ${problemOf(problem)}. The worker tries it again at ${new Date(nextAt).toISOString()}; to stop it: yestermail request cancel ${name}`,
      ),
    )
  else if (state === 'running' || state === 'confirmed')
    process.stdout.write(
      `${name} is not finished. The worker goes on with it; to stop it: yestermail request cancel ${name}\n`,
    )
  else {
    const why = problem ? ` (${problemOf(problem)})` : ''
    process.stdout.write(lines(`${name}: ${state}${why}, ${resultInWords(request)}.`))
    if (request.undoUntil !== null) process.stdout.write(`To undo it: yestermail request undo ${name}\n`)
  }
  return state === 'done' ? 0 : 1
}

/** A name for a request that nobody can guess. */
function newRequestId(): RequestId {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return `q${Array.from({ length: 24 }, () => letters[randomInt(36)]).join('')}`
}
