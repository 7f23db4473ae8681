import { clock } from './dates.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { me, signOut } from './session.ts'
import { words } from './words.ts'

/** For who did not come in with the mail password: what can be done all the same, and for how long. */
export function WayIn() {
  const who = me.value
  if (!who || who.how === 'password') return null
  return html`<p class="bar-note warn" role="note" style=${{ margin: '0 0.75rem 0.4375rem', padding: '0.25rem 0.5rem' }}>
    ${icon('lock')}<span>${words.wayIn[who.how](clock(who.sessionEnds, who.zone))}
      ${' '}<button type="button" class="linklike" onClick=${signOut}>${words.session.signInAgain}</button></span></p>`
}
