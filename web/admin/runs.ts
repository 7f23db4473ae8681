import { useSignal } from '@preact/signals'
import type { AdminProblem, AdminRun, AdminRuns } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { count, size } from '../numbers.ts'
import { ask } from '../server.ts'
import { visible } from '../visible-text.ts'
import { useGet } from './load.ts'
import { act, typed, View } from './parts.ts'
import { Plot } from './plot.ts'
import { problemWords } from './problem-words.ts'
import { RestoreFor, type RestoreOf } from './restore-for.ts'
import { Table } from './table.ts'
import { dayName, duration, moment, words } from './words.ts'

/** Backups night by night, with failures and what each holds. */
export function Runs() {
  const night = useSignal('')
  const after = useSignal<number | null>(null)
  const restoring = useSignal<RestoreOf | null>(null)
  const query = new URLSearchParams()
  if (night.value) query.set('night', night.value)
  if (after.value !== null) query.set('after', String(after.value))
  const got = useGet<AdminRuns>(`/api/admin/runs?${query}`, 10_000)
  const choose = (event: Event) => {
    after.value = null
    night.value = typed(event)
  }
  const nights = got.value?.nights ?? []
  return html`<${View} title=${words.runs.title} got=${got}
    beside=${html`<label>${words.runs.night} <select value=${got.value?.night ?? night.value} onChange=${choose}>${nights.map(
      one => html`<option value=${one.night}>${dayName(one.night)}</option>`,
    )}</select></label>`}
    show=${(
      all: AdminRuns,
    ) => html`<${Nights} all=${all} /><${List} runs=${all.runs} again=${got.again} restore=${(
      of: RestoreOf,
    ) => {
      restoring.value = of
    }} />
      ${
        all.next !== null &&
        html`<button type="button" class="button" onClick=${() => {
          after.value = all.next
        }}>${words.more}</button>`
      }`} />
    ${
      restoring.value &&
      html`<${RestoreFor} of=${restoring.value} close=${() => {
        restoring.value = null
      }} />`
    }`
}

function Nights({ all }: { all: AdminRuns }) {
  const sum = (one: AdminRuns['nights'][number]) =>
    words.runs.sum(one.done, one.partial, one.failed, one.open)
  const own = all.nights.find(one => one.night === all.night)
  const bars = all.nights.toReversed().map(one => ({
    name: dayName(one.night),
    text: sum(one),
    parts: [
      { amount: one.done, kind: 'good' as const },
      { amount: one.partial, kind: 'part' as const },
      { amount: one.failed, kind: 'bad' as const },
    ],
  }))
  return html`<${Plot} title=${words.runs.plot} bars=${bars} />${own && html`<p class="admin-lead">${sum(own)}</p>`}`
}

interface ListProps {
  runs: readonly AdminRun[]
  again: () => void
  /** a night is looked at because somebody wants something back */
  restore: (of: RestoreOf) => void
}

function List({ runs, again, restore }: ListProps) {
  if (runs.length === 0) return html`<p class="admin-none">${words.runs.none}</p>`
  const { columns } = words.runs
  return html`<${Table} name=${words.runs.title} named columns=${[
    { text: columns.account },
    { text: columns.result, kind: 'what' },
    { text: columns.start, kind: 'when' },
    { text: columns.took },
    { text: columns.fresh, kind: 'number' },
    { text: columns.bytes, kind: 'number' },
  ]} rows=${runs.map(one => ({
    key: one.id,
    cells: [
      html`<bdi>${one.address}</bdi>`,
      html`<${Result} one=${one} again=${again} restore=${restore} />`,
      moment(one.startedAt),
      one.finishedAt === null ? '' : duration(one.finishedAt - one.startedAt),
      one.point ? count(one.point.newMessages) : '',
      one.point ? size(one.point.newBytes) : '',
    ],
  }))} />`
}

function Result({ one, again, restore }: Pick<ListProps, 'again' | 'restore'> & { one: AdminRun }) {
  const { runs } = words
  const retry = () => act(() => ask(`/api/admin/runs/${one.id}/retry`, {}), again)
  if (one.state === 'failed')
    return html`<span class="admin-bad">${runs.state.failed}</span> · <${Why} problem=${one.problem} />
      <button type="button" class="linklike" aria-label=${`${runs.retry}: ${one.address}`} onClick=${retry}>${runs.retry}</button>`
  if (!one.point) return html`${runs.state[one.state]}`
  const { number, problems } = one.point
  const open = () => restore({ address: one.address, point: `#${number}` })
  return html`${one.point.status === 'partial' ? html`<span class="admin-bad">${runs.partial}</span>` : runs.state[one.state]} #${number}
    <button type="button" class="linklike" aria-label=${`${runs.restore} ${one.address}, #${number}`} onClick=${open}>${runs.restore}</button>
    ${problems.length > 0 && html`<ul class="admin-wrong">${problems.map(it => html`<li><${Why} problem=${it} /></li>`)}</ul>`}`
}

// A sentence of ours, then what is not ours: the folder where the sentence names none, and the words of the server.
function Why({ problem }: { problem: AdminProblem | null }) {
  const sentence = problemWords(problem)
  const folder = visible(problem?.folder ?? '')
  return html`<bdi>${sentence}</bdi>${folder && !sentence.includes(folder) && html` <bdi>${folder}</bdi>`}
    ${problem?.detail && html` <bdi class="fine admin-quote">${visible(problem.detail)}</bdi>`}`
}
