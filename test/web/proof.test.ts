/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { enMore } from '../../web/i18n/en-more.ts'
import { type PageWorld, row, signIn, startPageWorld } from './page-world.ts'

describe('what a backup holds, and proof of it', () => {
  let world: PageWorld
  before(async () => {
    // a clock that goes, for a backup that is taken now, and no night of which begins meanwhile
    const begun = Date.now()
    world = await startPageWorld({ now: () => Date.UTC(2026, 10, 22, 8, 30) + Date.now() - begun })
  })
  after(() => world.stop())

  it('shows folder by folder what the server counted and what is here, and what links a day to the one before', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    await page.getByRole('button', { name: 'Details' }).click()
    const receipt = page.getByRole('dialog', { name: 'What this backup holds' })
    await receipt.getByText(/^Nothing: every folder was read whole\. The mail server counted/).waitFor()
    const inbox = receipt.getByRole('row', { name: /^Inbox/ })
    await inbox.getByRole('cell').nth(1).waitFor()
    const [counted, here] = await inbox.getByRole('cell').allInnerTexts()
    assert.match(counted ?? '', /^\d+$/)
    assert.equal(counted, here)
    assert.equal(await receipt.getByRole('row', { name: /^Clients (?!\/)/ }).count(), 0)
    await receipt.getByText(/^Linked to the backup of/).waitFor()
    assert.match(await receipt.locator('.hash').innerText(), /^[0-9a-f]{64}$/)
    // what no backup can hold: said here too, and whom to ask
    await receipt.locator('.limits summary').click()
    const { between, pop3, calendarsAsk } = enMore.limits
    for (const text of [between, pop3, calendarsAsk(`help@${world.address.split('@')[1]}`)])
      await receipt.getByText(text, { exact: true }).waitFor()
    await page.keyboard.press('Escape')

    await page.locator('.chip.partial').click()
    await page.getByRole('button', { name: 'Not everything could be read' }).click()
    await receipt
      .getByRole('row', { name: /^Receipts/ })
      .getByText('not read')
      .waitFor()
    // what is short stands before what is whole
    assert.match(await receipt.getByRole('row').nth(1).innerText(), /^Receipts/)
    assert.deepEqual(wrongs, [])
  })

  it('shows no wrong bytes: a message that was damaged on the disk says so', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    await damage(world, 'Did our invoice reach you?')
    await row(page, 'Did our invoice reach you?').click()
    await page.getByText('This message is damaged in this backup').waitFor()
    assert.equal(await page.locator('.letter-body').count(), 0)
    assert.deepEqual(wrongs, [])
  })

  it('takes a backup now when asked, shows how it goes, and opens it', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Back up now' }).click()
    const plan = page.getByRole('dialog', { name: 'How this mailbox is backed up' })
    await plan.getByText('Every night, at 23:50 or soon after').waitFor()
    await plan.getByText('All of the last 15 days').waitFor()
    const before = await page.locator('.chip').count()
    // by key alone: the focus stays where the backup is asked for until it can be opened
    await plan.getByRole('button', { name: 'Back up now' }).press('Enter')
    await plan.getByRole('button', { name: 'Open it' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForFunction(n => document.querySelectorAll('.chip').length === n, before + 1)
    await page.locator('.chip[aria-current] .chip-latest').waitFor()
    assert.deepEqual(wrongs, [])
  })

  it('keeps what the owner wants to be told of, and refuses numbers that are none', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    const open = async () => {
      await page.locator('.account').click()
      await page.getByRole('button', { name: 'Notices by mail' }).click()
    }
    await open()
    const mails = page.getByLabel('From so many messages')
    assert.equal(await mails.inputValue(), '50')
    await mails.fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('Messages must be a number from 1').waitFor()
    await mails.fill('7')
    await page.getByLabel('Or from so many percent').fill('20')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.reload()
    await open()
    assert.equal(await mails.inputValue(), '7')
    assert.equal(await page.getByLabel('Or from so many percent').inputValue(), '20')
    assert.deepEqual(wrongs, [])
  })
})

// One bit of the stored file, as a disk that rots turns it.
async function damage({ home }: PageWorld, subject: string): Promise<void> {
  const accounts = join(home, 'snapshots', 'accounts')
  const files = (await readdir(accounts, { recursive: true })).filter(file =>
    /messages\/..\/[0-9a-f]{64}$/.test(file),
  )
  for (const file of files) {
    const path = join(accounts, file)
    const bytes = await readFile(path)
    if (!bytes.includes(`Subject: ${subject}\r\n`)) continue
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1
    await chmod(path, 0o600)
    return writeFile(path, bytes)
  }
  throw new Error(`no message is called ${subject}`)
}
