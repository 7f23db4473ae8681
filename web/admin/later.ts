import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { html } from '../html.ts'
import { words } from './words.ts'

/** A part of the panel whose code comes when it is first shown; where that cannot be had, the page can be loaded anew. */
export function later<P>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const part = signal<ComponentType<P> | 'wanted' | 'failed'>('wanted')
  return function Later(props: P) {
    const it = part.value
    useEffect(() => {
      if (part.peek() === 'wanted')
        load().then(
          view => {
            part.value = view
          },
          () => {
            part.value = 'failed'
          },
        )
    }, [])
    if (it === 'wanted') return html`<p class="fine" role="status">${words.loading}</p>`
    if (it === 'failed')
      return html`<div class="notice bad" role="alert"><p><strong>${words.failed}.</strong></p>
        <button type="button" class="button" onClick=${() => location.reload()}>${words.again}</button></div>`
    return html`<${it} ...${props} />`
  }
}
