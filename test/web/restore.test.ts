/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openLog } from '../../src/log.ts'
import { type Serving, serve } from '../../src/main/serve.ts'
import { buildPage } from '../../web/build.ts'
import { letter } from '../http/letters.ts'
import { startWeb, type WebWorld } from '../http/web-world.ts'
import { examine } from './axe.ts'
import { openBrowser, watch } from './page-world.ts'

const users = { anna: 'anna-secret' }
const phone = { width: 320, height: 640 }
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** From mail that the owner deletes at the real mail server to the same mail back in its place, all of it in the page. */
describe('a restore in the page', () => {
  let world: WebWorld
  let web: Serving
  let browser: Browser
  const stopping = new AbortController()
  let working: Promise<unknown> = Promise.resolve()
  before(async () => {
    world = await startWeb({ users })
    const { dovecot, work } = world
    for (const subject of ['invoice', 'lunch', 'harbour'])
      await dovecot.deliver('anna', 'INBOX', letter(subject), { flags: ['\\Seen', 'Urgent'] })
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

  async function visit(path: string, options: BrowserContextOptions) {
    const context = await browser.newContext({
      ...{ timezoneId: 'Europe/Rome', bypassCSP: true, reducedMotion: 'reduce' },
      ...options,
    })
    context.setDefaultTimeout(30_000)
    const watched = await watch(await context.newPage())
    await watched.page.goto(web.url + path)
    await watched.page.locator('input[type="email"]').fill('anna@yester.example')
    await watched.page.locator('#password').fill(users.anna)
    await watched.page.locator('button[type="submit"]').click()
    await watched.page.locator('.row[data-index="0"]').waitFor()
    return watched
  }

  async function inbox(): Promise<string[]> {
    const imap = await world.dovecot.imap('anna')
    await imap.command('SELECT INBOX')
    const lines = await imap.command('FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (SUBJECT)])')
    await imap.command('UNSELECT')
    return String(lines).match(/Subject: \w+/g) ?? []
  }

  async function deleteAll(): Promise<void> {
    const imap = await world.dovecot.imap('anna')
    await imap.command('SELECT INBOX')
    await imap.command('STORE 1:2 +FLAGS.SILENT (\\Deleted)')
    await imap.command('EXPUNGE')
    await imap.command('UNSELECT')
  }

  const isThere = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

  it('brings back what was deleted, asked for on a phone in Italian', async () => {
    await deleteAll()
    assert.deepEqual(await inbox(), ['Subject: harbour'])
    const { page, wrongs } = await visit('/', { viewport: phone, locale: 'it-IT', hasTouch: true })
    await page.locator('.list-foot button').last().click()
    await page.getByRole('menuitem', { name: 'Richiedi ripristino…' }).click()
    await isThere(page, 'Verrebbero aggiunti 2 messaggi')
    await isThere(page, '1 c’è già.')
    await isThere(page, 'Nulla viene rimosso o sovrascritto.')
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= phone.width, `${width} pixels wide`)
    await examine(page, 'the request on a phone', everyRule)
    await page.getByRole('button', { name: 'Ripristina', exact: true }).click()
    await page.locator('.request[data-state="done"]').waitFor()
    await isThere(page, /2 aggiunti/)
    await page.getByText('Ogni messaggio').click()
    await page.locator('.request-items li').nth(1).waitFor()
    await examine(page, 'my requests on a phone', everyRule)
    assert.deepEqual((await inbox()).sort(), ['Subject: harbour', 'Subject: invoice', 'Subject: lunch'])
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })

  it('is undone by the keyboard alone, in Norwegian', async () => {
    const { page, wrongs } = await visit('/', { viewport: { width: 1280, height: 800 }, locale: 'nb-NO' })
    await page.locator('.account').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Mine gjenopprettinger' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Angre', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Ja, angre' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.request[data-state="undone"]').waitFor()
    await isThere(page, /2 fjernet/)
    assert.deepEqual(await inbox(), ['Subject: harbour'])
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.locator('.row[data-index="0"]').click()
    await page.locator('#message-title').waitFor()
    await page.keyboard.press('r')
    await page.locator('dialog.restore').waitFor()
    await page.locator('.restore-plan[aria-busy="false"]').waitFor()
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })
})
