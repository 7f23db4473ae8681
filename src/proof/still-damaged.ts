import type { Damage, KnownDamage } from '../domain/damage.ts'
import type { Receipt } from '../domain/folder-state.ts'
import type { AccountFiles } from '../domain/ports.ts'
import { findPlaces } from './heal.ts'
import { type DamageLedger, noteDamages } from './note-damages.ts'
import type { ShownState } from './verify-days.ts'

/**
 * What is known to be damaged and is shown by a day that was sealed just now, too: a night links what lies there already, and its
 * owner is not to learn it from the next look at the files, days later. Costs one query where nothing is damaged. The
 * caller holds the account's lease. `now`: milliseconds.
 */
export async function noteStillDamaged(
  { ledger, files }: { ledger: DamageLedger; files: Pick<AccountFiles, 'copies'> },
  { point, folders }: Receipt,
  now: number,
): Promise<void> {
  const known = await ledger.damages(point.account)
  if (!known.length) return
  const states = folders.flatMap(({ folder, state, path, raw, manifest }): ShownState[] =>
    state === null ? [] : [{ state: { folder, n: state }, path, raw, days: [point.dir], manifest }],
  )
  const found = [...ofStates(known, states), ...(await ofMessages(known, states, files))]
  await noteDamages(ledger, point.account, found.map(withDaysBefore(known)), () => false, now)
}

// "f3/17", "f3/17/NAME": whoever shows that state shows it damaged.
function ofStates(known: readonly KnownDamage[], states: readonly ShownState[]): Damage[] {
  return states.flatMap(({ state, path, days }) =>
    known
      .filter(({ file }) => `${file}/`.startsWith(`${state.folder}/${state.n}/`))
      .map(one => ({ ...one, folder: path, days })),
  )
}

// A message may have come into other folders and states since.
async function ofMessages(
  known: readonly KnownDamage[],
  states: readonly ShownState[],
  files: Pick<AccountFiles, 'copies'>,
): Promise<Damage[]> {
  const messages = new Map(
    known.filter(({ what }) => what.startsWith('message-')).map(one => [one.file, one]),
  )
  const lost = await findPlaces({ files }, states, new Set(messages.keys()))
  return lost.flatMap(({ copy, places }) => {
    const one = messages.get(copy.file ?? copy.sha)
    if (!one) return []
    return places.map(({ shown, copy: { uid } }) => ({
      ...{ what: one.what, file: one.file, detail: one.detail },
      ...{ days: shown.days, mailbox: shown.state.folder, folder: shown.path, uid },
    }))
  })
}

function withDaysBefore(known: readonly KnownDamage[]): (damage: Damage) => Damage {
  return damage => {
    const before = known.find(
      one =>
        one.what === damage.what &&
        one.file === damage.file &&
        one.mailbox === damage.mailbox &&
        one.uid === damage.uid,
    )
    return { ...damage, days: [...new Set([...(before?.days ?? []), ...damage.days])] }
  }
}
