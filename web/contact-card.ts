import { html } from './html.ts'
import { icon } from './icons.ts'
import { linkedText } from './plain-text.ts'
import { narrow } from './preferences.ts'
import type { Contact } from './read-contact.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

const mostShown = 20
const longestNotes = 2000

/** Contacts of a file, for people; of many the first. */
export function ContactCards({ contacts }: { contacts: Contact[] }) {
  return html`${contacts.slice(0, mostShown).map((one, i) => html`<${Card} key=${i} contact=${one} />`)}
    ${contacts.length > mostShown && html`<p class="fine">${words.card.more(contacts.length - mostShown)}</p>`}`
}

function Card({ contact }: { contact: Contact }) {
  const { card } = words
  return html`<section class="card" aria-label=${card.contact}>
    <header>${icon('person')}<${narrow.value ? 'h2' : 'h3'} class="card-title" dir="auto">${visible(contact.name) || card.noName}<//><span class="fine">${card.contact}</span></header>
    <dl>
      ${row(card.company, [contact.company])}${row(card.email, contact.emails)}${row(card.phone, contact.phones)}
      ${row(card.address, contact.addresses)}${row(card.web, contact.web)}${row(card.birthday, [contact.birthday])}
      ${row(card.notes, [contact.notes.slice(0, longestNotes)])}
    </dl>
  </section>`
}

function row(label: string, values: readonly string[]) {
  const shown = values.filter(Boolean)
  return (
    shown.length > 0 &&
    html`<div><dt>${label}</dt><dd>${shown.map(one => html`<p class="card-text" dir="auto">${linkedText(one, 5)}</p>`)}</dd></div>`
  )
}
