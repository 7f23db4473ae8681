/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { it as italian } from '../../web/i18n/it.ts'
import { itMore } from '../../web/i18n/it-more.ts'
import { type PageWorld, signIn, startPageWorld, type Watched } from './page-world.ts'

const phone = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }

describe('whoever lost a mail and does not know when finds it', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
    // This morning, after the last backup: a message goes for good, and nobody but the mail server knows.
    world.mailbox.expunge('INBOX', uidOf(world, 'INBOX', 'Did our invoice reach you?'))
    // And a folder that changed cannot be read just now; one that did not is not even opened.
    world.mailbox.expunge('Receipts', uidOf(world, 'Receipts', 'Subject:'))
    world.imap.ills.folder = 'Receipts'
  })
  after(() => world.stop())

  it('deleted five days ago with its folder: found over all days by a word, with the keyboard alone', async () => {
    const { page, ...seen } = await signedIn(world)
    await page.keyboard.press('/')
    await page.keyboard.type('crevatin')
    await page.keyboard.press('Enter')
    const first = page.locator('.row[data-index="0"]', { hasText: 'Bathroom' })
    await first.getByText('Gone since 17 Nov').waitFor()
    await page.keyboard.press('j')
    await page.locator('.row.open[data-index="0"]').waitFor()
    // it opens on the last day that holds it, and the search stays
    await page.locator('.chip[aria-current]', { hasText: 'Mon 16 Nov' }).waitFor()
    assert.match(page.url(), /\/at\/p5\/f\d+\/e[\w-]+\?q=crevatin&days=all$/)
    await page.getByRole('note').getByText('Missing now.').waitFor()
    assert.match(await page.title(), /^crevatin · /)

    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('u')
    await page.waitForFunction(() => !location.pathname.includes('/e'))
    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Inbox' }).waitFor()
    clean({ page, ...seen })
  })

  it('deleted this morning: "Missing now" looks into the mailbox itself and says when', async () => {
    const { page, ...seen } = await signedIn(world)
    await answerWhenLookedAt(page)
    await page.getByRole('link', { name: /^Missing now/ }).click()
    // "on" another day, for the browser's clock is the real one
    await page.getByText(/^Compared with your mailbox (at|on) .*\d\d:\d\d\./).waitFor()
    await page.getByText('Could not be read, so not known: Receipts.').waitFor()
    world.imap.ills.folder = null
    const lost = page.locator('.row', { hasText: 'Did our invoice reach you?' })
    await lost.getByText('Missing now').waitFor()
    await lost.click()
    const note = page.getByRole('note')
    await note.getByText('It went after the latest backup.').waitFor()
    await note.getByRole('button', { name: 'Life line' }).click()
    const life = page.getByRole('dialog', { name: 'Life line' })
    await life.getByText('First seen in Inbox').waitFor()
    await life.getByText('Missing now.').waitFor()
    await life.getByRole('link', { name: /^Open it as in the backup of Sat/ }).click()
    await page.locator('.chip[aria-current]', { hasText: 'Sat 21 Nov' }).waitFor()
    await page.getByRole('heading', { name: 'Did our invoice reach you?' }).waitFor()
    await page.getByRole('link', { name: /^Receipts/ }).click()
    await page.locator('.row .badge', { hasText: 'Not known' }).first().waitFor()
    clean({ page, ...seen })
  })

  it('gone, in Trash and moved are told apart, over all days, one day and one folder', async () => {
    const { page, ...seen } = await signedIn(world, '/at/p7/f1')
    const badge = (text: string) => page.locator('.row .badge', { hasText: text }).first()
    await badge('Missing now').waitFor()
    await badge('Moved to Kitchen').waitFor()
    await page.locator('.list-filters').getByRole('button', { name: 'Missing now' }).click()
    await page.getByRole('heading', { name: 'Missing now: Inbox' }).waitFor()
    assert.match(page.url(), /\/at\/p7\/f1\?view=missing&days=all$/)
    const rows = page.locator('.row[data-index]')
    await rows.filter({ hasText: world.invoice.subject }).waitFor()
    const states = page.getByRole('group', { name: 'What became of it' })
    await states.getByRole('button', { name: 'Moved' }).click()
    await rows.filter({ hasText: 'Kitchen in via Cadorna' }).first().waitFor()
    assert.equal(await rows.filter({ hasText: world.invoice.subject }).count(), 0)
    await states.getByRole('button', { name: 'In Trash' }).click()
    await badge('Now in Trash').waitFor()
    await states.getByRole('button', { name: 'Gone' }).click()
    await rows.filter({ hasText: world.invoice.subject }).waitFor()
    await page.getByRole('button', { name: 'This backup' }).click()
    await page.waitForURL(/\/at\/p7\/f1\?view=missing&q=is%3Agone$/)
    await rows.filter({ hasText: world.invoice.subject }).waitFor()
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('from')
    await page.waitForURL(/sort=from/)
    // the rows of the old order stay until those of the new one are here
    await page.waitForFunction(() => {
      const names = [...document.querySelectorAll<HTMLElement>('.row[data-index] .row-who')].map(
        one => one.innerText,
      )
      return (
        names.length > 1 && names.every((name, i) => i === 0 || (names[i - 1] ?? '').localeCompare(name) <= 0)
      )
    })
    await page.locator('.list-filters').getByRole('button', { name: 'All', exact: true }).click()
    await page.getByRole('heading', { name: 'Inbox', exact: true }).waitFor()
    clean({ page, ...seen })
  })

  it('what changed between two nights opens; a day that lacks the message says where it was last', async () => {
    const { page, ...seen } = await signedIn(world, '/at/p8/f1')
    await page.getByRole('button', { name: 'What changed' }).click()
    const dialog = page.getByRole('dialog', { name: 'What changed' })
    // what was moved is one change, though two folders tell of it
    await dialog.getByText(/^\d+ changes$/).waitFor()
    const total = (await dialog.locator('tr.chosen td').allInnerTexts()).reduce(
      (sum, n) => sum + Number(n),
      0,
    )
    assert.equal(await dialog.getByRole('status').innerText(), `${total} changes`)
    await dialog.getByRole('button', { name: 'Inbox' }).click()
    await dialog.getByRole('group', { name: 'Which changes' }).getByRole('button', { name: 'Gone' }).click()
    await dialog.getByText('Gone from Inbox').first().waitFor()
    await dialog.getByRole('link', { name: world.invoice.subject }).click()
    await page.locator('.chip[aria-current]', { hasText: 'Wed 18 Nov' }).waitFor()
    await page.getByRole('heading', { name: world.invoice.subject }).waitFor()

    await page.locator('.chip', { hasText: 'Fri 20 Nov' }).click()
    await page.getByText('Last seen on Wed 18 Nov, 23:50, in Inbox.').waitFor()
    await page.getByRole('link', { name: 'Go to the backup of Wed 18 Nov, 23:50' }).click()
    await page.getByRole('heading', { name: world.invoice.subject }).waitFor()
    clean({ page, ...seen })
  })

  it('on a phone: the form finds it, Back leads through what was seen', async () => {
    const { page, ...seen } = await signedIn(world, '/', phone)
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    const form = page.getByRole('dialog', { name: 'Search' })
    await form.getByLabel('Subject').fill('oak worktop')
    await form.getByLabel('Not in the mailbox any more').check()
    await form.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('row', { name: world.invoice.subject }).click()
    await page.getByRole('heading', { name: world.invoice.subject }).waitFor()
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    await page.goBack()
    await page.getByRole('row', { name: world.invoice.subject }).waitFor()
    assert.deepEqual(await page.locator('.term bdi').allInnerTexts(), [
      ...['subject: oak', 'subject: worktop', 'not in the mailbox any more'],
    ])
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    clean({ page, ...seen })
  })

  it('in a narrow window: not a key is lost that is typed while the form is on its way', async () => {
    const { page, ...seen } = await world.visit('/', { viewport: { width: 390, height: 800 } })
    let arrive = () => {}
    const arrived = new Promise<void>(resolve => {
      arrive = resolve
    })
    await page.route(/\/search-dialog-/, async route => {
      await arrived
      await route.continue()
    })
    await signIn(page, world)
    await page.locator('.row[data-index="0"]').focus()
    await page.keyboard.type('/invoice ')
    const form = page.getByRole('dialog', { name: 'Search' })
    await form.getByRole('textbox', { name: 'Search your mail' }).waitFor()
    arrive()
    await form.getByLabel('Words', { exact: true }).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('is:gone')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: world.invoice.subject }).waitFor()
    assert.match(page.url(), /\?q=invoice\+is%3Agone&days=all$/)
    clean({ page, ...seen })
  })

  it('on a phone, in Italian: the form finds it, and the note says what became of it', async () => {
    const { page, ...seen } = await world.visit('/', { ...phone, locale: 'it-IT' })
    await page.locator('input[type="email"]').fill(world.address)
    await page.locator('#password').fill(world.password)
    await page.locator('button[type="submit"]').tap()
    // as soon as it can be touched, before the first list is there
    await page.getByRole('button', { name: italian.search.title, exact: true }).tap()
    const form = page.getByRole('dialog', { name: italian.search.title })
    await form.getByLabel(itMore.searchForm.subject, { exact: true }).fill('oak worktop')
    await form.getByLabel(itMore.searchForm.missing).check()
    await form.getByRole('button', { name: italian.search.submit }).tap()
    await page.getByRole('row', { name: world.invoice.subject }).tap()
    await page.getByRole('heading', { name: world.invoice.subject }).waitFor()
    await page.getByRole('note').getByText(italian.presence.gone).waitFor()
    await page.getByText('Ora dell’Europa centrale').waitFor()
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    clean({ page, ...seen })
  })

  it('nothing found: says what was looked for, and offers all days', async () => {
    const { page, ...seen } = await signedIn(world)
    await page.getByRole('combobox', { name: 'Where to search' }).selectOption('day')
    await page.getByRole('searchbox', { name: 'Search your mail' }).fill('crevatin larger:big')
    await page.keyboard.press('Enter')
    await page.getByText('No message matches crevatin').waitFor()
    await page.locator('.term.problem').waitFor()
    await page.locator('.empty').getByRole('button', { name: 'Search all days' }).click()
    await page.locator('.row', { hasText: 'Bathroom' }).first().waitFor()
    // what is not understood at all finds nothing, not everything
    await page.getByRole('searchbox', { name: 'Search your mail' }).fill('larger:big')
    await page.keyboard.press('Enter')
    await page.locator('.empty').getByText('not understood: larger:big').waitFor()
    await page.locator('.list-count', { hasText: '0 messages' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Inbox', exact: true }).waitFor()
    clean({ page, ...seen })
  })

  it('a mailbox that cannot be looked at: says so, and what the backups are compared with instead', async () => {
    // what was compared before this backup counts no longer
    const account = await world.work.ledger.accountByAddress(world.address)
    await world.work.backUp(account?.id ?? '', 'manual')
    const { page, ...seen } = await signedIn(world)
    world.imap.ills.down = true
    await page.getByRole('link', { name: /^Missing now/ }).click()
    await page
      .getByText(/Compared with the backup of .* The mail server did not answer, or too slowly\./)
      .waitFor()
    world.imap.ills.down = false
    clean({ page, ...seen })
  })
})

async function signedIn(world: PageWorld, path = '/', options = {}): Promise<Watched> {
  const watched = await world.visit(path, options)
  await signIn(watched.page, world)
  return watched
}

/** The page hears of a look into the mailbox only when it is over: a list that it loaded meanwhile is from before. */
async function answerWhenLookedAt(page: Page): Promise<void> {
  await page.route('**/jmap/api', async route => {
    const asked = route.request().postData() ?? ''
    if (!asked.includes('"Presence/get"') || asked.includes('"Presence/set"')) return route.continue()
    for (;;) {
      const response = await route.fetch()
      if (!(await response.text()).includes('"checking"')) return route.fulfill({ response })
    }
  })
}

function uidOf(world: PageWorld, folder: string, subject: string): number {
  const { copies } = world.mailbox.folder(folder)
  const found = copies.find(one => Buffer.from(one.bytes).toString('latin1').includes(subject))
  if (!found) throw new Error(`the story has no "${subject}"`)
  return found.uid
}

function clean({ wrongs }: Pick<Watched, 'wrongs'> & { page: Page }): void {
  assert.deepEqual(wrongs, [])
}
