/// <reference lib="dom" />
import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { chromium, type Page } from 'playwright-core'
import { findProgram } from '../world/debian.ts'

/** How the browser is handed a document. */
export interface Served {
  html: string
  /** the Content-Security-Policy header; undefined = none at all */
  policy?: string
}

/** What came of one document. */
export interface Outcome {
  /** something ran: `pwned()`, a dialog, a popup, or the frame or page went elsewhere */
  ran: string[]
  /** what reached the attacker, or another address of our own server */
  asked: string[]
  /** innerText of its body */
  text: string
}

/** Every name the browser looks up leads here, so that any request at all is seen. */
const ATTACKER = 'leak.example'
const APP = 'http://app.example'
const TOGETHER = 45
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64').toString('latin1')
const ANSWER = `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: image/gif\r\nContent-Length: ${PIXEL.length}\r\nConnection: close\r\n\r\n${PIXEL}`

/** The hosts of the attacker that the browser's own notes name: looked up, connected to or asked. */
export async function attackersIn(netLog: string): Promise<string[]> {
  const notes = await readFile(netLog, 'utf8')
  if (!notes.includes('app.example')) throw new Error('the browser noted nothing')
  return [...new Set(notes.match(/v\d+\.leak\.example/g))]
}

/** where the pictures of a message itself are served; asking for those is no leak */
export const PARTS = '/render/p1/e1/part/'

/** The attack of vector number i: `EVIL` becomes a host of its own, so that a request names its document. */
export function armed(html: string, i: number): string {
  return html.replaceAll('EVIL', `v${i}.${ATTACKER}`).replaceAll('pwned()', 'pwnedBy=1')
}

/**
 * A browser in a world where every name and address belongs to a listening attacker, but for app.example, which
 * shows the documents in frames of one origin, without a sandbox of its own.
 *
 * @param netLog path of a new file in which the browser notes all it does on the network, look-ups and connections
 *   made ahead included; whole after `close`
 */
export async function openAttacker(netLog: string): Promise<{
  /** documents in frames of one page, some at a time; `apart`: each on a page of its own */
  show(documents: readonly Served[], apart?: boolean): Promise<Outcome[]>
  close(): Promise<void>
}> {
  const asked: { host: string; what: string }[] = []
  let shown: readonly Served[] = []
  let current = 0
  const evil = await listening(
    createServer(socket => {
      let heard = ''
      socket.on('error', () => socket.destroy())
      socket.on('data', data => {
        heard += data.toString('latin1')
        if (isWhole(heard)) {
          const what = heard.startsWith('\x16') ? 'TLS' : heard.slice(0, 60)
          asked.push({ host: hostIn(heard) ?? `v${current}.`, what })
          socket.end(ANSWER, 'latin1')
        }
      })
    }),
  )
  const app = createHttpServer((request, response) => {
    const [, kind, a, b] = /^\/(frames|document)\/(\d+)(?:\/(\d+))?$/.exec(request.url ?? '') ?? []
    if (kind === 'frames') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      return response.end(framesPage(Number(a), Number(b)))
    }
    const document = kind === 'document' ? shown[Number(a)] : undefined
    if (document) {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      if (document.policy) response.setHeader('content-security-policy', document.policy)
      return response.end(document.html)
    }
    const ownPicture = request.url?.startsWith(PARTS)
    if (request.url !== '/favicon.ico' && !ownPicture) {
      const from = /\/document\/(\d+)/.exec(request.headers.referer ?? '')?.[1]
      asked.push({ host: `v${from ?? current}.`, what: `own server: ${request.url}` })
    }
    response.statusCode = 404
    response.end()
  })
  const appPort = await listening(app)
  const executablePath = findProgram('chromium')
  if (!executablePath) throw new Error('Chromium is not installed: run the tests with npm test')
  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-dev-shm-usage',
      '--no-proxy-server',
      '--disable-component-update',
      `--log-net-log=${netLog}`,
      `--host-resolver-rules=MAP app.example 127.0.0.1:${appPort},MAP * 127.0.0.1:${evil}`,
    ],
  })
  return { show, close }

  async function show(documents: readonly Served[], apart = false): Promise<Outcome[]> {
    shown = documents
    asked.length = 0
    const outcomes: Outcome[] = documents.map(() => ({ ran: [], asked: [], text: '' }))
    const context = await browser.newContext()
    const step = apart ? 1 : TOGETHER
    for (let from = 0; from < documents.length; from += step) {
      const to = Math.min(from + step, documents.length)
      current = from
      const page = await context.newPage()
      await look(page, from, to, outcomes)
      await page.close()
    }
    await context.close()
    for (const { host, what } of asked) {
      const outcome = outcomes[Number(/^v(\d+)\./.exec(host)?.[1] ?? current)]
      if (!BROWSERS_OWN.test(host)) outcome?.asked.push(`${host} ${what}`)
    }
    return outcomes
  }

  async function close(): Promise<void> {
    await browser.close()
    app.closeAllConnections()
    app.close()
  }

  async function listening(server: Server): Promise<number> {
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    server.unref()
    return (server.address() as AddressInfo).port
  }
}

