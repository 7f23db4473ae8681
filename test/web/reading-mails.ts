/** A part of a multipart: its header lines and its body. */
export function part(header: string, body: string): string {
  return `${header.replaceAll(/\r?\n/g, '\r\n')}\r\n\r\n${body.replaceAll(/\r?\n/g, '\r\n')}`
}

/** A multipart/mixed (or another) of these parts, headers first. */
export function mixed(parts: readonly string[], { kind = 'mixed', boundary = 'b1' } = {}): string {
  const body = parts.map(one => `--${boundary}\r\n${one}\r\n`).join('')
  return `MIME-Version: 1.0\r\nContent-Type: multipart/${kind}; boundary=${boundary}\r\n\r\n${body}--${boundary}--\r\n`
}

export function from(subject: string, more = ''): string {
  return `From: Odd <odd@mail.example>\r\nTo: Maria <maria@yester.example>\r\nSubject: ${subject}\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n${more}`
}

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8Dwn4GBgYGJAQoAHBgCAjFLu+4AAAAASUVORK5CYII='

/** A winmail.dat (MS-OXTNEF) of these files. */
export function winmail(files: Record<string, Buffer>): Buffer {
  const attribute = (id: number, type: number, data: Buffer) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(2, 0)
    head.writeUInt16LE(id, 1)
    head.writeUInt16LE(type, 3)
    head.writeUInt32LE(data.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(data.reduce((all, octet) => (all + octet) & 0xffff, 0))
    return Buffer.concat([head, data, sum])
  }
  const attached = Object.entries(files).map(([name, bytes]) =>
    Buffer.concat([
      attribute(0x9002, 6, Buffer.alloc(14)),
      attribute(0x8010, 1, Buffer.from(`${name}\0`)),
      attribute(0x800f, 6, bytes),
    ]),
  )
  return Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]), ...attached])
}

/** Outlook's way: a zone of its own name, given in the file. */
const invitation = `BEGIN:VCALENDAR
PRODID:-//Odd//EN
METHOD:REQUEST
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1@mail.example
SUMMARY:Workshop <img src=x onerror=alert(1)>\\, second
  part
DTSTART;TZID="Eastern Standard Time":20261201T090000
DTEND;TZID="Eastern Standard Time":20261201T103000
LOCATION:Room 4
ORGANIZER;CN="Rossi, Maria":mailto:maria@rossi.example
ATTENDEE;CN=Luca;PARTSTAT=ACCEPTED:mailto:luca@verdi.example
ATTENDEE;PARTSTAT=DECLINED:mailto:ada@blu.example
RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4
DESCRIPTION:Bring paper.\\nhttps://rooms.example/4
END:VEVENT
END:VCALENDAR
`

const contact = `BEGIN:VCARD
VERSION:3.0
FN:Ada Blu
N:Blu;Ada;;;
ORG:Officina;Legno
item1.EMAIL;TYPE=work:ada@blu.example
TEL;TYPE=cell:+39 055 1234
ADR;TYPE=work:;;Via Cadorna 4;Prato;PO;59100;Italia
END:VCARD
`

const innermost = `${from('the innermost')}Content-Type: text/plain\r\n\r\nThe deepest text.\r\n`
const inner = `${from('the inner one', 'Message-ID: <inner@mail.example>\r\n')}${mixed(
  [
    part(
      'Content-Type: text/html; charset=utf-8',
      '<p>Inner <b>HTML</b> <img src="cid:dot" width="20" height="20"><script>parent.document.title="pwned"</script></p>',
    ),
    part(
      'Content-Type: image/png; name=dot.png\nContent-ID: <dot>\nContent-Disposition: inline\nContent-Transfer-Encoding: base64',
      png,
    ),
    part('Content-Type: message/rfc822', innermost),
    part(
      'Content-Type: text/plain; name=notes.txt\nContent-Disposition: attachment',
      'Notes of the inner one',
    ),
  ],
  { boundary: 'inner' },
)}`

/** "Здравствуйте" in koi8-r, among Latin letters enough for a wrong guess. */
function unknownCharset(subject: string, type: string): Buffer {
  return Buffer.concat([
    Buffer.from(`${from(subject)}Content-Type: ${type}; charset=x-nothing\r\n\r\n`),
    Buffer.from([0xfa, 0xc4, 0xd2, 0xc1, 0xd7, 0xd3, 0xd4, 0xd7, 0xd5, 0xca, 0xd4, 0xc5]),
    Buffer.from(' dear customer of this fine shop, thank you for the order you have placed'),
  ])
}

