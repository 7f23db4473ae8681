import { html } from './html.ts'
import { icon } from './icons.ts'
import type { Letter } from './letter.ts'
import { loaded } from './loaded.ts'
import { type BodyPart, downloadUrl } from './mail.ts'
import { size } from './numbers.ts'
import { readWinmail } from './read-winmail.ts'
import { saveOctets } from './save-octets.ts'
import { trouble } from './server.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Larger ones are only named. */
const most = 4_000_000

/** What Outlook packed into winmail.dat, file by file; where that cannot be seen, what it is. */
export function WinmailFiles({ part, letter }: { part: BodyPart; letter: Letter }) {
  if (part.size > most) return named()
  const load = async () => {
    const answer = await fetch(downloadUrl(letter.account, part.blobId ?? '', 'winmail.dat', part.type))
    if (!answer.ok) throw trouble(`http-${answer.status}`, `The server answered ${answer.status}.`)
    return readWinmail(new Uint8Array(await answer.arrayBuffer()))
  }
  const answer = loaded(`winmail ${letter.account} ${part.blobId}`, load).value
  if (answer.state === 'loading') return null
  const files = answer.state === 'ready' ? answer.value : null
  if (!files || files.length === 0) return named()
  return html`<p class="fine">${words.letter.inWinmail}</p>
    <ul>${files.map(({ name, octets }) => {
      const shown = visible(name) || words.letter.unnamed
      return html`<li><button type="button" class="file" title=${words.letter.downloadFile(shown, size(octets.length))}
        onClick=${() => saveOctets(octets, name)}><span class="file-text"><bdi class="file-name">${shown}</bdi>
        <span class="file-size">${size(octets.length)}</span></span>${icon('download', 'small')}</button></li>`
    })}</ul>`
}

function named() {
  return html`<p class="fine">${words.letter.winmail}</p>`
}
