import assert from 'node:assert/strict'
import { parse } from 'parse5'

/** A second opinion on a document: nothing here is shared with the sanitizer but the HTML parser. */
export function assertHarmless(html: string): void {
  const open: unknown[] = [parse(html)]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if ('childNodes' in node && Array.isArray(node.childNodes)) open.push(...node.childNodes)
    if (!('tagName' in node) || !('attrs' in node) || !('namespaceURI' in node)) continue
    const tag = String(node.tagName)
    assert.equal(node.namespaceURI, 'http://www.w3.org/1999/xhtml', tag)
    assert.doesNotMatch(
      tag,
      /^(script|iframe|frame.*|object|embed|applet|link|base|form|input|button|select|textarea|template|noscript|svg|math|video|audio|dialog|title)$/,
    )
    for (const { name, value } of node.attrs as { name: string; value: string }[]) {
      assert.doesNotMatch(
        name,
        /^on|:|^(ping|srcdoc|popover.*|autofocus|contenteditable|tabindex|accesskey|action|formaction|manifest|http-equiv|data|poster|cite|longdesc|lowsrc|attributionsrc)$/,
      )
      if (name === 'href') assert.match(value, /^(https?:\/\/[^/@]+\/|mailto:|tel:|#)/)
      if (name === 'src' || name === 'background')
        assert.match(
          value,
          /^(https?:\/\/|\/render\/p7\/e1-a-b\/part\/|data:image\/(png|jpe?g|gif|webp)[;,])/,
        )
      if (name === 'id' || name === 'name')
        assert.match(value, tag === 'meta' ? /^(color-scheme|cut)$/ : /^m-/)
    }
  }
}
