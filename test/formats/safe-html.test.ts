import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { safeHtml } from '../../src/formats/safe-html.ts'
import { fc } from '../world/fast-check.ts'
import { assertHarmless } from './assert-harmless.ts'
import { HTML_VECTORS } from './html-vectors.ts'

const CIDS = new Map([
  ['logo@news.example', '2.1'],
  ['a b@c', '3'],
])
const options = (remote = false) => ({ remote, partsUrl: '/render/p7/e1-a-b/part/', cids: CIDS })
const full = (html: string, remote = false) => safeHtml(html, options(remote))
/** without what the page is told of held-back pictures, which is written last */
const uncounted = (html: string) => html.replace(/<meta name="(remote-pictures|cut)" content="\d+">/g, '')
const body = (html: string, remote = false) =>
  full(html, remote)
    .html.replace(/^.*?<body[^>]*>/s, '')
    .replace('</body></html>', '')
const style = (html: string) =>
  full(html).html.split('</head>')[0]?.split('</style>').slice(1).join('').replace('<style>', '')

describe('the document', () => {
  test('is whole: doctype, charset, our style, body', () => {
    assert.match(
      full('<!DOCTYPE html><title>x</title><p>Hello').html,
      /^<!doctype html><html><head><meta charset="utf-8"><style>[^<]+<\/style><\/head><body><p>Hello<\/p><\/body><\/html>$/,
    )
  })

  test('is laid out by the rules its own doctype asks for', () => {
    const transitional =
      '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://x.example/any.dtd"><p>x'
    assert.match(
      full(transitional).html,
      /^<!DOCTYPE html PUBLIC "-\/\/W3C\/\/DTD XHTML 1\.0 Transitional\/\/EN" "http:\/\/www\.w3\.org/,
    )
    assert.match(full('<p>x').html, /^<html>/)
    for (const html of [transitional, '<p>x', '<!doctype html>'])
      assert.equal(full(full(html).html).html, full(html).html)
  })

  test('keeps the colours of body and the language of html', () => {
    assert.match(
      full('<html lang=de dir=ltr><body bgcolor=#eee text=red>x').html,
      /<html lang="de" dir="ltr">/,
    )
    assert.match(full('<body bgcolor=#eee text=red>x').html, /<body bgcolor="#eee" text="red">x/)
  })

  test('lets go of the white paper only when the message knows dark themes', () => {
    assert.match(full('<p>x').html, /color-scheme:light/)
    const dark = full('<meta name=color-scheme content="light dark"><p>x').html
    assert.match(dark, /<meta name="color-scheme" content="light dark">/)
    assert.doesNotMatch(dark, /color-scheme:light/)
  })

  test('holds no element and no attribute but the harmless ones, whatever comes', () => {
    for (const { html } of HTML_VECTORS)
      for (const remote of [false, true]) assertHarmless(full(html, remote).html)
  })

  test('reads back as itself', () => {
    for (const { html } of HTML_VECTORS) {
      for (const remote of [false, true]) {
        const once = full(html, remote).html
        assert.equal(uncounted(full(once, remote).html), uncounted(once))
      }
    }
  })

  test('reads back as itself and stays harmless for any soup of tags', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HTML_VECTORS.map(vector => vector.html)),
      fc.constantFrom(...TAGS.flatMap(tag => [`<${tag}>`, `</${tag}>`])),
      fc.constantFrom(
        '<a href="https://e.example/">https://bank.example',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '"',
        "'",
      ),
      fc.constantFrom(
        '&lt;',
        '&#13;',
        '&#0;',
        '\r\n',
        '\n',
        '\0',
        '</style',
        '\\',
        '{',
        '}',
        '/*',
        '*/',
        ';',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, remote) => {
        const once = full(pieces.join(''), remote).html
        assertHarmless(once)
        assert.equal(uncounted(full(once, remote).html), uncounted(once))
      }),
      { numRuns: 400 },
    )
  })
})