// A whole HTTP head, or a whole TLS record (RFC 8446 5.1), which holds the name in clear.
function isWhole(heard: string): boolean {
  if (!heard.startsWith('\x16')) return heard.includes('\r\n\r\n')
  return heard.length >= 5 && heard.length >= 5 + heard.charCodeAt(3) * 256 + heard.charCodeAt(4)
}

function hostIn(heard: string): string | undefined {
  if (!heard.startsWith('\x16')) return /^host: (\S+)/im.exec(heard)?.[1]
  return /v\d+\.leak\.example|google\.com|googleapis\.com|gvt1\.com/.exec(heard)?.[0]
}

/** the browser asks its maker for things of its own; no document can name these hosts */
const BROWSERS_OWN = /(^|\.)(google\.com|googleapis\.com|gvt1\.com)$/

async function look(page: Page, from: number, to: number, outcomes: Outcome[]): Promise<void> {
  const tell = (what: string) => {
    for (let i = from; i < to; i++) outcomes[i]?.ran.push(what)
  }
  page.on('dialog', async dialog => {
    tell(`dialog ${dialog.message()}`)
    await dialog.dismiss().catch(() => undefined)
  })
  page.on('popup', () => tell('popup'))
  const here = `${APP}/frames/${from}/${to}`
  await page.goto(here, { waitUntil: 'load', timeout: 5000 }).catch(() => undefined)
  await page.waitForTimeout(250)
  if (page.url() !== here) return tell(`went to ${page.url()}`)
  const results = await page.evaluate(inspect)
  for (const { i, ran, text } of results) {
    outcomes[i]?.ran.push(...ran)
    const outcome = outcomes[i]
    if (outcome) outcome.text = text
  }
}

// Runs in the page. What is looked at is the live document, which no serialiser or parser of ours has touched.
function inspect(): { i: number; ran: string[]; text: string }[] {
  const own = (object: object, name: string, on: object) =>
    Object.getOwnPropertyDescriptor(object, name)?.get?.call(on)
  return [...document.querySelectorAll('iframe')].map(frame => {
    const i = Number(frame.id.slice(1))
    const ran: string[] = []
    let text = ''
    try {
      const inside = own(HTMLIFrameElement.prototype, 'contentDocument', frame)
      const body = own(Document.prototype, 'body', inside)
      if (frame.contentWindow && ('pwnedBy' in frame.contentWindow || '__pwned' in frame.contentWindow))
        ran.push('pwned')
      if (frame.contentWindow?.location.pathname !== `/document/${i}`)
        ran.push(`is at ${frame.contentWindow?.location.href}`)
      if (document.activeElement === frame) ran.push('took the focus')
      text = own(HTMLElement.prototype, 'innerText', body) ?? ''
    } catch (error) {
      ran.push(`went to another origin: ${error}`)
    }
    if ('pwnedBy' in window || '__pwned' in window) ran.push('pwned the page')
    return { i, ran, text }
  })
}

function framesPage(from: number, to: number): string {
  let frames = ''
  for (let i = from; i < to; i++)
    frames += `<iframe id="f${i}" width="600" height="300" src="/document/${i}"></iframe>`
  return `<!doctype html><meta charset="utf-8">${frames}`
}
