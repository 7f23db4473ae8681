/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openLog } from '../../src/log.ts'
import { type Serving, serve } from '../../src/main/serve.ts'
import { buildPage } from '../../web/build.ts'
import { letter } from '../http/letters.ts'
import { startDovecot } from '../world/dovecot.ts'
import { type FaultProxy, startFaultProxy } from '../world/fault-proxy.ts'
import { startWork, type World } from '../world/yestermail.ts'
import { examine } from './axe.ts'
import { openBrowser, signIn, watch } from './page-world.ts'

const who = { address: 'anna@yester.example', password: 'anna-secret' }
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

describe('the page while the mail server is down', () => {
  let dovecot: Awaited<ReturnType<typeof startDovecot>>
  let proxy: FaultProxy
  let work: World
  let web: Serving
  let browser: Browser
  before(async () => {
    dovecot = await startDovecot({ users: { anna: who.password }, trustLoopback: true })
    proxy = await startFaultProxy({ host: '127.0.0.1', port: dovecot.tlsPort })
    const server = {
      port: proxy.port,
      security: 'tls',
      ca: dovecot.ca,
      offlineSignIn: 7 * 86_400_000,
    } as const
    work = await startWork(server, { now: Date.now() })
    await dovecot.deliver('anna', 'INBOX', letter('Keys of the boat house'))
    await work.backUp(await work.enrol('anna', who.password), 'first')
    const dist = join(work.folder, 'page')
    await buildPage({ dist })
    web = await serve({ config: work.config, dist, log: openLog({ level: 'silent' }) })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await web?.close()
    await work?.stop()
    await proxy?.stop()
    await dovecot?.stop()
  })

  it('lets in who was in lately to read, says what has to wait, and signs in again when the server is back', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
    context.setDefaultTimeout(30_000)
    const { page, wrongs } = await watch(await context.newPage())
    const last = await fetch(`${web.url}/api/sign-in`, {
      ...{ method: 'POST', body: JSON.stringify(who), headers: { 'content-type': 'application/json' } },
    })
    assert.equal(last.status, 200)
    const restore = page.locator('.banner').getByRole('button', { name: 'Request restore…' })
    proxy.fail({ kind: 'refuse' })
    await page.goto(web.url)
    await signIn(page, who)
    const banner = page.locator('.bar-note', {
      hasText: 'The mail server did not answer, so you signed in without it.',
    })
    await banner.waitFor()
    await page.locator('.row[data-index="0"]').click()
    await page.frameLocator('.paper iframe').getByText('Hello you').waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()])
    assert.equal(file.suggestedFilename(), 'Keys of the boat house.eml')

    await restore.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('until you sign in again, you can only read and download').waitFor()
    assert.equal(await dialog.getByRole('radio').count(), 0)
    await dialog.getByRole('button', { name: 'Sign in again' }).click()
    await again(page, 'mistyped')
    await dialog.getByText('Your mail server does not answer just now').waitFor()
    await again(page, who.password)
    await dialog.getByText('The mail server still does not answer.').waitFor()
    await examine(page, 'the dialog over the banner', rules)

    proxy.fail({ kind: 'none' })
    await again(page, 'mistyped')
    await dialog.getByText('This password is not right.').waitFor()
    await again(page, who.password)
    await dialog.waitFor({ state: 'detached' })
    await banner.waitFor({ state: 'detached' })
    // Where it was: the message is still open, and a restore can be asked for.
    await page.frameLocator('.paper iframe').getByText('Hello you').waitFor()
    await restore.click()
    await dialog.getByRole('radio').first().waitFor()
    assert.deepEqual(wrongs, [])
    await context.close()
  })
})

async function again(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
}
