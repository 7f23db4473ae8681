/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openLog } from '../../src/log.ts'
import { type Serving, serve } from '../../src/main/serve.ts'
import { buildPage } from '../../web/build.ts'
import { letter } from '../http/letters.ts'
import { startWeb, type WebWorld } from '../http/web-world.ts'
import { openBrowser, signIn } from './page-world.ts'

const users = { anna: 'anna-secret', ben: 'ben-secret' }
const addressOf = (login: keyof typeof users) => ({
  address: `${login}@yester.example`,
  password: users[login],
})

/** Two people at one computer: nothing of one is left for the other, wherever a browser or the page keeps things. */
describe('two accounts in one browser', () => {
  let world: WebWorld
  let web: Serving
  let browser: Browser
  before(async () => {
    world = await startWeb({ users })
    for (const login of ['anna', 'ben'] as const) {
      for (const n of [1, 2, 3])
        await world.dovecot.deliver(login, 'INBOX', letter(`private of ${login} ${n}`))
      await world.work.backUp(await world.work.enrol(login, users[login]), 'first')
    }
    const dist = join(world.work.folder, 'page')
    await buildPage({ dist })
    web = await serve({ config: world.work.config, dist, log: openLog({ level: 'silent' }) })
    browser = await openBrowser({ keepsPages: true })
  })
  after(async () => {
    await browser?.close()
    await web?.close()
    await world?.stop()
  })

  /** Signed in as anna in a fresh browser, with a selection and an open message that has a picture of its own. */
  async function readByAnna(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    context.setDefaultTimeout(30_000)
    const page = await context.newPage()
    await page.goto(web.url)
    await signIn(page, addressOf('anna'))
    await page.locator('.row[data-index="1"]').click()
    await page.frameLocator('.paper iframe').getByText('Hello you').waitFor()
    await page.locator('.row[data-index="0"]').click({ modifiers: ['Control'] })
    await page.locator('.row[aria-selected="true"]').first().waitFor()
    return page
  }

  it('are kept apart when the session ends and somebody else signs in over the same page', async () => {
    const page = await readByAnna()
    const left = page.url()
    await page.context().clearCookies()
    // What the page asks for by itself may have met the end of the session already: then the door lies over the link.
    await page.getByRole('link', { name: /^Sent/ }).dispatchEvent('click')
    await page.getByText('You were signed out').waitFor()
    await page.getByLabel('Email address').fill(addressOf('ben').address)
    await page.getByLabel('Password', { exact: true }).fill(users.ben)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('.row', { hasText: 'private of ben' }).first().waitFor()
    await assertNothingOfAnna(page)
    assert.equal(await page.locator('.row[aria-selected="true"]').count(), 0)
    // where anna was, by Back and by address
    for (let i = 0; i < 2; i++) {
      await back(page)
      await page.locator('h1, .row').first().waitFor()
      await assertNothingOfAnna(page)
    }
    await page.goto(left)
    await page.getByRole('heading', { name: 'This backup is no longer here' }).waitFor()
    await assertNothingOfAnna(page)
    await page.context().close()
  })

  it('are kept apart when one signs out: Back shows nothing, and nor does what the browser kept', async () => {
    const page = await readByAnna()
    const frame = await page.locator('.paper iframe').getAttribute('src')
    const picture = await page.frameLocator('.paper iframe').locator('img').first().getAttribute('src')
    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Email address').waitFor()
    for (let i = 0; i < 2; i++) {
      await back(page)
      await page.getByLabel('Email address').waitFor()
      await assertNothingOfAnna(page)
    }
    await signIn(page, addressOf('ben'))
    await assertNothingOfAnna(page)
    for (const path of [frame, picture]) {
      assert.ok(path)
      const status = await page.evaluate(
        async url => (await fetch(url, { cache: 'force-cache' })).status,
        path,
      )
      assert.equal(status, 404, path)
    }
    await page.context().close()
  })
})

/** As the button of the browser; Playwright's own waits for a load, which a page that was kept does not have. */
async function back(page: Page): Promise<void> {
  const here = page.url()
  await page.evaluate(() => history.back()).catch(() => undefined)
  await page.waitForURL(url => url.href !== here, { waitUntil: 'commit' })
}

async function assertNothingOfAnna(page: Page): Promise<void> {
  const seen: string[] = []
  for (const frame of page.frames()) seen.push(await frame.content().catch(() => ''))
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]),
  )
  assert.doesNotMatch(seen.join('\n'), /private of anna/)
  assert.doesNotMatch(kept, /private of|friends\.example/)
}
