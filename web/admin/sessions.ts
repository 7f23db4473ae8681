import type { AdminSessions } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask } from '../server.ts'
import { visible } from '../visible-text.ts'
import { useGet } from './load.ts'
import { me } from './me.ts'
import { act, View, Wide } from './parts.ts'
import { moment, words } from './words.ts'

/** Where this admin is signed in; each can be ended. */
export function Sessions() {
  const got = useGet<AdminSessions>('/api/admin/sessions', 30_000)
  const { sessions } = words
  const end = (id: string) => act(() => ask('/api/admin/sessions/revoke', { id }), got.again)
  return html`<${View} title=${sessions.title} got=${got} show=${(all: AdminSessions) => html`
    <${Wide} name=${sessions.title}><table class="admin-table"><thead><tr><th scope="col">${sessions.began}</th><th scope="col">${sessions.used}</th><th scope="col">${sessions.where}</th><th scope="col">${words.accounts.columns.acts}</th></tr></thead>
    <tbody>${all.sessions.map(
      one => html`<tr key=${one.id}><td class="when">${moment(one.began)}</td><td class="when">${moment(one.used)}</td><td><bdi>${visible(one.ip)}</bdi> <span class="fine"><bdi>${visible(one.agent)}</bdi></span></td>
        <td>${one.own ? sessions.own : html`<button type="button" class="linklike" onClick=${() => end(one.id)}>${sessions.end}</button>`}</td></tr>`,
    )}</tbody></table><//>
    <p class="fine">${sessions.recovery(me.value?.recoveryLeft ?? 0)}</p>`} />`
}
