import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { AdminRequest, AdminRequests } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { count, size } from '../numbers.ts'
import { visible } from '../visible-text.ts'
import { Decision } from './decision.ts'
import { useGet } from './load.ts'
import { Choices, View } from './parts.ts'
import { follow, pathOf, place } from './place.ts'
import { restoreProblemWords } from './problem-words.ts'
import { RequestFolders } from './request-folders.ts'
import { RestoreFor } from './restore-for.ts'
import { moment, share, timeLeft, words } from './words.ts'

const states = {
  waiting: 'waiting',
  running: 'confirmed,running,undoing',
  over: 'done,partial,failed,cancelled,rejected,expired,withdrawn,undone',
  all: 'waiting,confirmed,running,undoing,done,partial,failed,cancelled,rejected,expired,withdrawn,undone',
}

/** What owners ask to have back: decided here, in numbers and folders, never by what the mail says. */
export function Requests() {
  const { id } = place.value
  return id === null ? html`<${List} />` : html`<${One} id=${id} />`
}

function List() {
  const chosen = useSignal<keyof typeof states>('waiting')
  const after = useSignal<number | null>(null)
  const forSomebody = useSignal(false)
  const page = after.value === null ? '' : `&after=${after.value}`
  const got = useGet<AdminRequests>(`/api/admin/requests?state=${states[chosen.value]}${page}`, 5000)
  const counts = got.value?.counts ?? {}
  const named = (name: keyof typeof states) => {
    const n = states[name].split(',').reduce((sum, state) => sum + (counts[state as 'waiting'] ?? 0), 0)
    return [
      name,
      got.value ? `${words.requests.filter[name]} ${count(n)}` : words.requests.filter[name],
    ] as const
  }
  const choose = (name: keyof typeof states) => {
    after.value = null
    chosen.value = name
  }
  const ask = () => {
    forSomebody.value = true
  }
  const close = () => {
    forSomebody.value = false
    got.again()
  }
  return html`<${View} title=${words.requests.title} got=${got}
    beside=${html`<${Choices} all=${(['waiting', 'running', 'over', 'all'] as const).map(named)} chosen=${chosen.value} choose=${choose} />
      <button type="button" class="button" onClick=${ask}>${words.requests.forSomebody}</button>`}
    show=${({ requests, next }: AdminRequests) => html`
      ${requests.length === 0 && html`<p class="admin-none">${words.requests.none}</p>`}
      <ul class="admin-cards">${requests.map(one => html`<li key=${one.id}><${Card} one=${one} again=${got.again} /></li>`)}</ul>
      ${
        next !== null &&
        html`<button type="button" class="button" onClick=${() => {
          after.value = next
        }}>${words.more}</button>`
      }
      <p class="fine">${words.requests.hidden}</p>`} />
    ${forSomebody.value && html`<${RestoreFor} close=${close} />`}`
}

/** States that end by themselves, mostly within seconds. */
const moving = ['planning', 'planned', 'confirmed', 'running', 'undoing']

function One({ id }: { id: string }) {
  const isMoving = useSignal(true)
  const got = useGet<AdminRequest>(
    `/api/admin/requests/${encodeURIComponent(id)}`,
    isMoving.value ? 1000 : 3000,
  )
  const state = got.value?.state
  useEffect(() => {
    isMoving.value = state !== undefined && moving.includes(state)
  }, [state])
  return html`<${View} title=${words.requests.title} got=${got}
    beside=${html`<a class="linklike" href=${pathOf({ view: 'requests', id: null })} onClick=${follow({ view: 'requests', id: null })}>${words.all}</a>`}
    show=${(
      one: AdminRequest,
    ) => html`<div class="admin-cards"><${Card} one=${one} again=${got.again} /></div>
      ${one.plan && one.plan.folders.length > 0 && html`<${RequestFolders} folders=${one.plan.folders} />`}
      <p class="fine">${words.requests.hidden}</p>`} />`
}

