/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startNewWorld } from './new-world.ts'
import { openBrowser, watch } from './page-world.ts'

describe('the first sign-in', () => {
  let world: Awaited<ReturnType<typeof startNewWorld>>
  let browser: Awaited<ReturnType<typeof openBrowser>>
  before(async () => {
    world = await startNewWorld()
    browser = await openBrowser()
  })
  after(async () => {
    await browser.close()
    await world.stop()
  })

  it('asks before a password is kept, shows the first backup being taken, and opens the mailbox', async () => {
    const { page, wrongs } = await watch(await browser.newPage({ locale: 'en-GB' }))
    page.setDefaultTimeout(30_000)
    await page.goto(world.url)
    const enter = async () => {
      await page.getByLabel('Email address').fill(world.address)
      await page.getByLabel('Password', { exact: true }).fill(world.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Keep the password for the nights?' }).waitFor()
    }
    world.begin()
    await enter()
    await page.getByRole('button', { name: 'No, do not keep it' }).click()
    await page.getByText('Nothing was kept').waitFor()
    assert.equal((await world.work.ledger.accounts()).length, 0)
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '')

    await enter()
    await page.evaluate(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('progress')) document.body.dataset.begun = 'yes'
        else if (document.querySelector('.mail') && !document.body.dataset.begun)
          document.body.dataset.flashed = 'yes'
        const folder = document.querySelector('.bar-folder')?.textContent
        if (folder) document.body.dataset.folders = `${document.body.dataset.folders ?? ''}${folder}\n`
      })
      seen.observe(document.body, { childList: true, subtree: true })
    })
    await page.getByRole('button', { name: 'Agree and take the first backup' }).click()
    await page.getByRole('heading', { name: 'The first backup is being taken' }).waitFor()
    assert.equal(await page.evaluate(() => document.body.dataset.flashed), undefined)
    await page.locator('.row[data-index="0"]').waitFor({ timeout: 60_000 })
    assert.doesNotMatch((await page.evaluate(() => document.body.dataset.folders)) ?? '', /INBOX/)
    assert.match(await page.locator('.chip[aria-current]').innerText(), /Sun 22 Nov/)
    assert.deepEqual(wrongs, [])
  })

  it('says so when the mail server does not answer, and does not blame the password', async () => {
    await world.imap.stop()
    const page = await browser.newPage({ locale: 'en-GB' })
    await page.goto(world.url)
    await page.getByLabel('Email address').fill(world.address)
    await page.getByLabel('Password', { exact: true }).fill(world.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Your mail server does not answer').waitFor({ timeout: 60_000 })
  })
})
