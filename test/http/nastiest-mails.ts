import assert from 'node:assert/strict'

interface Person {
  name: string | null
  email: string
}

interface PartShown {
  partId: string | null
  blobId: string | null
  type: string
  name: string | null
  disposition: string | null
}

/** A message as JMAP shows it, of the properties that the test asks for. */
export interface EmailShown {
  id: string
  blobId: string
  from: Person[] | null
  to: Person[] | null
  subject: string | null
  sentAt: string | null
  receivedAt: string
  preview: string
  messageId: string[] | null
  notices: string[]
  textBody: PartShown[]
  htmlBody: PartShown[]
  attachments: PartShown[]
  bodyValues: Record<string, { value: string; isEncodingProblem: boolean }>
  'header:from:asAddresses:all'?: Person[][]
}

export interface Opened {
  email: EmailShown
  /** values of textBody, joined */
  text: string
  /** the documents its HTML parts are shown in */
  html(): Promise<string[]>
  /** octets of a blob, decoded */
  download(blob: string): Promise<Buffer>
  /** the answer to a download under a name, with a type asked for */
  saved(blob: string, name: string, type: string): Promise<Response>
  /** an attached message, opened */
  inner(blob: string): Promise<EmailShown | null>
}

export interface Case {
  /** number in the corpora's list of the nastiest */
  n: number
  what: string
  /** in test/mail */
  files?: string[]
  /** written here; each character is an octet */
  made?: Record<string, string>
  /** in the corpora's A-mime */
  corpus?: string[]
  holds(opened: Opened, name: string): void | Promise<void>
}

export const head = 'From: Ann <ann@mail.example>\nSubject: nasty\nDate: Tue, 03 Mar 2026 10:20:30 +0100\n'
export const mixed = (...parts: string[]) =>
  `${head}Content-Type: multipart/mixed; boundary=b\n\n${parts.map(part => `--b\n${part}\n`).join('')}--b--\n`
export const file = (header: string, body = 'data') => mixed('\nbody', `${header}\n\n${body}`)
export const ofOwn = (...names: string[]) => names.map(name => `own/${name}.eml`)
/** A message of its own, with a file. */
const inside = `Subject: inside\nFrom: in@mail.example\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nhello\n--i\nContent-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\n${Buffer.from('octets of a file').toString('base64')}\n--i--\n`
const nested = (depth: number) =>
  Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(
    '',
  )

