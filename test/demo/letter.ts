import { createHash } from 'node:crypto'
import iconv from 'iconv-lite'

/** A file that travels with a letter; with `cid` it is a picture that the HTML shows. */
export interface Enclosure {
  name: string
  type: string
  bytes: Uint8Array
  cid?: string
}

/** One letter as its writer thinks of it. People are written as `Name <address>`, several with commas. */
export interface Letter {
  from: string
  to: string
  cc?: string
  replyTo?: string
  subject: string
  text?: string
  html?: string
  enclosures?: Enclosure[]
  /** Message-IDs (without <>) this one answers, the oldest first */
  answers?: string[]
  /** further header lines, as name and value */
  also?: [name: string, value: string][]
  /** of the text part; utf-8 where nothing else is said */
  charset?: string
  /** minutes east of UTC in the Date line */
  offset: number
}

/**
 * The octets of a letter: RFC 5322, RFC 2045-2047, CRLF. `at` is milliseconds since 1970; `id` is the Message-ID
 * without <>. The same letter gives the same octets, boundaries included.
 */
export function writeLetter(letter: Letter, { id, at }: { id: string; at: number }): Buffer {
  const head = [
    ['Date', mailDate(at, letter.offset)],
    ['From', people(letter.from)],
    ['To', people(letter.to)],
    ...(letter.cc ? [['Cc', people(letter.cc)]] : []),
    ...(letter.replyTo ? [['Reply-To', people(letter.replyTo)]] : []),
    ['Subject', words(letter.subject)],
    ['Message-ID', `<${id}>`],
    ...(letter.answers?.length
      ? [
          ['In-Reply-To', `<${letter.answers.at(-1)}>`],
          ['References', letter.answers.map(one => `<${one}>`).join('\r\n ')],
        ]
      : []),
    ...(letter.also ?? []),
    ['MIME-Version', '1.0'],
  ]
  const top = head.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.concat([Buffer.from(top, 'latin1'), body(letter, id)])
}

/** A header value with the words outside ASCII encoded (RFC 2047), folded at 76. */
export function words(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return fold(text)
  const encoded: string[] = []
  let part = ''
  for (const character of `${text}\0`) {
    if (character === '\0' || Buffer.byteLength(part + character) > 42) {
      encoded.push(`=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`)
      part = ''
    }
    part += character
  }
  return encoded.join('\r\n ')
}

/** `Sat, 21 Nov 2026 08:12:00 +0100` */
export function mailDate(at: number, offset: number): string {
  const [weekday, day, month, year, time] = new Date(at + offset * 60_000).toUTCString().split(' ')
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
  return `${weekday} ${day} ${month} ${year} ${time} ${offset < 0 ? '-' : '+'}${hours}${minutes}`
}

/** Quoted-printable (RFC 2045 6.7) of text that has its final octets already. */
export function quotedPrintable(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString('latin1').split('\r\n')
  return lines.map(softly).join('\r\n')
}

function body(letter: Letter, id: string): Buffer {
  const files = letter.enclosures ?? []
  const texts = [
    ...(letter.text === undefined ? [] : [text('plain', letter.text, letter.charset ?? 'utf-8')]),
    ...(letter.html === undefined ? [] : [html(letter.html, files.filter(shown), id)]),
  ]
  const readable = texts.length > 1 ? multipart('alternative', texts, `a-${id}`) : texts[0]
  const attached = files.filter(file => !shown(file)).map(enclosure)
  if (!readable) throw new Error(`${id} says nothing`)
  return attached.length ? multipart('mixed', [readable, ...attached], `m-${id}`) : readable
}

function html(source: string, pictures: Enclosure[], id: string): Buffer {
  const page = text('html', source, 'utf-8')
  return pictures.length ? multipart('related', [page, ...pictures.map(enclosure)], `r-${id}`) : page
}

function shown(file: Enclosure): boolean {
  return file.cid !== undefined
}

function text(kind: string, content: string, charset: string): Buffer {
  const bytes = iconv.encode(content.replace(/\r?\n/g, '\r\n'), charset)
  const latin = charset !== 'utf-8' || (content.match(/[^\0-\u024f]/g) ?? []).length < content.length / 8
  const [encoding, lines] = latin ? ['quoted-printable', quotedPrintable(bytes)] : ['base64', base64(bytes)]
  return Buffer.from(
    `Content-Type: text/${kind}; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${lines}\r\n`,
    'latin1',
  )
}

function enclosure(file: Enclosure): Buffer {
  const name = /^[\x20-\x7e]*$/.test(file.name)
    ? `filename="${file.name}"`
    : `filename*=UTF-8''${encodeURIComponent(file.name)}`
  const id = file.cid === undefined ? '' : `Content-ID: <${file.cid}>\r\n`
  return Buffer.from(
    `Content-Type: ${file.type}\r\nContent-Transfer-Encoding: base64\r\n${id}` +
      `Content-Disposition: ${file.cid === undefined ? 'attachment' : 'inline'};\r\n ${name}\r\n\r\n${base64(file.bytes)}\r\n`,
  )
}

function multipart(kind: string, parts: Buffer[], seed: string): Buffer {
  const boundary = `=_${createHash('sha256').update(seed).digest('hex').slice(0, 24)}`
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${kind};\r\n boundary="${boundary}"\r\n\r\n`),
    ...parts.flatMap(part => [Buffer.from(`--${boundary}\r\n`), part]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}

function base64(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n')
}

function softly(line: string): string {
  let out = ''
  let width = 0
  for (let n = 0; n < line.length; n++) {
    const code = line.charCodeAt(n)
    const blankAtEnd = (code === 32 || code === 9) && n === line.length - 1
    const plain = code !== 61 && code < 127 && (code >= 32 || code === 9) && !blankAtEnd
    const piece = plain ? line.charAt(n) : `=${code.toString(16).toUpperCase().padStart(2, '0')}`
    if (width + piece.length > 75) {
      out += '=\r\n'
      width = 0
    }
    out += piece
    width += piece.length
  }
  return out
}

function people(list: string): string {
  return list
    .split(/,\s*(?=[^,]*<)/)
    .map(one => {
      const m = /^(.*?)\s*<(.+)>$/.exec(one)
      if (!m?.[1] || !m[2]) return one
      const name = /^[\w .'-]*$/.test(m[1]) ? (/[.']/.test(m[1]) ? `"${m[1]}"` : m[1]) : quote(m[1])
      return `${name} <${m[2]}>`
    })
    .join(',\r\n ')
}

function quote(name: string): string {
  return /^[\x20-\x7e]*$/.test(name) ? `"${name.replace(/[\\"]/g, '\\$&')}"` : words(name)
}

function fold(text: string): string {
  return text.replace(/(.{50,70}) (?=\S)/g, '$1\r\n ')
}
