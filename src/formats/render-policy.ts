/**
 * The Content-Security-Policy of the document a message's HTML is shown in: the second of two walls, each of which
 * alone lets nothing run and nothing be fetched (the first is safe-html.ts). Never `allow-scripts`, in no browser.
 * `allow-same-origin` lets the page read the frame's height and lets the message's own pictures carry the cookie.
 *
 * @param origin of this server as the browser sees it, "https://backup.example"
 * @param partsPath path below which this one message's parts are served, ends in "/"
 * @param remote the reader asked for pictures from the internet
 * @param print for the sheet that our page prints: the browser's print window counts as a modal, and nothing in the
 *   document can open one without a script
 */
export function renderPolicy(origin: string, partsPath: string, remote: boolean, print = false): string {
  const pictures = [sourceExpression(origin + partsPath), 'data:', ...(remote ? ['http:', 'https:'] : [])]
  return [
    `sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox${print ? ' allow-modals' : ''}`,
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${pictures.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

// CSP 3, 2.3.1: ";" and "," end a directive or a policy, so neither may come from a path.
function sourceExpression(url: string): string {
  const { href } = new URL(url)
  return href.replaceAll(';', '%3B').replaceAll(',', '%2C')
}