/** Mails that are read in more ways than one, by subject. */
export const readingMails: Record<string, string | Buffer> = {
  'a letter in a letter': `${from('a letter in a letter')}${mixed([
    part('Content-Type: text/plain', 'See the attached letter.'),
    part('Content-Type: message/rfc822', inner),
  ])}`,
  'an invitation': `${from('an invitation')}${mixed([
    part('Content-Type: text/plain', 'Please come.'),
    part('Content-Type: text/calendar; charset=utf-8; method=REQUEST; name=invite.ics', invitation),
    part('Content-Type: text/vcard; name=ada.vcf\nContent-Disposition: attachment', contact),
  ])}`,
  'files to look at': `${from('files to look at')}${mixed([
    part('Content-Type: text/plain', 'Some files.'),
    part(
      'Content-Type: image/png; name=dot.png\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64',
      png,
    ),
    part(
      'Content-Type: image/svg+xml; name=evil.svg\nContent-Disposition: attachment',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="parent.document.title=\'pwned\'"/>',
    ),
    part(
      'Content-Type: text/html; name=evil.html\nContent-Disposition: attachment',
      '<script>parent.document.title="pwned"</script>',
    ),
    part(
      'Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64',
      'eJ8+IgA=',
    ),
  ])}`,
  'packed by Outlook': `${from('packed by Outlook')}${mixed([
    part('Content-Type: text/plain', 'The offer.'),
    part(
      'Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64',
      winmail({ 'offer.txt': Buffer.from('12 chairs') }).toString('base64'),
    ),
  ])}`,
  'both kinds': `${from('both kinds')}${mixed(
    [
      part('Content-Type: text/plain; charset=utf-8', 'The plain one.\n\nhttps://b\u0430nk.example/login'),
      part(
        'Content-Type: text/html; charset=utf-8',
        '<p style="color:#111">The HTML one. <a href="https://evil.example/x">https://bank.example/</a></p>',
      ),
    ],
    { kind: 'alternative' },
  )}`,
  'several parts': `${from('several parts')}${mixed([
    part('Content-Type: text/plain', 'First a text.'),
    part('Content-Type: text/html', '<style>h1, dl { display: none }</style><p>Then HTML.</p>'),
    part('Content-Type: text/html', '<p>And more HTML.</p>'),
    part('Content-Type: text/plain', 'A footer.'),
  ])}`,
  'in an unknown charset': unknownCharset('in an unknown charset', 'text/plain'),
  'HTML of an unknown one': unknownCharset('HTML of an unknown one', 'text/html'),
  'a file in the text': `${from('a file in the text')}Content-Type: text/plain\r\n\r\nSee the file:\r\nbegin 644 cat.txt\r\n#0V%T\r\n\`\r\nend\r\nbegin 644 is only a word\r\nRegards\r\n`,
  'cut on its way': `${from('cut on its way')}Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\nThe beginning`,
  'to very many': `${from('to very many').replace(/^To: .*$/m, `To: ${Array.from({ length: 40 }, (_, i) => `Person ${i} <p${i}@many.example>`).join(',\r\n ')}`)}Content-Type: text/plain\r\n\r\n> one\r\n> two\r\n> three\r\n> four\r\n> five\r\n\r\nThanks\r\n`,
}

const forged = '<h1>FORGED</h1>From: Your Bank &lt;bank@bank.example&gt;'
const white = 'position:relative;z-index:2147483647;background:#fff'

/** Messages whose styles would paint over who sent them, or move that away. */
export const overHead: Record<string, string> = Object.fromEntries(
  Object.entries({
    'negative margin': `<div style="margin-top:-400px;height:400px;${white}">${forged}</div><p>rest</p>`,
    'laid over': `<div style="position:absolute;top:-200px;left:0;right:0;height:400px;z-index:9;background:#fff">${forged}</div>`,
    lifted: `<div style="transform:translateY(-300px);height:300px;${white}">${forged}</div><p>rest</p>`,
    shadow: `<div style="box-shadow:0 -200px 0 200px #fff;${white}">${forged}</div>`,
    'body margin': `<style>body{margin-top:-300px !important;padding-top:10px;${white}}</style>${forged}`,
    'root turned': `<style>html{display:flex;flex-direction:column-reverse}html>div{display:none!important}div:first-child{opacity:0!important}</style><p>${forged}`,
    'root shifted': `<style>:root,html{transform:translateY(-120px)!important}</style><p>${forged}`,
    'all hidden': `<style>div,head,title,body>div{visibility:hidden!important;height:0!important}:root>div{display:none!important}</style><p>${forged}`,
    'host moved': `<style>:host{position:fixed!important;top:-200px!important;${white}}</style><p>${forged}`,
    'before all': `<style>html::before,html::after{content:"FORGED";position:absolute;top:-100px;height:300px;width:900px;${white}}</style><p>${forged}`,
    'names of the document': `<img name="createElement"><img name="title"><img name="head"><form name="body"></form><p>${forged}`,
    quirks: `<div style="margin-top:-50vh;height:50vh;${white}">${forged}</div>`,
  }).map(([subject, html]) => {
    const doctype = subject === 'quirks' ? '' : '<!doctype html>'
    return [
      subject,
      from(
        subject,
        `MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${doctype}${html}\r\n`,
      ),
    ]
  }),
)
