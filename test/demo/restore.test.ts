/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser, row, signIn, watch } from '../web/page-world.ts'
import { type Demo, startDemo } from './demo.ts'
import type { Arrived } from './postman.ts'

const desk = { width: 1280, height: 900 }
const phone = { width: 390, height: 844 }

test(
  "the demo's task: the invoice is asked for, an admin is told and confirms, it is back in the mailbox, and undone",
  {
    timeout: 120_000,
  },
  t => journey(t, desk),
)

const skip = process.env.YESTERMAIL_TEST !== 'all' && 'once more, on a phone: YESTERMAIL_TEST=all'
test("the demo's task on a phone", { timeout: 120_000, skip }, t => journey(t, phone))

async function journey(t: test.TestContext, viewport: { width: number; height: number }): Promise<void> {
  const post = new EventTarget()
  const letters: Arrived[] = []
  const demo = await startDemo({
    ...{ zone: 'Europe/Rome', admin: true },
    onLetter: arrived => {
      letters.push(arrived)
      post.dispatchEvent(new Event('letter'))
    },
  })
  t.after(demo.stop)
  const { admin } = demo
  assert.ok(admin)
  const browser = await openBrowser()
  t.after(() => browser.close())
  const open = async (address: string) => {
    const context = await browser.newContext({ viewport, locale: 'en-GB', timezoneId: 'Europe/Rome' })
    context.setDefaultTimeout(30_000)
    const watched = await watch(await context.newPage())
    await watched.page.goto(address)
    return watched
  }
  const arrived = async (to: string, subject: RegExp): Promise<Arrived> => {
    for (;;) {
      const found = letters.find(one => one.to === to && subject.test(one.subject))
      if (found) return found
      await once(post, 'letter')
    }
  }

  const owner = await open(demo.url)
  await signIn(owner.page, demo)
  await askFor(owner.page, demo)
  const request = (state: string) => owner.page.locator(`.request[data-state="${state}"]`)
  await request('waiting').waitFor()
  assert.equal(held(demo), 0)

  const { link } = await arrived(admin.address, /^Restore R1 waits/)
  assert.ok(link?.startsWith(`${admin.url}/requests/`), `the letter leads to the request: ${link}`)
  const panel = await open(link ?? '')
  await panel.page.locator('input[autocomplete="username"]').fill(admin.name)
  await panel.page.locator('input[type="password"]').fill(admin.password)
  await panel.page.locator('input[autocomplete="one-time-code"]').fill(admin.codes[0] ?? '')
  await panel.page.locator('button[type="submit"]').click()
  await panel.page.getByRole('button', { name: 'Confirm R1' }).click()
  await panel.page.getByRole('button', { name: 'Start now' }).click()

  await request('done').waitFor()
  assert.equal(held(demo), 1)
  await arrived(admin.address, /^Restore R1 is done/)
  await arrived(demo.address, /^Restore R1 is done/)
  const inbox = demo.mailbox.folder('INBOX').copies
  assert.ok(inbox.some(copy => Buffer.from(copy.bytes).includes('Subject: Restore R1 is done')))

  await request('done').getByRole('button', { name: 'Undo', exact: true }).click()
  await owner.page.getByRole('button', { name: 'Undo it' }).click()
  await request('undone').waitFor()
  assert.equal(held(demo), 0)
  assert.deepEqual([...owner.wrongs, ...panel.wrongs], [])
}

async function askFor(page: Page, { invoice }: Demo): Promise<void> {
  if (page.viewportSize()?.width === phone.width) {
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    const form = page.getByRole('dialog', { name: 'Search' })
    await form.getByLabel('Subject').fill('oak worktop')
    await form.getByRole('button', { name: 'Search' }).click()
  } else {
    await page.getByLabel('Search your mail').fill(`"${invoice.subject}"`)
    await page.keyboard.press('Enter')
  }
  await row(page, invoice.subject).click()
  await page.locator('#message-title').waitFor()
  await page.keyboard.press('r')
  await page.locator('.restore-plan[aria-busy="false"]').waitFor()
  await page.getByLabel('Note to the administrator (optional)').fill('The invoice, please')
  await page.getByRole('button', { name: 'Send the request' }).click()
}

/** How many of the live mailbox's messages are the invoice. */
function held({ mailbox, invoice }: Demo): number {
  const copies = mailbox.folders().flatMap(folder => folder.copies)
  return copies.filter(copy => Buffer.from(copy.bytes).includes(`\r\nSubject: ${invoice.subject}\r\n`)).length
}
