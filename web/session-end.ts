import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { html } from './html.ts'
import { lastAsked } from './server.ts'
import { me, whoAmI } from './session.ts'
import { words } from './words.ts'

/** How long before the end it is announced (WCAG 2.2.1). */
const notice = 120_000

/** Says two minutes ahead that the session ends, and lets the reader stay. */
export function SessionEnd() {
  const left = useSignal(Number.POSITIVE_INFINITY)
  useEffect(() => {
    const look = () => {
      const who = me.peek()
      if (!who) return
      left.value = Math.min(who.sessionEnds, lastAsked() + who.sessionIdle) - Date.now()
      if (left.value < -5000) whoAmI().catch(() => undefined)
    }
    const timer = setInterval(look, 5000)
    return () => clearInterval(timer)
  }, [])
  if (left.value > notice) return null
  const isAtEnd = (me.value?.sessionEnds ?? 0) - Date.now() <= notice
  const stay = () =>
    whoAmI().then(
      () => {
        left.value = Number.POSITIVE_INFINITY
      },
      () => undefined,
    )
  return html`<div class="toast" role="alert">
    <p>${isAtEnd ? words.session.endsAnyway : words.session.ends}</p>
    ${!isAtEnd && html`<button type="button" class="button" onClick=${stay}>${words.session.stay}</button>`}
  </div>`
}
