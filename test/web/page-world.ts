/// <reference lib="dom" />
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { localDay } from '../../src/domain/day.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { type Demo, startDemo } from '../demo/demo.ts'

/** Sunday 22 November 2026, 09:30 in Rome: the story's last night is Saturday's. */
const sunday = Date.UTC(2026, 10, 22, 8, 30)

/** What a page did that it should not have. */
export interface Watched {
  page: Page
  /** thrown, logged as an error, or refused by the page's own policy */
  wrongs: string[]
  /** every request, "METHOD url" */
  requests: string[]
}

/**
 * The real application with the ten days of the story, a clock that stands still unless another is given, and a browser. On the fourth night
 * the mail server was down, on the seventh a folder could not be read, and on the last morning a second backup was taken by hand.
 */
export async function startPageWorld({ now = () => sunday } = {}) {
  const demo = await startDemo({ now, zone: 'Europe/Rome' })
  const browser = await openBrowser()
  try {
    await byHand(demo)
    await addOutage(demo)
  } catch (error) {
    await browser.close()
    await demo.stop()
    throw error
  }
  const { url } = demo
  return {
    ...demo,
    /** A fresh visitor. */
    async visit(path = '/', options: BrowserContextOptions = {}): Promise<Watched> {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/Rome',
        ...options,
      })
      context.setDefaultTimeout(30_000)
      await setClock(context, now())
      const watched = await watch(await context.newPage())
      await watched.page.goto(url + path)
      return watched
    },
    async stop(): Promise<void> {
      await browser.close()
      await demo.stop()
    },
  }
}

export type PageWorld = Awaited<ReturnType<typeof startPageWorld>>

/** With each page it would draw two more for the list below its address bar: most of what a page costs the processor (0.7 s of 1 s). */
const omnibox = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup']
/** What Playwright switches off itself; of two such switches the later one counts. */
const playwrightsOwn = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]

/** Chromium as Debian has it, without any traffic of its own. `keepsPages`: Back shows a page as it was left, as people's browsers do. */
export function openBrowser({ keepsPages = false } = {}) {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(path => existsSync(path))
  if (!executablePath) throw new Error('Chromium is not installed (Debian: apt-get install chromium).')
  return chromium.launch({
    executablePath,
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      `--disable-features=${[...playwrightsOwn, ...omnibox].join()}`,
    ],
  })
}

/** Pages whose clock shows `now` when they are opened, and goes on from there: the page asks it how old a backup is. */
export async function setClock(context: BrowserContext, now: number): Promise<void> {
  await context.addInitScript(ahead => {
    const Real = Date
    globalThis.Date = new Proxy(Real, {
      apply: () => new Real(Real.now() + ahead).toString(),
      construct: (_, given: [number]) => (given.length ? new Real(...given) : new Real(Real.now() + ahead)),
      get: (real, name) => (name === 'now' ? () => Real.now() + ahead : Reflect.get(real, name)),
    })
  }, now - Date.now())
}

/** Notes what goes wrong on a page and what it asks for. */
export async function watch(page: Page): Promise<Watched> {
  const watched: Watched = { page, wrongs: [], requests: [] }
  page.on('pageerror', error => watched.wrongs.push(`thrown: ${error.message}`))
  page.on('console', message => {
    // a refused sign-in is an answer, though the browser notes it as an error
    const isAnswer = /status of (401|403|429|503)/.test(message.text())
    if (message.type() === 'error' && !isAnswer) watched.wrongs.push(`console: ${message.text()}`)
  })
  page.on('request', request => watched.requests.push(`${request.method()} ${request.url()}`))
  await page.exposeFunction('violated', (what: string) => watched.wrongs.push(`policy: ${what}`))
  await page.addInitScript(() => {
    const told = globalThis as unknown as { violated(what: string): void }
    document.addEventListener('securitypolicyviolation', event =>
      told.violated(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    )
  })
  return watched
}

/** Fills in the form and waits for the messages. */
export async function signIn(page: Page, who: Pick<Demo, 'address' | 'password'>): Promise<void> {
  await page.getByLabel('Email address').fill(who.address)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('.row[data-index="0"]').waitFor()
}

/** The row of the list that shows this text. */
export function row(page: Page, text: string) {
  return page.locator('.row[data-index]', { hasText: text }).first()
}

async function account({ work, address }: Demo): Promise<string> {
  const found = await work.ledger.accountByAddress(address)
  if (!found) throw new Error(`${address} is not enrolled`)
  return found.id
}

async function byHand(demo: Demo): Promise<void> {
  const id = await account(demo)
  for (;;) {
    try {
      await demo.work.backUp(id, 'manual')
      return
    } catch (error) {
      // the nights' own worker may be reading the account's files again
      if (!isRefusal(error) || error.code !== 'busy') throw error
      await setTimeout(100)
    }
  }
}

async function addOutage(demo: Demo): Promise<void> {
  const { home } = demo
  const id = await account(demo)
  const night = demo.story.nights[6] ?? 0
  const ledger = new Database(join(home, 'snapshots', 'ledger.sqlite'))
  // An outage is tried again every hour, for days: the failed night before it must not fall out of sight.
  const failed = ledger.prepare(
    `INSERT INTO runs (account, trigger, started_at, finished_at, local_day, state, problem)
     VALUES (?, 'nightly', ?, ?, ?, 'failed', '{"code":"server-unreachable"}')`,
  )
  for (let n = 0; n < 90; n++) failed.run(id, night - n, night, localDay(night, demo.story.zone))
  ledger.close()
}
