import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { changeLook, isHtml, type Letter, lookAt, showsText } from './letter.ts'
import { openList } from './list-source.ts'
import { narrow } from './preferences.ts'
import { openSource } from './previewed.ts'
import { printing } from './printing.ts'
import { words } from './words.ts'

/** Something that can be done with the open message. */
interface Item {
  name: string
  text: string
  icon: IconName
  run: () => void
  /** a switch, and how it stands */
  on?: boolean
}

/** Everything that is done less often with one message, behind a button that is always at the same place. */
export function MessageMenu({ letter }: { letter: Letter }) {
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const more = useSignal<Item[]>([])
  const place = (event: ToggleEvent) => {
    if (event.newState !== 'open' || !menu.current || !button.current) return
    listActions(letter).then(actions => {
      more.value = actions
    })
    const { style } = menu.current
    style.cssText = ''
    // a sheet at the lower edge, as other menus are where there is little room
    if (narrow.peek()) return
    const { bottom, right } = button.current.getBoundingClientRect()
    const top = Math.max(8, Math.min(bottom + 4, innerHeight - 420))
    style.insetBlockStart = `${top}px`
    style.maxBlockSize = `calc(100dvh - ${top + 8}px)`
    style.insetInlineStart = 'auto'
    style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`
  }
  const choose = (item: Item) => {
    menu.current?.hidePopover()
    item.run()
  }
  return html`<button ref=${button} type="button" class="quiet square" popovertarget="message-menu" aria-label=${words.letter.more}
      title=${words.letter.more}>${icon('dots', 'heavy')}</button>
    <div ref=${menu} id="message-menu" class="menu actions" popover="auto" role="group" aria-label=${words.letter.more} onBeforeToggle=${place}>
      ${[...itemsOf(letter), ...more.value].map(
        item => html`<button key=${item.name} type="button" class="menu-item" aria-pressed=${item.on} onClick=${() => choose(item)}>
          ${icon(item.icon)}<span class="grow">${item.text}</span>${item.on && icon('check', 'small')}</button>`,
      )}
    </div>`
}

/** What the list's menu has for this message and this one lacks; an attached message has none of it. */
async function listActions({ message, depth }: Letter): Promise<Item[]> {
  if (depth > 0) return []
  const { actionsFor } = await import('./actions.ts')
  return actionsFor({ rows: [message], source: openList.peek() ?? null }).filter(({ name }) =>
    fromList.has(name),
  )
}

const fromList = new Set(['restore', 'history', 'copy', 'download-conversation'])

function itemsOf(letter: Letter): Item[] {
  const look = lookAt(letter)
  const isPaper = !showsText(letter) && letter.message.htmlBody.some(isHtml)
  const change = (name: 'headers' | 'dark' | 'charsets') => () => changeLook(letter, { [name]: !look[name] })
  return [
    { name: 'print', text: words.letter.print, icon: 'print', run: () => printing(letter) },
    { name: 'headers', text: words.letter.headers, icon: 'menu', run: change('headers'), on: look.headers },
    { name: 'source', text: words.letter.viewSource, icon: 'code', run: () => openSource(letter) },
    ...(isPaper
      ? [{ name: 'dark', text: words.letter.dark, icon: 'moon', run: change('dark'), on: look.dark } as const]
      : []),
    {
      name: 'charset',
      text: words.letter.charset,
      icon: 'file',
      run: change('charsets'),
      on: look.charsets || look.charset !== null,
    },
  ]
}
