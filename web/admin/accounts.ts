import { useSignal } from '@preact/signals'
import type { AdminAccount, AdminAccounts } from '../../src/http/admin-wire.ts'
import { actWords } from '../audit-words.ts'
import { html } from '../html.ts'
import { count, size } from '../numbers.ts'
import { linkWords } from './access-links.ts'
import { AccountActs } from './account-acts.ts'
import { AddAccounts } from './add-accounts.ts'
import { useGet } from './load.ts'
import { Choices, typed, View } from './parts.ts'
import { Table } from './table.ts'
import { dayOf, moment, words } from './words.ts'

const filters = ['all', 'behind', 'alarm', 'paused', 'needs-sign-in', 'gone'] as const

/** Who is backed up, and how it stands with each. */
export function Accounts() {
  const state = useSignal<(typeof filters)[number]>('all')
  const search = useSignal('')
  const pages = useSignal<string[]>([])
  const adding = useSignal(false)
  const query = new URLSearchParams({ search: search.value })
  if (state.value !== 'all') query.set('state', state.value)
  const after = pages.value.at(-1)
  if (after !== undefined) query.set('after', after)
  const got = useGet<AdminAccounts>(`/api/admin/accounts?${query}`, 10_000)
  const find = (event: Event) => {
    pages.value = []
    search.value = typed(event).trim()
  }
  const choose = (name: (typeof filters)[number]) => {
    pages.value = []
    state.value = name
  }
  return html`<${View} title=${words.accounts.title} got=${got}
    beside=${html`<${Choices} all=${filters.map(name => [name, words.accounts.filter[name]] as const)} chosen=${state.value} choose=${choose} />
      <input type="search" aria-label=${words.search} placeholder=${words.search} value=${search.value} onChange=${find} />
      <button type="button" class="button" onClick=${() => {
        adding.value = true
      }}>${words.accounts.add}</button>`}
    show=${({ accounts, next }: AdminAccounts) => html`
      ${accounts.length === 0 ? html`<p class="admin-none">${words.accounts.none}</p>` : html`<${List} accounts=${accounts} again=${got.again} />`}
      ${
        next !== null &&
        html`<button type="button" class="button" onClick=${() => {
          pages.value = [...pages.value, next]
        }}>${words.more}</button>`
      }`} />
    ${
      adding.value &&
      html`<${AddAccounts} close=${() => {
        adding.value = false
        got.again()
      }} />`
    }`
}

function List({ accounts, again }: { accounts: readonly AdminAccount[]; again: () => void }) {
  const { columns, title, never, usual } = words.accounts
  return html`<${Table} name=${title} named columns=${[
    { text: columns.account },
    { text: columns.state, kind: 'what' },
    { text: columns.good, kind: 'when' },
    { text: columns.messages, kind: 'number' },
    { text: columns.size, kind: 'number' },
    { text: columns.plan },
    { text: columns.acts, kind: 'acts' },
  ]} rows=${accounts.map(one => ({
    key: one.id,
    cells: [
      html`<bdi>${one.address}</bdi>`,
      stateWords(one),
      one.newestGood === null ? never : moment(one.newestGood),
      count(one.messages),
      size(one.bytes),
      one.plan ?? usual,
      html`<${AccountActs} one=${one} again=${again} />`,
    ],
  }))} />`
}

function linkLine(link: AdminAccount['links'][number]): string {
  return `${words.accounts.access.replace(/\s*…$/, '')}: ${linkWords(link)}`
}

function notRemoved(most: number): string {
  return actWords(words.acts, { act: 'account.removal-refused', about: { most } }, moment)
}

function closedWords(since: number, { eraseAt, kept, erasingAt }: AdminAccount): string {
  const { accounts } = words
  if (kept) return accounts.closedKept(dayOf(since))
  return eraseAt === null || erasingAt !== null
    ? accounts.closed(dayOf(since))
    : accounts.closedErased(dayOf(since), dayOf(eraseAt))
}

/** How it stands with an account, in words; what is wrong stands out. */
function stateWords(one: AdminAccount) {
  const { accounts } = words
  const known = (name: string) => accounts.state[name] ?? name
  const wrong = [
    one.erasingAt !== null ? known('erasing') : '',
    one.pausedAt !== null ? known('paused') : '',
    one.closedAt !== null ? closedWords(one.closedAt, one) : one.state !== 'active' ? known(one.state) : '',
    one.held ? known('held') : '',
    one.failures > 0 ? accounts.failing(one.failures) : '',
    one.alarms.includes('mail-vanished') ? accounts.vanished : '',
    ...(one.erasingAt === null ? one.links.map(linkLine) : []),
    one.erasingAt === null && one.removalRefused !== null ? notRemoved(one.removalRefused) : '',
  ].filter(text => text !== '')
  return wrong.length === 0
    ? known('active')
    : html`<ul class="admin-wrong">${wrong.map(text => html`<li>${text}</li>`)}</ul>`
}
