/** A 1×1 PNG. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const attached = Buffer.from(`Attachment ${'0123456789 '.repeat(500)}`)

/** HTML with a picture of its own, one from the internet and a script; a text file, and an HTML and an SVG file attached. */
export function letter(subject: string): string {
  const part = (type: string, more: string, body: string) =>
    `--outer\r\nContent-Type: ${type}\r\n${more}\r\n${body}\r\n`
  const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')
  const encoded = 'Content-Transfer-Encoding: base64\r\n'
  return [
    `From: Ben <ben@friends.example>\r\nTo: anna@yester.example\r\nSubject: ${subject}\r\n`,
    `Message-ID: <${subject.replaceAll(' ', '.')}@friends.example>\r\nMIME-Version: 1.0\r\n`,
    'Content-Type: multipart/mixed; boundary=outer\r\n\r\n',
    part(
      'text/html; charset=utf-8',
      '',
      '<p>Hello <b>you</b></p><script>parent.document.title="owned"</script><img src="cid:pic"><img src="http://tracker.example/x.png">',
    ),
    part('image/png', `${encoded}Content-ID: <pic>\r\n`, base64(png)),
    part(
      'text/plain; name="report.txt"',
      `${encoded}Content-Disposition: attachment; filename="report.txt"\r\n`,
      base64(attached),
    ),
    part(
      'text/html',
      `${encoded}Content-Disposition: attachment; filename="evil.html"\r\n`,
      base64('<script>alert(1)</script>'),
    ),
    part(
      'image/svg+xml',
      `${encoded}Content-Disposition: attachment; filename="evil.svg"\r\n`,
      base64('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ),
    '--outer--\r\n',
  ].join('')
}
