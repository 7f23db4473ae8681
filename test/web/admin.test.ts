/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openLog } from '../../src/log.ts'
import { type Serving, serve } from '../../src/main/serve.ts'
import { buildPage } from '../../web/build.ts'
import { addedAdmin, codeAt } from '../http/admin-world.ts'
import { letter } from '../http/letters.ts'
import { startWeb, type WebWorld } from '../http/web-world.ts'
import { examine } from './axe.ts'
import { openBrowser, watch } from './page-world.ts'

const users = { anna: 'anna-secret' }
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 900 }
const password = 'correct horse battery'
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const views = ['accounts', 'runs', 'storage', 'domains', 'audit', 'sessions'] as const

/** The panel as an admin uses it: from a one-time link to a request that is decided, and every view of it. */
describe("the admins' panel in the page", () => {
  let world: WebWorld
  let web: Serving
  let browser: Browser
  let secret = ''
  let recovery: string[] = []
  const stopping = new AbortController()
  let working: Promise<unknown> = Promise.resolve()
  before(async () => {
    world = await startWeb({ users })
    const { dovecot, work } = world
    for (const subject of ['invoice', 'lunch', 'harbour'])
      await dovecot.deliver('anna', 'INBOX', letter(subject), { flags: ['\\Seen'] })
    await work.backUp(await work.enrol('anna', users.anna), 'first')
    working = Promise.all([work.work(stopping.signal), work.keepRequests(stopping.signal)])
    const dist = join(work.folder, 'page')
    await buildPage({ dist })
    web = await serve({ config: work.config, dist, log: openLog({ level: 'silent' }) })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await web?.close()
    stopping.abort()
    await working
    await world?.stop()
  })

  async function open(path: string, options: BrowserContextOptions = { viewport: desk }) {
    const context = await browser.newContext({ timezoneId: 'Europe/Rome', ...options })
    context.setDefaultTimeout(30_000)
    const watched = await watch(await context.newPage())
    await watched.page.goto(web.url + path)
    return watched
  }

  async function signIn(page: Page, name: string, code: string): Promise<void> {
    await page.locator('input[autocomplete="username"]').fill(name)
    await page.locator('input[type="password"]').fill(password)
    await page.locator('input[autocomplete="one-time-code"]').fill(code)
    await page.locator('button[type="submit"]').click()
    await page.locator('#view-title').waitFor()
  }

  it('begins with a link that is good once: a password, an app, recovery codes', async () => {
    const token = await addedAdmin({ ...world, clock: { now: Date.now() } } as WebWorld, 'olga', {
      role: 'operator',
      domains: [],
    })
    const { page, wrongs } = await open(`/admin/welcome#${token}`)
    secret = (await page.locator('.admin-secret').innerText()).replace(/\s/g, '')
    assert.ok(!page.url().includes(token), 'the token is not left in the address')
    await examine(page, 'the link', rules)
    await page.locator('input[type="password"]').fill(password)
    await page.locator('input[autocomplete="one-time-code"]').fill(codeAt(secret, Date.now()))
    await page.locator('button[type="submit"]').click()
    await page.getByText('Keep these recovery codes').waitFor()
    recovery = await page.locator('.admin-codes code').allInnerTexts()
    assert.ok(recovery.length >= 8)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByRole('heading', { name: 'Restore requests' }).waitFor()
    await page.goto(`${web.url}/admin/welcome#${token}`)
    await page.getByText('This link is over').waitFor()
    assert.deepEqual(
      wrongs.filter(one => !one.includes('404')),
      [],
    )
    await page.context().close()
  })

  it('shows every view on a desk and on a phone, in words and without a fault', async () => {
    for (const [name, viewport] of [
      ['desk', desk],
      ['phone', phone],
    ] as const) {
      const { page, wrongs } = await open('/admin', {
        viewport,
        colorScheme: name === 'desk' ? 'light' : 'dark',
      })
      await examine(page, 'the door', rules)
      await signIn(page, 'olga', recovery.pop() ?? '')
      if (process.env.LOOK) await page.screenshot({ path: `/tmp/shots/admin-requests-${name}.png` })
      for (const view of views) {
        await page.locator(`nav a[href="/admin/${view}"]`).click()
        await page.locator('.admin-view [role="status"]').waitFor({ state: 'detached' })
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.ok(width <= viewport.width, `${view} is ${width} pixels wide`)
        await examine(page, view, rules)
        if (process.env.LOOK)
          await page.screenshot({ path: `/tmp/shots/admin-${view}-${name}.png`, fullPage: true })
      }
      assert.deepEqual(wrongs, [])
      await page.context().close()
    }
  })
})
