import { useSignal } from '@preact/signals'
import { fileName } from './attachments.ts'
import { loadBlobText } from './blob-text.ts'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { pictureUrl } from './letter.ts'
import { loaded, reload } from './loaded.ts'
import { LongText } from './long-text.ts'
import { downloadUrl } from './mail.ts'
import { Failed } from './notice.ts'
import { size } from './numbers.ts'
import { type Previewed, previewed } from './previewed.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Octets of a text that are shown. */
const mostText = 262_144

/** An attachment looked at in place: a picture as the server's own route gives it out, or a text as text nodes. */
export function PreviewDialog() {
  const what = previewed.value
  if (!what?.part.blobId) return null
  const { part, letter } = what
  const name = fileName(part)
  const url = downloadUrl(letter.account, part.blobId ?? '', name, part.type)
  return html`<${Dialog} title=${visible(name)} kind="wide">
    <p class="dialog-bar"><span class="fine grow">${size(part.size)}</span>
      <a class="button" href=${url} download=${name}>${icon('download')}${words.letter.download}</a></p>
    ${what.kind === 'picture' ? html`<${Picture} what=${what} name=${name} />` : html`<${Text} what=${what} url=${url} />`}
  <//>`
}

function Picture({ what: { letter, part }, name }: { what: Previewed; name: string }) {
  const failed = useSignal(false)
  if (failed.value) return html`<p class="bar-note warn">${words.letter.noPicture}</p>`
  return html`<img class="preview-picture" src=${pictureUrl(letter, part)} alt=${visible(name)} onError=${() => {
    failed.value = true
  }} />`
}

function Text({ what: { letter, part }, url }: { what: Previewed; url: string }) {
  const key = `text ${letter.account} ${part.blobId}`
  const load = () => loadBlobText(url, part.charset, mostText)
  const answer = loaded(key, load).value
  if (answer.state === 'loading')
    return html`<div class="late" aria-busy="true"><div class="bone long"></div></div>`
  if (answer.state === 'failed')
    return html`<${Failed} title=${words.letter.noText} trouble=${answer.trouble} again=${() => reload(key, load)} />`
  return html`<${LongText} text=${answer.value.text} label=${words.letter.textOf} />
    ${answer.value.isCut && html`<p class="bar-note warn">${words.letter.sourceCut(size(mostText))}</p>`}`
}
