import { useSignal } from '@preact/signals'
import type { AdminAccount } from '../../src/http/admin-wire.ts'
import { html } from '../html.ts'
import { ask, asTrouble } from '../server.ts'
import { visible } from '../visible-text.ts'
import { troubleWords } from './parts.ts'
import { moment, words } from './words.ts'

type Link = AdminAccount['links'][number]

/** Links that open an account, each with a button that withdraws it. `path`: where that is asked for. */
export function AccessLinks({
  links,
  path,
  again,
}: {
  links: readonly Link[]
  path: string
  again: () => void
}) {
  const said = useSignal('')
  const withdrawn = useSignal<readonly string[]>([])
  const texts = words.accessLinks
  const withdraw = (id: string) =>
    ask(path, { id }).then(
      () => {
        withdrawn.value = [...withdrawn.value, id]
        said.value = texts.withdrawn
        again()
      },
      error => {
        said.value = troubleWords(asTrouble(error))
      },
    )
  const open = links.filter(({ id }) => !withdrawn.value.includes(id))
  return html`${
    open.length > 0 &&
    html`<h3>${texts.title}</h3>
      <ul class="admin-links">${open.map(
        one => html`<li key=${one.id}><p><bdi>${linkWords(one)}</bdi></p>
        <button type="button" class="button" onClick=${() => withdraw(one.id)}>${texts.withdraw}</button></li>`,
      )}</ul>`
  }<p role="status">${said.value}</p>`
}

/** Who made it, and whether somebody came in by it. */
export function linkWords({ by, at, until, usedAt }: Link): string {
  const texts = words.accessLinks
  const state = usedAt === null ? texts.unused(moment(until)) : texts.used(moment(usedAt))
  return `${texts.made(visible(by), moment(at))} · ${state}`
}