describe('pictures', () => {
  test('of the internet are held back and counted, tracking pixels too', () => {
    const html =
      '<img src=https://a.example/1.png alt=Logo><img src=//t.example/p width=1 height=1><td background=x>' +
      '<table background=http://b.example/b.png><tr><td>x</table><p style="color:red;background:#fff url(http://c.example/c)">x'
    const { html: safe, remotePictures } = full(html)
    assert.equal(remotePictures, 4)
    assert.match(safe, /<head><meta charset="utf-8"><meta name="remote-pictures" content="4"><style>/)
    const forged = full(
      '<meta name=remote-pictures content=9><html title=\'<meta charset="utf-8">\'><img src=//a.example/b>',
    )
    assert.equal(forged.html.match(/remote-pictures/g)?.length, 1)
    assert.match(forged.html, /<head><meta charset="utf-8"><meta name="remote-pictures" content="1">/)
    assert.doesNotMatch(safe, /https?:/)
    assert.match(safe, /<img alt="Logo">/)
    assert.match(safe, /color:red;background:#fff none/)
  })

  test('come back when the reader asks, by the address the browser would read', () => {
    const { html, remotePictures } = full('<img src="\\\\A.example/x y"><img src="https:b.example/é">', true)
    assert.equal(remotePictures, 2)
    assert.match(html, /src="https:\/\/a\.example\/x%20y"/)
    assert.match(html, /src="https:\/\/b\.example\/%C3%A9"/)
  })

  test('inside the house never come, and are not counted', () => {
    const html =
      '<img src=http://127.0.0.1/><img src=http://0x7f.1/><img src=http://nas/><img src=http://tv.local/>'
    assert.deepEqual([body(html, true), full(html, true).remotePictures], ['<img><img><img><img>', 0])
  })

  test('that travel in the message are shown from it', () => {
    assert.equal(body('<img src="cid:logo@news.example">'), '<img src="/render/p7/e1-a-b/part/2.1">')
    assert.equal(body('<img src="CID:logo%40news.example">'), '<img src="/render/p7/e1-a-b/part/2.1">')
    assert.equal(body('<img src="cid:a%20b@c">'), '<img src="/render/p7/e1-a-b/part/3">')
    assert.equal(body('<img src="cid:none@x"><img src="/render/p7/e1-a-b/part/9">'), '<img><img>')
    assert.match(
      body('<p style="background:url(cid:logo@news.example)">x'),
      /url\(\/render\/p7\/e1-a-b\/part\/2\.1\)/,
    )
  })

  test('in data: are png, jpeg, gif and webp only', () => {
    assert.equal(body('<img src="data:image/png;base64,AAAA">'), '<img src="data:image/png;base64,AAAA">')
    for (const type of ['image/svg+xml', 'text/html', 'image/x-icon', 'image/png;x"'])
      assert.equal(body(`<img src='data:${type};base64,AAAA'>`), '<img>')
  })
})

describe('links', () => {
  test('open elsewhere and tell nobody where from', () => {
    assert.equal(
      body('<a href=" HTTP://User:pw@Example.example/a b " target=_top rel=opener ping=x>x</a>'),
      '<a href="http://example.example/a%20b" target="_blank" rel="noopener noreferrer nofollow">x</a>',
    )
  })

  test('of other schemes and relative ones lead nowhere', () => {
    for (const href of [
      'javascript:x',
      'data:text/html,x',
      '/logout',
      'x.html',
      'file:///x',
      'ftp://x.example',
      'cid:x',
    ])
      assert.equal(body(`<a href="${href}">x</a>`), '<a>x</a>')
  })

  test('inside the message keep working under prefixed names', () => {
    assert.equal(
      body('<a href=#top>x</a><p id=top>y</p><a name=top>'),
      '<a href="#m-top">x</a><p id="m-top">y</p><a name="m-top"></a>',
    )
  })

  test('lose the fields of mailto that attach files', () => {
    assert.match(
      body('<a href="mailto:a@b.example?Attach=/etc/passwd&subject=Hi%20you">x</a>'),
      /"mailto:a@b\.example\?subject=Hi%20you"/,
    )
  })

  test('whose text is another address say where they lead', () => {
    const said = (text: string, href: string) =>
      / \[(.*?)\]<\/span>/.exec(body(`<a href="${href}">${text}</a>`))?.[1]
    const evil = 'https://evil.example/x'
    assert.equal(said('https://www.bank.example/login', evil), 'evil.example')
    assert.equal(said('Go to www.bank.example now', evil), 'evil.example')
    assert.equal(said('bank.example', evil), 'evil.example')
    assert.equal(said('ba\u200bnk.exa\u00admple', evil), 'evil.example')
    assert.equal(said('https://bank.example/\u202emoc.live', evil), 'evil.example')
    assert.equal(said('<b>https://bank</b>.example', evil), 'evil.example')
    assert.equal(said('https://аррӏе.example', 'https://аррӏе.example'), 'xn--80ak6aa92e.example')
    assert.equal(said('help@bank.example', 'mailto:thief@evil.example'), 'thief@evil.example')
    assert.equal(said('https://www.evil.example/', evil), undefined)
    assert.equal(said('Evil.example/other', evil), undefined)
    assert.equal(said('thief@evil.example', 'mailto:Thief@evil.example'), undefined)
    assert.equal(said('Read more', evil), undefined)
  })
})

describe('styles', () => {
  test('keep what good mail is made of', () => {
    const css =
      '.sm\\:w{width:100%!important}@media (max-width:600px){td.c>p{padding:0 8px}}@media (prefers-color-scheme:dark){a{color:#9cf}}'
    assert.equal(style(`<style>${css}</style>`), css)
    assert.equal(
      body('<p style="FONT: 12px/1.4 \'Open Sans\', Arial; margin:0 auto; mso-line-height-rule:exactly">x'),
      '<p style="font:12px/1.4&quot;Open Sans&quot;,Arial;margin:0 auto">x</p>'.replaceAll(
        '&quot;',
        '&#x22;',
      ),
    )
  })

  test('follow the prefix of ids', () => {
    assert.equal(style('<style>#top .a,p#m-x{color:red}</style>'), '#m-top .a,p#m-x{color:red}')
  })

  test('lose what leaves the page, fetches or hides in another spelling', () => {
    for (const value of [
      'position:fixed',
      'position:sticky',
      'position:var(--p)',
      'width:99999999px',
      'background:\\75rl(x)',
      'behavior:url(x)',
      'width:expression(1)',
      'color:red;}',
      'src:url(x)',
      'animation:a 1s',
      'content:attr(title)',
      'color:env(x)',
    ])
      assert.equal(body(`<p style="${value.replace(';}', '}{')}">x`), '<p>x</p>', value)
  })

  test('cannot end their own element', () => {
    for (const css of [
      'a::before{content:"</style><b>x"}',
      '[a="</style>"]{color:red}',
      '@media (a<b){}</style',
      'a{font-family:"\\3c/style>"}',
    ])
      assert.doesNotMatch(
        full(`<style>${css}</style>`)
          .html.replaceAll('</style></head>', '')
          .replaceAll('</style><style>', ''),
        /<\/style/,
      )
  })
})

const TAGS =
  'a b i p div table tr td style svg math script form select option template pre ul li h1 font img body html head title textarea noscript iframe button caption mtext mglyph foreignobject annotation-xml'.split(
    ' ',
  )
