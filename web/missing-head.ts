import { useEffect } from 'preact/hooks'
import { clock, dayAndTime, shortDay } from './dates.ts'
import { overDays } from './found-list.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { Filters } from './list-head.ts'
import { loaded, ready } from './loaded.ts'
import { countFound, missingStates } from './missing-folder.ts'
import { Empty } from './notice.ts'
import { count, listed } from './numbers.ts'
import { accountOf, openBackup } from './open.ts'
import { place } from './place.ts'
import { type Comparison, comparedTimes, compareNow, comparison } from './presence.ts'
import { spotName } from './presence-badge.ts'
import { whenTaken } from './presence-note.ts'
import { type Problem, problemText } from './problem-words.ts'
import type { MissingState } from './search-filter.ts'
import { change } from './search-go.ts'
import { Order, Scope } from './search-head.ts'
import { me } from './session.ts'
import { backupOf } from './stood-on.ts'
import { words } from './words.ts'

/** Folders that could not be read and are named; of more only the number is said. */
const mostNamed = 4

const states = [
  { name: 'gone', q: 'is:gone', has: ['gone'] },
  { name: 'bin', q: 'is:trash is:junk', has: ['trash', 'junk'] },
  { name: 'moved', q: 'is:moved', has: ['moved'] },
] as const

interface HeadProps {
  /** the states that are shown; null: all that count as missing */
  missing: readonly MissingState[] | null
  orders: readonly string[]
  /** the folder it is limited to */
  folder: string | undefined
}

/** Above what is missing: with what it was compared and when, which states, over which days, in which order. */
export function MissingHead({ missing, orders, folder }: HeadProps) {
  useEffect(() => {
    compareNow()
  }, [])
  const isOn = (has: readonly string[]) =>
    missing !== null && missing.length === has.length && has.every(one => missing.some(it => it === one))
  const choice = (
    pressed: boolean,
    text: string,
    hint: string,
    q: string | null,
    has: readonly MissingState[],
  ) =>
    html`<button type="button" class="filter" aria-pressed=${pressed} title=${hint} onClick=${() => change({ q })}>${text}<${Counted} has=${has} /></button>`
  return html`${folder && html`<${Filters} />`}<div class="view-head">
    <${Compared} />
    <div class="filters" role="group" aria-label=${words.missing.state}>
      ${choice(missing === null, words.missing.allMissing, words.missing.whatIs, null, missingStates)}
      ${states.map(({ name, q, has }) => choice(isOn(has), words.missing[name], words.missing[`${name}Hint`], q, has))}
    </div>
    <div class="view-tools"><${Scope} />
      ${
        folder &&
        html`<button type="button" class="linklike" onClick=${() => change({ folder: null })}>${words.missing.anyFolder}</button>`
      }
      <span class="grow"></span><${Order} orders=${orders} /></div>
  </div>`
}

/** How many are in these states, within the days and the folder that are shown. */
function Counted({ has }: { has: readonly MissingState[] }) {
  const control = me.value?.control
  const backup = openBackup.value
  if (!control || !backup) return null
  const { all, folder } = place.value
  const filter =
    overDays(null, { missing: has, inPoint: all ? null : accountOf(backup), inMailbox: folder }) ?? {}
  const key = `missing count ${control} ${comparedTimes.value} ${JSON.stringify(filter)}`
  const n = ready(loaded(key, () => countFound(control, filter)).value)
  return n === undefined || n === null ? null : html`<span class="filter-count">${count(n)}</span>`
}

/** Nothing to show: that all is there, or that no message is in the state that was chosen. */
export function NothingMissing({ isNarrowed }: { isNarrowed: boolean }) {
  const { missing } = words
  if (isNarrowed)
    return html`<${Empty} icon="check" title=${missing.noneSuch}><p>${missing.noneSuchText}</p><//>`
  const { all } = place.value
  return html`<${Empty} icon="check" title=${all ? missing.none : missing.noneHere}>
    <p>${all ? missing.noneText : missing.noneHereText}</p>
    ${!all && html`<button type="button" class="button" onClick=${() => change({ all: true })}>${missing.allDays}</button>`}
    <p class="fine">${missing.limit}</p>
  <//>`
}

/** "Compared with your mailbox at 11:02"; while it is being looked at, that it is; else with what instead, and why. */
function Compared() {
  const it = comparison.value
  const isChecking = it === null || it.state === 'checking' || it.state === 'none'
  if (isChecking)
    return html`<div class="compared" role="status"><p>${icon('past', 'small')}<span>${words.missing.comparing}</span>
      <progress aria-label=${words.missing.comparing}></progress></p></div>`
  return html`<div class="compared" role="status">
    <p>${icon(it.problem ? 'warning' : 'past', 'small')}<span>${comparedText(it)} ${it.problem && problemOf(it.problem)}
      ${' '}<button type="button" class="linklike" onClick=${compareNow}>${words.missing.compareAgain}</button></span></p>
    ${it.unknown.length > 0 && html`<p>${icon('warning', 'small')}<bdi>${unknownText(it)}</bdi></p>`}
  </div>`
}

function comparedText({ basis, comparedAt, point }: Comparison): string {
  const { missing } = words
  if (basis === 'backup' || comparedAt === null) {
    const one = point === null ? undefined : backupOf(point)
    return one ? missing.comparedBackup(whenTaken(one)) : missing.notCompared
  }
  const zone = openBackup.value?.zone ?? me.value?.zone ?? 'UTC'
  const at = Date.parse(comparedAt)
  const isToday = shortDay(at, zone) === shortDay(Date.now(), zone)
  return isToday ? missing.compared(clock(at, zone)) : missing.comparedOn(dayAndTime(at, zone))
}

function problemOf(code: string): string {
  const { problems } = words.missing
  if (code in problems) return problems[code as keyof typeof problems]
  return code in words.problem ? problemText({ code } as Problem) : problems.other
}

function unknownText({ unknown }: Comparison): string {
  const named = unknown.slice(0, mostNamed).map(spotName)
  const more = unknown.length - named.length
  return words.missing.unknown(listed(more > 0 ? [...named, words.missing.unknownMore(more)] : named))
}