/** The nastiest cases up to 12: who it is from, what it is called, how it is written and how it is built. */
export const nastiestLetters: Case[] = [
  {
    n: 1,
    what: 'encoded words and line breaks in an address leave the true one',
    files: ['from-encoded-address.eml', 'from-line-break-in-name.eml'],
    corpus: ofOwn('from-mailsploit', 'from-newline-name'),
    holds({ email }) {
      const [from] = email.from ?? []
      assert.equal(email.from?.length, 1)
      assert.match(from?.email ?? '', /@(attacker|[a-z]+)\.example$/)
      assert.doesNotMatch(from?.email ?? '', /bank\.example$/)
    },
  },
  {
    n: 2,
    what: 'another address as a name, two From fields, a thousand authors: the first is shown, and that there are more',
    files: ['from-address-as-name.eml', 'from-twice.eml', 'from-two.eml'],
    made: {
      many: `From: ${Array.from({ length: 1000 }, (_, i) => `u${i}@mail.example`).join(',\n ')}\nSubject: many\n\nx\n`,
    },
    corpus: ofOwn('from-address-in-name', 'from-twice', 'from-two-addresses', 'from-many'),
    holds({ email }, name) {
      assert.ok(email.from?.every(one => one.email.includes('@')))
      const isTwice = name.includes('twice')
      assert.equal(email.notices.includes('two-from'), isTwice)
      if (isTwice) assert.equal(email['header:from:asAddresses:all']?.length, 2)
      if (name.includes('many')) assert.equal(email.from?.length, 1000)
    },
  },
  {
    n: 3,
    what: 'line breaks, NUL and overrides in a subject',
    files: ['subject-line-breaks-inside.eml', 'subject-nul-inside.eml', 'subject-bidi.eml'],
    corpus: ofOwn('subject-newline-inside', 'subject-nul-inside', 'subject-bidi'),
    holds({ email }) {
      assert.ok(email.subject)
    },
  },
  {
    n: 4,
    what: 'characters split over words, glued words, raw octets in a subject',
    files: [
      ...['subject-split-character.eml', 'subject-glued.eml', 'subject-raw-utf-8.eml'],
      ...['subject-raw-latin-1.eml', 'subject-raw-by-body-charset.eml'],
    ],
    corpus: ofOwn(
      ...['subject-split-inside-character', 'subject-glued', 'subject-raw-koi8'],
      ...['subject-raw-latin1', 'subject-raw-utf8'],
    ),
    holds({ email }) {
      assert.ok(email.subject)
      assert.doesNotMatch(email.subject ?? '', /\ufffd|=\?/)
    },
  },
  {
    n: 5,
    what: 'a wrong or missing charset label is still read',
    files: ['charset-gb2312-is-gbk.eml', 'charset-none-koi8.eml', 'charset-none-gbk.eml'],
    made: { 'no label': `${head}\n\x93smart\x94 caf\xe9 na\xefve\n` },
    corpus: ofOwn(
      ...['mislabel-ascii-is-utf8', 'mislabel-gb2312-is-gbk', 'mislabel-latin1-is-cp1252'],
      ...['mislabel-latin1-is-utf8', 'no-charset-8bit-koi8'],
    ),
    holds({ text }) {
      assert.ok(text.trim())
      assert.doesNotMatch(text, /\ufffd/)
    },
  },
  {
    n: 6,
    what: 'stateful and rare charsets, and UTF-7 only where MIME says so',
    files: [
      ...['charset-utf-7.eml', 'charset-hz.eml', 'charset-iso-2022-kr.eml', 'charset-big5-hkscs.eml'],
      ...['charset-utf-16-mark.eml', 'charset-uhc-as-ks-c-5601.eml', 'language-ja.eml'],
    ],
    made: {
      sniffed: mixed(
        'Content-Type: text/html\n\n<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
      ),
    },
    corpus: ofOwn(
      ...['charset-utf-7', 'charset-hz-gb-2312', 'charset-iso-2022-kr', 'charset-gb18030'],
      ...['charset-utf-16', 'charset-macintosh', 'charset-iso-2022-jp'],
    ),
    async holds({ text, html }, name) {
      assert.doesNotMatch(text, /\ufffd/)
      if (name === 'sniffed') assert.match((await html()).join(), /\+ADw-script\+AD4-/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ISO-2022 that was not decoded begins with ESC
      else assert.match(text, /[^\x00-\x7f]/)
    },
  },
  {
    n: 7,
    what: 'broken UTF-8 costs no more than the broken octets',
    files: ['charset-broken-utf-8.eml'],
    made: { broken: `${head}Content-Type: text/plain; charset=utf-8\n\nbefore \xc3\x28 \xe2\x82 after\n` },
    corpus: ofOwn('mislabel-utf8-broken'),
    holds({ text }, name) {
      if (name === 'broken') assert.match(text, /before [\s\S]* after/)
      else assert.ok(text.trim().length > 3)
    },
  },
  {
    n: 8,
    what: 'boundaries that are prefixes, repeated, never closed or missing: every text can be reached',
    files: [
      ...['structure-prefix-boundaries.eml', 'structure-no-end.eml', 'structure-outer-ends-inner.eml'],
      ...[
        'structure-goes-on-after-end.eml',
        'structure-no-boundary.eml',
        'structure-boundary-never-used.eml',
      ],
    ],
    corpus: [
      ...ofOwn('structure-no-boundary-param', 'structure-boundary-never-used', 'structure-no-final-boundary'),
      'ruby-mail/mime_emails/email_with_similar_boundaries.eml',
    ],
    holds({ email, text }) {
      assert.ok(text.trim() || email.attachments.length > 0)
    },
  },
  {
    n: 9,
    what: 'a message inside, encoded or deep, opens as a message',
    made: {
      encoded: file(
        'Content-Type: message/rfc822\nContent-Transfer-Encoding: base64',
        Buffer.from(inside.replaceAll('\n', '\r\n')).toString('base64'),
      ),
      plain: file('Content-Type: message/rfc822', inside),
    },
    corpus: ofOwn('structure-rfc822-base64', 'structure-rfc822-depth-50'),
    async holds({ email, inner, download }, name) {
      const held = email.attachments.find(part => part.type === 'message/rfc822')
      assert.ok(held?.blobId)
      const message = await inner(held.blobId)
      assert.ok(message, 'the message inside could not be opened')
      if (!name.includes('depth')) assert.ok(message.subject ?? message.from)
      if (name.startsWith('own/')) return
      const [attached] = message.attachments
      assert.equal(attached?.name, 'a.txt')
      assert.equal((await download(attached.blobId ?? '')).toString(), 'octets of a file')
    },
  },
  {
    n: 10,
    what: 'depth, parts, a header of a megabyte, comments in comments: what can be shown, and that it is not all',
    made: {
      depth: `${head}${nested(1000)}\nhello\n`,
      parts: `${head}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(20_000)}--b--\n`,
      'a long header': `${'Received: from a by b; Tue, 03 Mar 2026 10:20:30 +0100\n'.repeat(24_000)}${head}\nhello\n`,
      comments: `From: ann@mail.example ${'('.repeat(5000)}x${')'.repeat(5000)}\nSubject: x\n\nhello\n`,
    },
    corpus: [
      ...ofOwn('structure-depth-1000', 'structure-parts-20000', 'structure-header-1mb', 'from-deep-comments'),
      'mailparser/outofmemory.eml',
    ],
    holds({ email, text }, name) {
      if (/depth|parts|a long header/.test(name)) assert.ok(email.notices.some(one => one.startsWith('cut-')))
      if (/comments|1mb/.test(name)) assert.ok(text.trim())
      if (name.includes('comments')) assert.ok((email.from?.[0]?.name?.length ?? 0) < 1000)
    },
  },
  {
    n: 11,
    what: 'dirt in base64 and quoted-printable',
    files: [
      ...['body-base64-dirty.eml', 'body-base64-padded-footer.eml', 'body-quoted-printable-dirty.eml'],
      'body-uuencode.eml',
    ],
    corpus: ofOwn('structure-base64-dirty', 'structure-qp-dirty'),
    holds({ text, email }) {
      assert.ok(text.trim() || email.attachments.length > 0)
    },
  },
  {
    n: 12,
    what: 'types and encodings that make no sense: the first field counts, in view and download alike',
    files: ['structure-content-types.eml', 'structure-encodings.eml'],
    made: {
      twice: `${head}Content-Type: text/plain\nContent-Type: text/html\n\n<b>as text</b>\n`,
    },
    corpus: [
      ...ofOwn('structure-ct-variants', 'structure-cte-variants'),
      'ruby-mail/error_emails/multiple_content_types.eml',
    ],
    async holds({ email, text, html, download }, name) {
      assert.ok(text.trim())
      if (name !== 'twice') return
      assert.deepEqual(await html(), [])
      const [part] = email.textBody
      assert.equal(part?.type, 'text/plain')
      assert.match((await download(part?.blobId ?? '')).toString(), /<b>as text<\/b>/)
    },
  },
]
