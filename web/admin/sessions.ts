import { useSignal } from '@preact/signals'
import type { AdminSessions } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask } from '../server.ts'
import { visible } from '../visible-text.ts'
import { useGet } from './load.ts'
import { me } from './me.ts'
import { OwnPassword } from './own-password.ts'
import { act, View } from './parts.ts'
import { Table } from './table.ts'
import { moment, words } from './words.ts'

/** Where this admin is signed in; each can be ended. Here the own password is changed, too. */
export function Sessions() {
  const got = useGet<AdminSessions>('/api/admin/sessions', 30_000)
  const { sessions } = words
  const end = (id: string) => act(() => ask('/api/admin/sessions/revoke', { id }), got.again)
  const changing = useSignal(false)
  const change = (isOpen: boolean) => () => {
    changing.value = isOpen
  }
  return html`<${View} title=${sessions.title} got=${got}
    beside=${html`<button type="button" class="button" onClick=${change(true)}>${words.own.open}</button>`} show=${(
      all: AdminSessions,
    ) => html`
    <${Table} name=${sessions.title} columns=${[
      { text: sessions.began, kind: 'when' },
      { text: sessions.used, kind: 'when' },
      { text: sessions.where, kind: 'what' },
      { text: words.accounts.columns.acts, kind: 'acts' },
    ]} rows=${all.sessions.map(one => ({
      key: one.id,
      cells: [
        moment(one.began),
        moment(one.used),
        html`<bdi>${visible(one.ip)}</bdi> <span class="fine"><bdi>${visible(one.agent)}</bdi></span>`,
        one.own
          ? sessions.own
          : html`<button type="button" class="linklike" onClick=${() => end(one.id)}>${sessions.end}</button>`,
      ],
    }))} />
    <p class="fine">${sessions.recovery(me.value?.recoveryLeft ?? 0)}</p>`} />
    ${changing.value && html`<${OwnPassword} close=${change(false)} done=${got.again} />`}`
}
