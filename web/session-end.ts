import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { html } from './html.ts'
import { lastAsked } from './server.ts'
import { me, whoAmI } from './session.ts'
import { words } from './words.ts'

/** How long before the end it is announced (WCAG 2.2.1). */
const notice = 120_000
const longest = 24 * 3_600_000

/** Says two minutes ahead that the session ends, and lets the reader stay. */
export function SessionEnd() {
  const left = useSignal({ idle: Number.POSITIVE_INFINITY, whole: Number.POSITIVE_INFINITY })
  const who = me.value
  useEffect(() => {
    const length = (who?.sessionEnds ?? 0) - Date.now()
    // Server and browser may disagree about the time; then only the idle time, which is a length, is counted.
    const ends = length > 0 && length < longest ? Date.now() + length : Number.POSITIVE_INFINITY
    const look = () => {
      if (!who) return
      left.value = { idle: lastAsked() + who.sessionIdle - Date.now(), whole: ends - Date.now() }
      if (Math.min(left.value.idle, left.value.whole) < -5000) whoAmI().catch(() => undefined)
    }
    const timer = setInterval(look, 5000)
    return () => clearInterval(timer)
  }, [who])
  const { idle, whole } = left.value
  if (Math.min(idle, whole) > notice) return null
  const stay = () => whoAmI().catch(() => undefined)
  if (whole <= notice) return html`<div class="toast" role="alert"><p>${words.session.endsAnyway}</p></div>`
  return html`<div class="toast" role="alert">
    <p>${words.session.ends}</p>
    <button type="button" class="button" onClick=${stay}>${words.session.stay}</button>
  </div>`
}
