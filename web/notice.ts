import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import type { Trouble } from './server.ts'
import { troubleText, words } from './words.ts'

/** A pane that has nothing to show says why, and what can be done. */
export function Empty(props: {
  icon: IconName
  title: string
  children?: ComponentChildren
  level?: 'h1' | 'h2'
}) {
  return html`<div class="empty">
    <div class="empty-mark">${icon(props.icon)}</div>
    <${props.level ?? 'h2'} class="empty-title">${props.title}<//>
    ${props.children}
  </div>`
}

/** Something could not be loaded. */
export function Failed(props: { title: string; trouble: Trouble; again: () => void }) {
  const { trouble, again } = props
  useEffect(() => {
    if (trouble.code !== 'index-rebuilding') return
    const timer = setTimeout(again, 5000)
    return () => clearTimeout(timer)
  }, [trouble])
  return html`<${Empty} icon="warning" title=${props.title}>
    <p>${troubleText(props.trouble)}</p>
    <button type="button" class="button" onClick=${props.again}>${icon('past')}${words.again}</button>
  <//>`
}
