import type { Added, LiveWriter, ServerNo } from '../domain/live-writer.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RestoreItem } from '../domain/restore.ts'
import type { ItemChange } from '../domain/restore-file.ts'
import type { Outcome } from './add-message.ts'
import { whyRefused } from './refused.ts'
import type { TargetFolder } from './target-folder.ts'

/** After so many on end that did not fit, none will. */
const MOST_FULL = 10

type Change = Omit<ItemChange, 'n'>

/** What is known to be refused before it is sent; null: it is worth a try. `limit`: largest message the server takes. */
export function refusedAlready(
  target: TargetFolder | ServerNo,
  { size }: Pick<RestoreItem, 'size'>,
  limit: number | null,
): Change | null {
  if (!('arrivals' in target)) {
    const why = whyRefused(target, { nul: false, bareLf: false, eightBit: false })
    return { state: 'failed', why: why === 'refused' ? 'no-folder' : why, said: target.words }
  }
  if (target.closed) return { state: 'failed', ...target.closed }
  if (size >= target.fullFrom) return { state: 'failed', why: 'over-quota' }
  return limit !== null && size > limit ? { state: 'failed', why: 'too-big' } : null
}

/** Is it there by now: because it was sent before its answer was lost, or somebody brought it back meanwhile. */
export async function foundThere(
  target: TargetFolder | ServerNo,
  item: RestoreItem,
  mark: string | null,
): Promise<Change | null> {
  if (!('arrivals' in target)) return null
  const { arrivals, keepsMark } = target
  const { uidValidity } = arrivals
  const ours = item.state === 'adding' ? await arrivals.takeOurs(item, mark, keepsMark) : null
  if (ours) return { state: 'added', uid: ours.uid, uidValidity }
  return (await arrivals.take(item)) ? { state: 'found' } : null
}

/** What the server's answer says of a message that was sent. Throws Refusal 'throttled' when it wants us to wait. */
export function changeFor(
  writer: Pick<LiveWriter, 'asksToWait'>,
  target: TargetFolder,
  { size }: RestoreItem,
  { answer, odd, without }: Outcome,
): Change {
  if (answer.ok) {
    target.refusedOnEnd = 0
    const { uid, uidValidity } = believed(target, answer)
    return { state: 'added', uid, uidValidity, why: without.length ? 'keywords' : null, said: null }
  }
  // RFC 5530: what is there already is no failure.
  if (answer.code === 'ALREADYEXISTS') return { state: 'found', said: answer.words }
  const wish = writer.asksToWait(answer)
  if (wish)
    throw new Refusal('throttled', `The mail server asks us to wait (${wish.words}).`, {
      milliseconds: wish.milliseconds,
    })
  const why = whyRefused(answer, odd)
  const said = answer.words
  if (why === 'no-rights' || why === 'no-folder') target.closed = { why, said }
  if (why === 'over-quota')
    target.fullFrom = ++target.refusedOnEnd >= MOST_FULL ? 0 : Math.min(target.fullFrom, size)
  return { state: 'failed', why, said }
}

// A UID that was given out before names somebody's mail, which an undo would take: then the message is looked for by its mark.
function believed({ arrivals }: TargetFolder, { uid, uidValidity }: Pick<Added, 'uid' | 'uidValidity'>) {
  const isOld = uid !== null && uidValidity === arrivals.uidValidity && uid < arrivals.uidNext
  return isOld ? { uid: null, uidValidity: null } : { uid, uidValidity }
}
