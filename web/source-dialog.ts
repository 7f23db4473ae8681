import { loadBlobText } from './blob-text.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { loaded, reload } from './loaded.ts'
import { LongText } from './long-text.ts'
import { downloadUrl } from './mail.ts'
import { Failed } from './notice.ts'
import { size } from './numbers.ts'
import { sourceOf } from './previewed.ts'
import { safeFileName } from './visible-text.ts'
import { words } from './words.ts'

/** Octets shown; the download has all of them. */
const most = 262_144

/** A message exactly as it is stored: its octets as text, the beginning of a long one. */
export function SourceDialog() {
  const letter = sourceOf.value
  if (!letter) return null
  const { account, message } = letter
  const name = `${safeFileName(message.subject, 'message')}.eml`
  const url = downloadUrl(account, message.blobId, name, 'message/rfc822')
  const key = `source ${account} ${message.blobId}`
  const load = () => loadBlobText(url, null, most)
  const answer = loaded(key, load).value
  return html`<${Dialog} title=${words.letter.source} kind="wide">
    <p class="dialog-bar"><span class="fine grow">${words.letter.sourceText(size(message.size))}</span>
      <a class="button" href=${url} download=${name}>${icon('download')}${words.letter.download}</a></p>
    ${answer.state === 'loading' && html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`}
    ${answer.state === 'failed' && html`<${Failed} title=${words.message.failed} trouble=${answer.trouble} again=${() => reload(key, load)} />`}
    ${answer.state === 'ready' && html`<${LongText} text=${answer.value.text} label=${words.letter.source} />`}
    ${answer.state === 'ready' && answer.value.isCut && html`<p class="bar-note warn">${words.letter.sourceCut(size(most))}</p>`}
  <//>`
}
