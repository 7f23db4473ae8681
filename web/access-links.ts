import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { OpenLink, OpenLinks } from '../src/http/wire.ts'
import { dayAndTime } from './dates.ts'
import { html } from './html.ts'
import { loaded, reload } from './loaded.ts'
import { ask } from './server.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Links of admins that open this account, for its owner to withdraw; nothing where there is none, or without the password. */
export function AccessLinks() {
  return (
    me.value?.how === 'password' && html`<${Links} key=${me.value.control} control=${me.value.control} />`
  )
}

function Links({ control }: { control: string }) {
  const said = useSignal('')
  const withdrawn = useSignal<readonly string[]>([])
  const key = `links ${control}`
  const load = () => ask<OpenLinks>('/api/access/links')
  // One may have been made since they were looked at.
  useEffect(() => reload(key, load), [])
  const answer = loaded(key, load).value
  if (answer.state !== 'ready') return null
  const texts = words.accessLinks
  const withdraw = async ({ id }: OpenLink) => {
    said.value = ''
    await ask('/api/access/end', { id }).then(
      () => {
        withdrawn.value = [...withdrawn.value, id]
        said.value = texts.withdrawn
      },
      () => {
        said.value = texts.failed
        reload(key, load)
      },
    )
  }
  // The worker writes it down a moment later; it opens nothing from now on.
  const links = answer.value.links.filter(({ id }) => !withdrawn.value.includes(id))
  return html`${
    links.length > 0 &&
    html`<section aria-labelledby="links-title"><h3 id="links-title">${texts.title}</h3>
      <ul class="request-list">${links.map(
        one => html`<li key=${one.id} class="request"><${About} one=${one} />
        <p class="request-acts"><button type="button" class="button" onClick=${() => withdraw(one)}>${texts.withdraw}</button></p></li>`,
      )}</ul></section>`
  }<p role="status">${said.value}</p>`
}

function About({ one: { by, at, until, usedAt } }: { one: OpenLink }) {
  const texts = words.accessLinks
  const when = (time: number) => dayAndTime(time, me.value?.zone ?? 'UTC')
  const state = usedAt === null ? texts.unused(when(until)) : texts.used(when(usedAt))
  return html`<p><bdi>${texts.made(visible(by), when(at))}</bdi> · <bdi>${state}</bdi></p>`
}