function Card({ one, again }: { one: AdminRequest; again: () => void }) {
  const { requests } = words
  const to = { view: 'requests' as const, id: one.id }
  const { by } = one
  const facts = [
    by.kind === 'admin' ? requests.by.admin(by.name) : requests.by[by.kind],
    backupWords(one),
    requests.filed(moment(one.filedAt ?? one.madeAt)),
    one.wish.what.map(what => whatWords(what, one)).join(', '),
    one.wish.target.kind === 'folder'
      ? requests.target.folder(visible(one.wish.target.path))
      : requests.target[one.wish.target.kind],
  ]
  return html`<article class="admin-card">
    <header><h2><a href=${pathOf(to)} onClick=${follow(to)}><bdi>${one.address}</bdi></a>${one.number > 0 && html` <span class="fine">R${one.number}</span>`}</h2>
      <p class=${`admin-state ${one.state}`}>${requests.state[one.state]}${
        one.state === 'waiting' && one.decideUntil !== null
          ? html` · <strong>${requests.decideIn(timeLeft(one.decideUntil - Date.now()))}</strong>`
          : ''
      }</p></header>
    <p>${facts.map((text, i) => html`${i > 0 && ' · '}<bdi>${text}</bdi>`)}</p>
    <ul class="admin-facts">${planWords(one).map(text => html`<li><bdi>${text}</bdi></li>`)}</ul>
    ${one.problem && html`<p class="admin-bad">${restoreProblemWords(one.problem)}</p>`}
    ${one.note && html`<p>${requests.note}: <bdi class="admin-quote">${visible(one.note)}</bdi></p>`}
    ${one.price && html`<p>${requests.price}: <bdi>${one.price}</bdi></p>`}
    ${one.reason && html`<p>${requests.reason}: <bdi class="admin-quote">${visible(one.reason)}</bdi></p>`}
    ${
      one.decidedBy &&
      one.decidedAt !== null &&
      html`<p class="fine">${requests.decided(one.decidedBy.kind === 'admin' ? one.decidedBy.name : requests.actor[one.decidedBy.kind], moment(one.decidedAt))}</p>`
    }
    <${Decision} one=${one} again=${again} />
  </article>`
}

/** Which backup it takes from: a number says little to people. */
export function backupWords({ point, pointTakenAt }: Pick<AdminRequest, 'point' | 'pointTakenAt'>): string {
  return words.requests.backup(point, pointTakenAt === null ? null : moment(pointTakenAt))
}

/** What a request is about, without a word of the mail. */
function whatWords(what: AdminRequest['wish']['what'][number], { plan }: AdminRequest): string {
  if ('emails' in what) return words.requests.emails(what.emails)
  // The wish names a folder by its id; what it was called then is known when it is planned.
  if ('folder' in what) return words.requests.folder(visible(plan?.folders[0]?.from ?? what.folder))
  return what.only === 'inbox' ? words.requests.inbox : words.requests.whole
}

/** What it would do, or did. */
export function planWords({
  plan,
  result,
  undone,
}: Pick<AdminRequest, 'plan' | 'result' | 'undone'>): string[] {
  const { requests } = words
  if (!plan) return []
  const { quota } = plan
  return [
    requests.plan(count(plan.add), count(plan.there)),
    requests.size(size(plan.bytes)),
    plan.moved > 0 ? requests.moved(plan.moved) : '',
    plan.binned > 0 ? requests.binned(plan.binned) : '',
    plan.unknown > 0 ? requests.unknown(plan.unknown) : '',
    plan.lost > 0 ? requests.lost(plan.lost) : '',
    plan.create.length > 0 ? requests.creates(plan.create.map(visible).join(', ')) : '',
    quota ? requests.quota(share(quota.used + plan.bytes, quota.limit)) : '',
    plan.canUndo ? '' : requests.noUndo,
    result ? requests.result(count(result.added), count(result.there), count(result.failed)) : '',
    undone ? requests.undone(count(undone.removed), count(undone.kept)) : '',
  ].filter(text => text !== '')
}
