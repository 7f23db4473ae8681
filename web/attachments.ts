import { useSignal } from '@preact/signals'
import { openAttached } from './attached-message.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { later } from './later.ts'
import { filesUrl, type Letter, pictureUrl } from './letter.ts'
import { type BodyPart, downloadUrl, type Message } from './mail.ts'
import { size } from './numbers.ts'
import { openPreview } from './previewed.ts'
import { safeFileName, visible } from './visible-text.ts'
import { words } from './words.ts'

/** What hangs on a message: files of their own, and pictures that stand in its HTML. */
export interface Files {
  own: BodyPart[]
  inText: BodyPart[]
}

const Cards = later(() => import('./file-cards.ts').then(it => it.FileCards))

const WinmailFiles = later(() => import('./winmail-files.ts').then(it => it.WinmailFiles))

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

/** To look at where that does no harm, and to download, one by one: with a safe name, the size and the kind. */
export function Attachments({ files, letter }: { files: Files; letter: Letter }) {
  if (files.own.length + files.inText.length === 0) return null
  const cards = files.own.filter(isCard)
  return html`<section class="files" aria-label=${words.letter.attachments(files.own.length)}>
    ${files.own.length > 0 && html`<ul>${files.own.map((part, i) => html`<${File} key=${part.partId} part=${part} index=${i} letter=${letter} />`)}</ul>`}
    ${
      files.inText.length > 0 &&
      html`<details><summary>${icon('picture', 'small')}${words.letter.inText(files.inText.length)}</summary>
        <ul>${files.inText.map((part, i) => html`<${File} key=${part.partId} part=${part} index=${i} letter=${letter} />`)}</ul></details>`
    }
    ${files.own.length > 1 && html`<${AllFiles} files=${files.own} letter=${letter} />`}
    ${files.own
      .filter(isWinmail)
      .slice(0, 1)
      .map(part => html`<${WinmailFiles} key=${part.partId} part=${part} letter=${letter} />`)}
    ${cards.length > 0 && html`<${Cards} parts=${cards} letter=${letter} />`}
  </section>`
}

/** All of them in one ZIP, with the pictures that stand in the text left out, as in the list. */
function AllFiles({ files, letter }: { files: BodyPart[]; letter: Letter }) {
  const name = `${safeFileName(letter.message.subject, 'message')}.zip`
  return html`<a class="linklike all-files" href=${filesUrl(letter, files, name)} download=${name} title=${words.letter.allFilesHint(files.length)}>
    ${icon('download', 'small')}${words.letter.allFiles}</a>`
}

/** Small enough to be fetched for a glance; more of them would be a load nobody asked for. */
const largestShown = 200_000
const mostShown = 12
/** The server shows no others in place; never SVG, which is a document. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

function File({ part, index, letter }: { part: BodyPart; index: number; letter: Letter }) {
  if (part.blobId === null) return null
  const name = fileName(part)
  const url = downloadUrl(letter.account, part.blobId, name, part.type)
  const isShown = index < mostShown && part.size <= largestShown && pictures.has(part.type)
  const save = words.letter.downloadFile(visible(name), size(part.size))
  const inside = html`<${Kind} part=${part} name=${name} picture=${isShown ? pictureUrl(letter, part) : null} />
    <span class="file-text"><bdi class="file-name">${visible(part.name ?? '') || name}</bdi><span class="file-size">${size(part.size)}</span></span>`
  const look = lookInto(part, letter)
  if (!look)
    return html`<li><a class="file" href=${url} download=${name} title=${save}>${inside}${icon('download', 'small')}</a></li>`
  return html`<li class="file two">
    <button type="button" class="file-open" title=${words.letter.openFile(visible(name))} onClick=${look}>${inside}</button>
    <a class="quiet square" href=${url} download=${name} title=${save} aria-label=${save}>${icon('download', 'small')}</a></li>`
}

/** How it is looked at here, if at all: a message as a message, pictures of five kinds and text in a window. */
function lookInto(part: BodyPart, letter: Letter): (() => void) | null {
  const { blobId } = part
  if (part.type === 'message/rfc822' && blobId !== null)
    return () => openAttached(letter.email, { blobId, of: letter.message.subject })
  if (pictures.has(part.type)) return () => openPreview({ kind: 'picture', part, letter })
  if (isText(part)) return () => openPreview({ kind: 'text', part, letter })
  return null
}

export function fileName(part: BodyPart): string {
  const isMessage = part.type === 'message/rfc822'
  const otherwise = `${isMessage ? words.letter.attachedMessage : words.letter.unnamed}${isMessage ? '.eml' : isCalendar(part) ? '.ics' : ''}`
  const safe = safeFileName(part.name, otherwise)
  return isMessage && !/\.eml$/i.test(safe) ? `${safe}.eml` : safe
}

/** Shown as the characters it is made of, HTML and its kin too: nothing of it is interpreted. */
function isText({ type, name }: BodyPart): boolean {
  if (
    type.startsWith('text/') ||
    /^(application\/(json|xml|x-sh|x-yaml)|message\/(delivery-status|disposition-notification|feedback-report|rfc822-headers))$/.test(
      type,
    )
  )
    return true
  return (
    type === 'application/octet-stream' &&
    /\.(txt|md|csv|log|json|xml|ics|vcf|ya?ml|ini|conf|diff|patch)$/i.test(name ?? '')
  )
}

function isCalendar({ type, name }: BodyPart): boolean {
  return type === 'text/calendar' || type === 'application/ics' || /\.ics$/i.test(name ?? '')
}

/** Invitations and contacts are shown readably, not only as files. */
function isCard(part: BodyPart): boolean {
  return isCalendar(part) || /^text\/(x-)?vcard$/.test(part.type) || /\.vcf$/i.test(part.name ?? '')
}

/** What Outlook packs attachments into when it takes the receiver for another Outlook (MS-OXTNEF). */
function isWinmail({ type, name }: BodyPart): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name ?? '')
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
