import type { Account } from '../domain/account.ts'
import type { Damage } from '../domain/damage.ts'
import type { Point } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkedFiles } from '../maildir/check-state.ts'
import { isOfUnknownDay } from '../proof/day-check.ts'
import { heal } from '../proof/heal.ts'
import { noteDamages } from '../proof/note-damages.ts'
import { proofOf } from '../proof/proof.ts'
import { verify } from '../proof/verify.ts'
import { eachAccount } from './commands.ts'
import { receiptText } from './receipt-text.ts'
import { size, table } from './terminal.ts'
import type { Work } from './work.ts'

/** `yestermail receipt ADDRESS [DAY|#NUMBER] [--json]` */
export function showReceipt([address, which]: string[], options: Record<string, unknown>): Promise<number> {
  return eachAccount(address, options, async (work, account) => {
    const point = choose(await work.ledger.points(account.id), which)
    const files = checkedFiles(work.layout, account.id)
    const proof = await proofOf({ files, ledger: work.ledger }, point)
    if (options.json)
      process.stdout.write(`${JSON.stringify({ address: account.address, ...proof }, null, 1)}\n`)
    else for (const line of receiptText(point, proof)) process.stdout.write(table([[line]]))
    return proof.receipt !== null && proof.chain !== 'broken' && proof.damages.length === 0
  })
}

/** The point that was typed as a day or #NUMBER, the newest without either. Throws Refusal 'no-point'. */
export function choose(points: readonly Point[], which: string | undefined): Point {
  const number = /^#?(\d+)$/.exec(which ?? '')?.[1]
  const point = points.find(({ number: n, dir, localDay }) =>
    which === undefined
      ? true
      : number === undefined
        ? dir === which || localDay === which
        : n === Number(number),
  )
  if (point) return point
  const sentence =
    which === undefined
      ? 'There is no backup yet.'
      : `There is no backup ${which}; see: yestermail points ADDRESS`
  throw new Refusal('no-point', sentence)
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
    ? 'What is left has no good copy here or on the mail server that could be found. Check the disk.'
    : `Mend what can be mended with certainty: yestermail verify ${address} --heal`
}

async function verifyOne(work: Work, account: Account, heals: boolean) {
  const { ledger, layout, now } = work
  const { id } = account
  const roundAt = now()
  const points = await ledger.points(id)
  const found = await verify(checkedFiles(layout, id), points)
  let { damages } = found
  if (heals && damages.length) damages = await heal(work.healing(account), points, damages)
  await noteDamages(ledger, id, damages, one => one.what !== 'index' && !isOfUnknownDay(one, points), now())
  const { messages, bytes } = found
  const nextAt = roundAt + work.verifyDays * 86_400_000
  await ledger.noteCheck(id, { at: now(), roundAt, mark: '', messages, bytes, nextAt, wholeAt: roundAt })
  return { ...found, damages, healed: Math.max(0, found.damages.length - damages.length) }
}

function damageRow({ address }: Account, { what, folder, uid, detail, file, days }: Damage): string[] {
  const place = uid === null ? '-' : `UID ${uid}`
  return [address, what, folder ?? '-', place, detail || file, days.join(' ')]
}
