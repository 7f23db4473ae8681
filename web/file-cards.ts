import { loadBlobText } from './blob-text.ts'
import { CalendarCard } from './calendar-card.ts'
import { ContactCards } from './contact-card.ts'
import { html } from './html.ts'
import type { Letter } from './letter.ts'
import { loaded } from './loaded.ts'
import { type BodyPart, downloadUrl } from './mail.ts'
import { readCalendar } from './read-calendar.ts'
import { readContacts } from './read-contact.ts'
import { words } from './words.ts'

/** Octets of a file that are read. */
const most = 262_144
const mostFiles = 4

/** Invitations and contacts that hang on a message, as cards; each file is still there to download. */
export function FileCards({ parts, letter }: { parts: BodyPart[]; letter: Letter }) {
  const files = new Map(parts.map(part => [`${part.type} ${part.size}`, part]))
  return html`<div class="cards">${[...files.values()]
    .slice(0, mostFiles)
    .map(part => html`<${OneFile} key=${part.partId} part=${part} letter=${letter} />`)}</div>`
}

function OneFile({ part, letter }: { part: BodyPart; letter: Letter }) {
  const isContact = /vcard/.test(part.type) || /\.vcf$/i.test(part.name ?? '')
  const url = downloadUrl(letter.account, part.blobId ?? '', 'card', 'text/plain')
  const load = async () => {
    const { text, isCut } = await loadBlobText(url, part.charset, most)
    return isContact
      ? ({ contacts: readContacts(text), isCut } as const)
      : ({ calendar: readCalendar(text), isCut } as const)
  }
  const answer = loaded(`card ${letter.account} ${part.blobId}`, load).value
  if (answer.state === 'loading')
    return html`<div class="card late" aria-busy="true"><div class="bone"></div></div>`
  if (answer.state === 'failed') return html`<p class="fine">${words.letter.noText}</p>`
  const { value } = answer
  const cut = value.isCut && html`<p class="fine">${words.card.cut}</p>`
  if ('contacts' in value)
    return value.contacts && value.contacts.length > 0
      ? html`<${ContactCards} contacts=${value.contacts} />${cut}`
      : html`<p class="fine">${words.card.contactUnreadable}</p>`
  const { calendar } = value
  if (!calendar || calendar.events.length === 0) return html`<p class="fine">${words.card.unreadable}</p>`
  return html`${calendar.events.map(
    (event, i) => html`<${CalendarCard} key=${i} event=${event} method=${calendar.method} />`,
  )}${cut}`
}
