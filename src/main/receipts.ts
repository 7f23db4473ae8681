import type { Account } from '../domain/account.ts'
import type { Damage } from '../domain/damage.ts'
import { clockWords } from '../domain/day.ts'
import type { Point, Run } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkedFiles } from '../maildir/check-state.ts'
import { isOfUnknownDay } from '../proof/day-check.ts'
import { heal } from '../proof/heal.ts'
import { noteDamages } from '../proof/note-damages.ts'
import { proofOf } from '../proof/proof.ts'
import { verify } from '../proof/verify.ts'
import { eachAccount } from './commands.ts'
import { wordsOf } from './problem-words.ts'
import { receiptText } from './receipt-text.ts'
import { lines, size, table } from './terminal.ts'
import type { Work } from './work.ts'

/** `yestermail receipt ADDRESS [DAY|#NUMBER] [--json]` */
export function showReceipt([address, which]: string[], options: Record<string, unknown>): Promise<number> {
  return eachAccount(address, options, async (work, account) => {
    const points = await work.ledger.points(account.id)
    const failed = which === undefined && points.length ? undefined : await failedRun(work, account, which)
    const point = choose(points, which, failed && failedWords(account, failed))
    const files = checkedFiles(work.layout, account.id)
    const proof = await proofOf({ files, ledger: work.ledger }, point)
    if (options.json) process.stdout.write(`${json({ address: account.address, ...proof })}\n`)
    else for (const line of receiptText(point, proof)) process.stdout.write(table([[line]]))
    return proof.receipt !== null && proof.chain !== 'broken' && proof.damages.length === 0
  })
}

// It leaves control characters from U+007F on as they are, and direction characters: escaped they mean the same.
function json(value: object): string {
  return JSON.stringify(value, null, 1).replace(
    /[\u007f-\u009f\p{Bidi_Control}]/gu,
    one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

// The last run that failed on the day that was typed, or at all.
async function failedRun(work: Work, { id }: Account, which: string | undefined): Promise<Run | undefined> {
  const runs = await work.ledger.runs(id, 500)
  return runs.find(({ state, localDay }) => state === 'failed' && (which === undefined || localDay === which))
}

function failedWords({ zone }: Account, { startedAt, problem }: Run): string {
  const why = problem
    ? [wordsOf(problem), problem.detail?.replace(/\.$/, '')].filter(Boolean).join(': ')
    : 'it was cut off'
  return `the run of ${clockWords(startedAt, zone)} failed: ${why}`
}

/**
 * The point that was typed as a day or #NUMBER, the newest without either. Throws Refusal 'no-point', with the reason why
 * there is none where that is known.
 */
export function choose(points: readonly Point[], which: string | undefined, reason?: string): Point {
  const number = /^#?(\d+)$/.exec(which ?? '')?.[1]
  const point = points.find(({ number: n, dir, localDay }) =>
    which === undefined
      ? true
      : number === undefined
        ? dir === which || localDay === which
        : n === Number(number),
  )
  if (point) return point
  const why = number === undefined ? reason : numberless(points, Number(number))
  const sentence =
    which === undefined
      ? `There is no backup yet${reason ? `; ${reason}` : '.'}`
      : `There is no backup ${which}; ${why ? `${why}; ` : ''}see: yestermail points ADDRESS`
  throw new Refusal('no-point', sentence)
}

// Accounts share the numbers, a run that fails has used its own up, and none is given again.
function numberless(points: readonly Point[], number: number): string {
  const highest = Math.max(0, ...points.map(point => point.number))
  return number > highest
    ? 'this account has none of so high a number'
    : 'its run failed, its time is over, or it is of another account'
}

/** `yestermail verify [ADDRESS] [--all] [--heal]` */
export function verifyAccounts([address]: string[], options: Record<string, unknown>): Promise<number> {
  return eachAccount(address, options, async (work, account) => {
    const found = await work.withLease(account.id, () => verifyOne(work, account, options.heal === true))
    for (const damage of found.damages) process.stdout.write(table([damageRow(account, damage)]))
    const healed = found.healed ? `, ${found.healed} healed` : ''
    const result = found.damages.length ? `${found.damages.length} DAMAGED` : 'all whole'
    process.stdout.write(
      `${account.address}: ${found.days} days, ${found.messages} messages, ${size(found.bytes)} read: ${result}${healed}.\n`,
    )
    if (found.damages.length) process.stdout.write(`${hint(account.address, options.heal === true)}\n`)
    return found.damages.length === 0
  })
}

function hint(address: string, isHealed: boolean): string {
  return isHealed
    ? 'What is left has no good copy here, nor on the mail server where that could be asked (if not, the line above says why; try again). Check the disk.'
    : `Mend what can be mended with certainty: yestermail verify ${address} --heal`
}

async function verifyOne(work: Work, account: Account, heals: boolean) {
  const { ledger, layout, now } = work
  const { id } = account
  const roundAt = now()
  const points = await ledger.points(id)
  const found = await verify(checkedFiles(layout, id), points)
  let { damages } = found
  if (heals && damages.length)
    damages = await heal({ ...work.healing(account), onFault: tell(account) }, points, damages)
  await noteDamages(ledger, id, damages, one => one.what !== 'index' && !isOfUnknownDay(one, points), now())
  const { messages, bytes } = found
  const nextAt = roundAt + work.verifyDays * 86_400_000
  await ledger.noteCheck(id, { at: now(), roundAt, mark: '', messages, bytes, nextAt, wholeAt: roundAt })
  return { ...found, damages, healed: Math.max(0, found.damages.length - damages.length) }
}

// Whoever sits at a terminal reads sentences: the log has JSON and stacks.
function tell({ address }: Account): (error: unknown) => void {
  return error => {
    const sentence = error instanceof Error ? error.message : String(error)
    process.stderr.write(lines(`${address}: ${sentence}`))
  }
}

function damageRow({ address }: Account, { what, folder, uid, detail, file, days }: Damage): string[] {
  const place = uid === null ? '-' : `UID ${uid}`
  return [address, what, folder ?? '-', place, detail || file, days.join(' ')]
}
