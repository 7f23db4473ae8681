import { html } from './html.ts'
import { jmap } from './jmap.ts'
import type { Letter } from './letter.ts'
import { loaded } from './loaded.ts'
import type { Header } from './mail.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Every header field of a message, an attached one too, in its order. */
export function Headers({ letter }: { letter: Letter }) {
  const { account, message } = letter
  const answer = loaded(`headers ${account} ${message.blobId}`, () => loadHeaders(letter)).value
  if (answer.state === 'loading') return html`<p class="fine">${words.loading}</p>`
  if (answer.state === 'failed') return html`<p class="fine">${words.message.failed}</p>`
  return html`<dl class="headers">${answer.value.map(
    ({ name, value }) =>
      html`<div><dt>${visible(name)}</dt><dd dir="auto">${visible(value.trim())}</dd></div>`,
  )}</dl>`
}

async function loadHeaders({ account, message, email, depth }: Letter): Promise<Header[]> {
  const asked = { accountId: account, properties: ['headers'] }
  if (depth === 0) {
    const [answer] = await jmap<[{ list: { headers: Header[] }[] }]>([
      'Email/get',
      { ...asked, ids: [email] },
    ])
    return answer.list[0]?.headers ?? []
  }
  const [answer] = await jmap<[{ parsed: Record<string, { headers: Header[] }> | null }]>([
    'Email/parse',
    { ...asked, blobIds: [message.blobId] },
  ])
  return answer.parsed?.[message.blobId]?.headers ?? []
}
