import { signal } from '@preact/signals'
import type { ComponentType, VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { html } from './html.ts'
import { lateStyle } from './late-style.ts'
import { moreWords, words } from './words.ts'

type Part<P> =
  | { is: 'wanted' }
  | { is: 'loading' }
  | { is: 'here'; view: ComponentType<P> }
  | { is: 'failed' }

const waiting: (() => Promise<unknown>)[] = []

/**
 * A component whose code comes when it is first shown, or before that in a quiet moment (`loadWaiting`). Until it is
 * here nothing is seen for a moment, then that it is on its way; where it cannot be had, that can be tried again.
 * `meanwhile` is shown instead where the part has a place of its own. The texts and styles of such parts (i18n/en-more.ts, late.css) come with the first of them.
 */
export function later<P>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: () => VNode = () => html`<div class="toast late" role="status"><p>${words.loading}</p></div>`,
): ComponentType<P> {
  const part = signal<Part<P>>({ is: 'wanted' })
  const begin = async () => {
    if (part.peek().is === 'here' || part.peek().is === 'loading') return
    part.value = { is: 'loading' }
    part.value = await Promise.all([load(), moreWords(), lateStyle()]).then(
      ([view]) => ({ is: 'here', view }) as const,
      () => ({ is: 'failed' }) as const,
    )
  }
  waiting.push(begin)
  return function Later(props: P) {
    const it = part.value
    useEffect(() => {
      if (it.is === 'wanted') begin()
    }, [it])
    if (it.is === 'here') return html`<${it.view} ...${props} />`
    if (it.is === 'failed') return html`<${NotHere} again=${() => again(begin, () => part.peek().is)} />`
    return meanwhile()
  }
}

/** Loads what was not needed yet, one part after the other, so that it opens at once when it is. */
export async function loadWaiting(): Promise<void> {
  for (const begin of waiting.splice(0)) await begin()
}

function NotHere({ again }: { again: () => void }) {
  return html`<div class="toast" role="alert"><p>${words.part.failed}</p>
    <button type="button" class="button" onClick=${again}>${words.again}</button></div>`
}

/**
 * Browsers may remember that a script could not be had, and a newer page has other scripts: when the server answers and
 * the part still does not come, the page is loaded anew, at the same place.
 */
async function again(begin: () => Promise<void>, state: () => Part<unknown>['is']): Promise<void> {
  await begin()
  if (state() !== 'failed') return
  const isThere = await fetch('/', { cache: 'no-store' }).then(
    answer => answer.ok,
    () => false,
  )
  if (isThere) location.reload()
}
