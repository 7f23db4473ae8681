import { useSignal } from '@preact/signals'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { type BodyPart, downloadUrl, type Message } from './mail.ts'
import { safeFileName, visible } from './visible-text.ts'
import { size, words } from './words.ts'

/** What hangs on a message: files of their own, and pictures that stand in its HTML. */
export interface Files {
  own: BodyPart[]
  inText: BodyPart[]
}

/** Everything of a message that is not shown as its text: RFC 8621's attachments and media among the bodies. */
export function filesOf(message: Message): Files {
  const seen = new Set<string | null>()
  const files: Files = { own: [], inText: [] }
  const media = [...message.htmlBody, ...message.textBody].filter(part => !part.type.startsWith('text/'))
  for (const part of [...message.attachments, ...media]) {
    if (seen.has(part.partId)) continue
    seen.add(part.partId)
    const inText = part.cid !== null && part.disposition !== 'attachment' && part.type.startsWith('image/')
    files[inText ? 'inText' : 'own'].push(part)
  }
  return files
}

/** To download, one by one: with a safe name, the size and the kind. Nothing is opened here. */
export function Attachments({ files, account }: { files: Files; account: string }) {
  if (files.own.length + files.inText.length === 0) return null
  return html`<section class="files" aria-label=${words.message.attachments(files.own.length)}>
    ${files.own.length > 0 && html`<ul>${files.own.map((part, i) => file(part, i, account))}</ul>`}
    ${
      files.inText.length > 0 &&
      html`<details><summary>${icon('picture', 'small')}${words.message.inText(files.inText.length)}</summary>
        <ul>${files.inText.map((part, i) => file(part, i, account))}</ul></details>`
    }
  </section>`
}

/** Small enough to be fetched for a glance; more of them would be a load nobody asked for. */
const largestShown = 200_000
const mostShown = 12
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

function file(part: BodyPart, index: number, account: string) {
  const isMessage = part.type === 'message/rfc822'
  const otherwise = `${isMessage ? words.message.attachedMessage : words.message.unnamed}${isMessage ? '.eml' : ''}`
  const safe = safeFileName(part.name, otherwise)
  const name = isMessage && !/\.eml$/i.test(safe) ? `${safe}.eml` : safe
  if (part.blobId === null) return null
  const url = downloadUrl(account, part.blobId, name, part.type)
  const isShown = index < mostShown && part.size <= largestShown && pictures.has(part.type)
  return html`<li key=${index}><a class="file" href=${url} download=${name}
      title=${words.message.downloadFile(visible(name), size(part.size))}>
    <${Kind} part=${part} name=${name} picture=${isShown ? url : null} />
    <span class="file-text"><bdi class="file-name">${visible(part.name ?? '') || name}</bdi><span class="file-size">${size(part.size)}</span></span>
    ${icon('download', 'small')}
  </a></li>`
}

// What says it is a picture may be none; then its name's ending stands there.
function Kind({ part, name, picture }: { part: BodyPart; name: string; picture: string | null }) {
  const failed = useSignal(false)
  return html`<span class="file-kind" data-kind=${kindOf(part.type)}>${
    picture !== null && !failed.value
      ? html`<img src=${picture} alt="" loading="lazy" decoding="async" onError=${() => {
          failed.value = true
        }} />`
      : kindMark(name)
  }</span>`
}

function kindOf(type: string): string {
  if (type.startsWith('image/')) return 'picture'
  if (type === 'application/pdf') return 'pdf'
  if (/sheet|excel|csv/.test(type)) return 'sheet'
  if (type === 'message/rfc822') return 'message'
  return 'other'
}

/** The ending of its name, which is what people know a file by; without one, a picture of a sheet. */
function kindMark(name: string) {
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]
  return ending ? ending.toUpperCase() : icon('file', 'small')
}
