import { useSignal } from '@preact/signals'
import type { AdminPoints, AdminRequest, RestoreFor as Wish } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask, asTrouble } from '../server.ts'
import { useGet } from './load.ts'
import { Ask, act, troubleWords, typed } from './parts.ts'
import { go } from './place.ts'
import { restoreProblemWords } from './problem-words.ts'
import { backupWords, planWords } from './requests.ts'
import { moment, words } from './words.ts'

/** What is known of it before anybody has asked: a backup that somebody looks at. */
export interface RestoreOf {
  address: string
  point: string
}

/** An admin asks and decides for somebody: address, number of the backup, then the same dry run as the owner sees. */
export function RestoreFor({ of, close }: { of?: RestoreOf; close: () => void }) {
  const id = useSignal<string | null>(null)
  return html`<${Ask} title=${words.requests.forTitle} close=${close}>
    ${id.value === null ? html`<${Wanted} id=${id} of=${of} close=${close} />` : html`<${Planned} id=${id.value} close=${close} />`}
  <//>`
}

interface WantedProps {
  id: { value: string | null }
  of: RestoreOf | undefined
  close: () => void
}

function Wanted({ id, of = { address: '', point: '' }, close }: WantedProps) {
  const given = useSignal({ ...of, only: false, beside: false })
  const problem = useSignal('')
  const address = useSignal(of.address)
  const got = useGet<AdminPoints>(`/api/admin/points?${new URLSearchParams({ address: address.value })}`)
  const points = address.value === '' ? undefined : got.value?.points
  const set = (change: Partial<typeof given.value>) => {
    given.value = { ...given.value, ...change }
  }
  const send = (event: Event) => {
    event.preventDefault()
    const { address, point, only, beside } = given.value
    const wish: Wish = {
      address: address.trim(),
      point: numberOf(point),
      only: only ? 'inbox' : null,
      target: { kind: beside ? 'beside' : 'in-place' },
      // As the owner's own dialog does unless it is told otherwise.
      moved: false,
      binned: false,
    }
    ask<{ id: string }>('/api/admin/restores', wish).then(
      answer => {
        id.value = answer.id
      },
      error => {
        problem.value = troubleWords(asTrouble(error))
      },
    )
  }
  const { requests } = words
  return html`<form onSubmit=${send}>
    <div class="form-problem" role="alert">${problem.value && html`<p>${problem.value}</p>`}</div>
    <label class="field"><span>${requests.address}</span><input type="email" required value=${given.value.address}
      onInput=${(e: Event) => set({ address: typed(e) })} onChange=${(e: Event) => {
        address.value = typed(e).trim()
      }} /></label>
    <label class="field"><span>${requests.point}</span><input type="text" inputmode="numeric" pattern="\\s*#?[0-9]+\\s*" required
      list="restore-points" autocomplete="off" aria-describedby="restore-point" value=${given.value.point} onInput=${(e: Event) => set({ point: typed(e) })} />
      <span class="hint" id="restore-point" role="status">${pointWords(points, given.value.point)}</span></label>
    <datalist id="restore-points">${points?.map(
      one => html`<option value=${`#${one.number}`} label=${moment(one.takenAt)}></option>`,
    )}</datalist>
    <fieldset class="field"><legend>${requests.scope}</legend>${[false, true].map(
      only => html`<label class="option"><input type="radio" name="only" checked=${given.value.only === only} onChange=${() => set({ only })} />
        <span>${only ? requests.inbox : requests.whole}</span></label>`,
    )}</fieldset>
    <fieldset class="field"><legend>${requests.where}</legend>${[false, true].map(
      beside => html`<label class="option"><input type="radio" name="beside" checked=${given.value.beside === beside} onChange=${() => set({ beside })} />
        <span>${requests.target[beside ? 'beside' : 'in-place']}</span></label>`,
    )}</fieldset>
    <p class="admin-acts"><button type="submit" class="button main">${requests.compare}</button>
      <button type="button" class="button" onClick=${close}>${words.cancel}</button></p>
  </form>`
}

/** "142" or "#142" */
function numberOf(point: string): number {
  return Number(point.replace(/^\s*#?/, ''))
}

// What the number that was typed stands for; nothing while that is not known.
function pointWords(points: AdminPoints['points'] | undefined, typed: string): string {
  const { requests } = words
  if (!points || !/[0-9]/.test(typed)) return ''
  const one = points.find(({ number }) => number === numberOf(typed))
  return one ? `${moment(one.takenAt)} · ${requests.emails(one.messages)}` : requests.noPoint
}

function Planned({ id, close }: { id: string; close: () => void }) {
  const got = useGet<AdminRequest>(`/api/admin/requests/${id}`, 1000)
  const one = got.value
  const { requests } = words
  const leave = html`<button type="button" class="button" onClick=${close}>${words.cancel}</button>`
  if (!one || one.state === 'planning')
    return html`<p role="status">${requests.comparing}</p><p class="admin-acts">${leave}</p>`
  if (one.state !== 'planned' || !one.plan)
    return html`<p role="alert">${requests.state[one.state]}. ${one.problem && restoreProblemWords(one.problem)}</p><p class="admin-acts">${leave}</p>`
  const file = () =>
    act(
      () => ask(`/api/admin/restores/${id}/file`, { note: null }),
      () => {
        close()
        go({ view: 'requests', id })
      },
    )
  return html`<p><strong><bdi>${one.address}</bdi></strong> · ${backupWords(one)}</p>
    <ul class="admin-facts">${planWords(one).map(text => html`<li><bdi>${text}</bdi></li>`)}</ul>
    <p class="fine">${requests.told}</p>
    <p class="admin-acts">${one.plan.add > 0 && html`<button type="button" class="button main" onClick=${file}>${requests.restore}</button>`}
      ${leave}</p>`
}
