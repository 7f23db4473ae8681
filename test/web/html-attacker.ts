/// <reference lib="dom" />
import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { chromium, type Page } from 'playwright-core'
import { findProgram } from '../world/debian.ts'

/** How the browser is handed a document. */
export interface Served {
  html: string
  /** headers beside its type; undefined = none at all */
  headers?: Record<string, string>
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

// Below .localhost (RFC 6761 6.3) the browser asks its own resolver, which notes each look-up and needs no network; a name
// that is mapped by a switch would be answered before any note.
const ATTACKER = 'leak.localhost'
export const REMOTE = 'leak.example'
const APP = 'http://app.example'
const TOGETHER = 150
const PIXEL = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64').toString('latin1')
const ANSWER = `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: image/gif\r\nContent-Length: ${PIXEL.length}\r\nConnection: close\r\n\r\n${PIXEL}`

/** The numbers of attacks whose hosts the browser's own notes name: looked up, connected to or asked. */
export async function attackersIn(netLog: string): Promise<number[]> {
  const notes = await readFile(netLog, 'utf8')
  if (!notes.includes('app.example')) throw new Error('the browser noted nothing')
  return [
    ...new Set(Array.from(notes.matchAll(/v(\d+)\.leak\.(?:localhost|example)/g), match => Number(match[1]))),
  ]
}

/** where the pictures of a message itself are served; asking for those is no leak */
export const PARTS = '/render/p1/e1/part/'

/**
 * A browser in a world where every name and address belongs to a listening attacker, but for app.example, which
 * shows the documents in frames of one origin, without a sandbox of its own. It is the browser of every day: what is
 * fetched ahead (names, connections) is not in a private window.
 *
 * @param netLog path of a new file in which the browser notes all it does on the network, look-ups and connections
 *   made ahead included; whole after `close`
 */
export async function openAttacker(netLog: string): Promise<{
  /**
   * The attacks with `EVIL` in the one at place i as a host of its own, so that a request names its document. `first` is
   * another number for each set that the browser is shown: what one asks late is no doing of the next. `host`: REMOTE
   * where the sanitizer is to take it for a place on the internet; then a mere look-up is not noted.
   */
  armed(vectors: readonly string[], first: number, host?: string): string[]
  /** documents in frames of one page, many at a time; `first` as it was given to `armed` */
  show(documents: readonly Served[], first: number): Promise<Outcome[]>
  close(): Promise<void>
}> {
  const asked: { host: string; what: string }[] = []
  let shown: readonly Served[] = []
  let base = 0
  const evil = await listening(
    createServer(socket => {
      let heard = ''
      socket.on('error', () => socket.destroy())
      socket.on('data', data => {
        heard += data.toString('latin1')
        if (isWhole(heard)) {
          const what = heard.startsWith('\x16') ? 'TLS' : heard.slice(0, 60)
          asked.push({ host: hostIn(heard) ?? '', what })
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
      for (const [name, value] of Object.entries(document.headers ?? {})) response.setHeader(name, value)
      return response.end(document.html)
    }
    const ownPicture = request.url?.startsWith(PARTS)
    if (request.url !== '/favicon.ico' && !ownPicture) {
      const from = /\/document\/(\d+)/.exec(request.headers.referer ?? '')?.[1]
      asked.push({ host: from ? `v${base + Number(from)}.` : '', what: `own server: ${request.url}` })
    }
    response.statusCode = 404
    response.end()
  })
  const appPort = await listening(app)
  const executablePath = findProgram('chromium')
  if (!executablePath) throw new Error('Chromium is not installed: run the tests with npm test')
  const browser = await chromium.launchPersistentContext('', {
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-dev-shm-usage',
      '--no-proxy-server',
      '--disable-component-update',
      '--disable-gpu',
      `--log-net-log=${netLog}`,
      `--host-resolver-rules=MAP app.example 127.0.0.1:${appPort},MAP * 127.0.0.1:${evil},EXCLUDE *.${ATTACKER}`,
    ],
  })
  return { armed, show, close }

  function armed(vectors: readonly string[], first: number, host = ATTACKER): string[] {
    return vectors.map((html, i) =>
      html.replaceAll('EVIL', `v${first + i}.${host}:${evil}`).replaceAll('pwned()', 'pwnedBy=1'),
    )
  }

  async function show(documents: readonly Served[], first: number): Promise<Outcome[]> {
    shown = documents
    base = first
    asked.length = 0
    const outcomes: Outcome[] = documents.map(() => ({ ran: [], asked: [], text: '' }))
    for (let from = 0; from < documents.length; from += TOGETHER) {
      const page = await browser.newPage()
      await look(page, from, Math.min(from + TOGETHER, documents.length), outcomes)
      await page.close()
    }
    for (const { host, what } of asked) {
      if (BROWSERS_OWN.test(host)) continue
      const named = Number(/^v(\d+)\./.exec(host)?.[1] ?? Number.NaN) - base
      // Whose request it is cannot always be said; then it is held against every document.
      const asking = Number.isNaN(named) ? outcomes : outcomes.slice(named, named + 1)
      for (const outcome of named < 0 ? [] : asking) outcome.asked.push(`${host} ${what}`)
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
  return /v\d+\.leak\.(localhost|example)|google\.com|googleapis\.com|gvt1\.com/.exec(heard)?.[0]
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
  // seconds on a machine that is busy; a vector that never lets it load is seen by what it did until then
  await page.goto(here, { waitUntil: 'load', timeout: 25_000 }).catch(() => undefined)
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
    frames += `<iframe id="f${i}" width="300" height="80" src="/document/${i}"></iframe>`
  return `<!doctype html><meta charset="utf-8">${frames}`
}
