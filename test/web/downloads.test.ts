/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import JSZip from 'jszip'
import type { Page } from 'playwright-core'
import { type PageWorld, signIn, startPageWorld } from './page-world.ts'

describe('downloads', () => {
  let clock = Date.UTC(2026, 10, 22, 8, 30)
  let world: PageWorld
  before(async () => {
    world = await startPageWorld({ now: () => clock })
  })
  after(() => world.stop())

  async function take(page: Page): Promise<{ name: string; bytes: Buffer }> {
    const link = page.locator('.download-go a')
    const size = await link.innerText()
    assert.match(size, /^Download \([\d.,]+ (bytes|kB|MB)\)$/)
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const bytes = await readFile(await download.path())
    await page.getByText('The download is complete.').waitFor()
    return { name: download.suggestedFilename(), bytes }
  }

  it('a selection goes home as a ZIP, then as MBOX, and the size stands there before', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    await page.locator('.row[data-index="0"]').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('x')
    await page.getByText('2 selected').first().waitFor()
    await page.keyboard.press('d')
    const zip = await take(page)
    assert.match(zip.name, /^Inbox 2026-11-22\.zip$/)
    assert.equal(Object.keys((await JSZip.loadAsync(zip.bytes, { checkCRC32: true })).files).length, 2)
    await page.getByLabel('MBOX (mboxrd)').check()
    await page.getByText('The file becomes a little larger').waitFor()
    const mbox = await take(page)
    assert.match(mbox.name, /\(mboxrd\)\.mbox$/)
    assert.equal(mbox.bytes.toString('latin1').match(/^From MAILER-DAEMON /gm)?.length, 2)
    assert.deepEqual(wrongs, [])
  })

  it('a whole backup is taken from the list of backups, after the password when the sign-in is old', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    clock += 25 * 60_000
    await page.evaluate(() => fetch('/api/me').then(answer => answer.text()))
    clock += 10 * 60_000
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await openBackups(page)
    await page
      .getByRole('button', { name: /^Download the backup of/ })
      .first()
      .click()
    const password = page.locator('.download-again input[type=password]')
    await password.fill('wrong')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('This password is not right.').waitFor()
    await password.fill(world.password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.locator('.download-go a').waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('.download-ready'))
    await page.getByLabel('Maildir').check()
    const { bytes } = await take(page)
    const names = Object.keys((await JSZip.loadAsync(bytes, { checkCRC32: true })).files)
    assert.ok(names.includes('README.txt') && names.includes('Maildir/cur/'))
    // the session is over: after the next sign-in it is prepared without a further word
    await page.context().clearCookies()
    // not as a hand would: something else that asks just now may have shown the door already
    await page.getByLabel('MBOX').dispatchEvent('click')
    await page.locator('.door-dialog #password').fill(world.password)
    await page.keyboard.press('Enter')
    await page.locator('.download-name', { hasText: '.mbox' }).waitFor()
    assert.deepEqual(wrongs, [])
  })
})

async function openBackups(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Menu|Account|maria/ })
    .first()
    .click()
  await page
    .getByRole('button', { name: 'My backups' })
    .or(page.getByRole('menuitem', { name: 'My backups' }))
    .first()
    .click()
}
