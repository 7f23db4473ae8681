/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type PageWorld, row, signIn, startPageWorld, type Watched } from './page-world.ts'

const reminder = 'Did our invoice reach you?'

describe('the page in a browser', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
  })
  after(() => world.stop())

  it('says one thing for a wrong address and a wrong password, and lets the right ones in', async () => {
    const { page, ...seen } = await world.visit()
    await page.getByLabel('Email address').fill(world.address)
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const problem = page.getByRole('alert')
    await problem.getByText('The address or the password is not right.').waitFor()
    assert.equal(await page.getByLabel('Email address').inputValue(), world.address)

    const show = page.getByRole('button', { name: 'Show the password' })
    await show.click()
    assert.equal(await page.getByLabel('Password', { exact: true }).getAttribute('type'), 'text')

    await signIn(page, world)
    assert.match(await page.title(), /^Sun 22 Nov · Inbox · maria@yester\.example/)
    assert.match(
      await page.locator('.banner').innerText(),
      /Sunday, 22 November 2026 at 09:30\s*\(Rome time\)/,
    )
    assert.equal(await page.locator('.read-only').innerText(), 'Read only')
    // else the window has a scroll bar that scrolls nothing
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight))
    clean({ page, ...seen })
  })

  it('opens at sign-in on the day that was asked for', async () => {
    const { page } = await world.visit()
    await page.getByLabel('Another day').check()
    await page.getByLabel('Day to open').fill('2026-11-17')
    await signIn(page, world)
    await page.locator('.chip[aria-current="date"]', { hasText: 'Tue 17 Nov' }).waitFor()
    assert.match(page.url(), /\/at\/p6$/)
  })

  it('keeps the open message when the day changes, and says where it is when a day lacks it', async () => {
    const { page, ...seen } = await signedIn()
    await row(page, reminder).click()
    await page.getByRole('heading', { name: reminder }).waitFor()
    const email = page.url().split('/').at(-1)

    await page.locator('.chip', { hasText: 'Sat 21 Nov' }).click()
    await page.locator('.chip[aria-current]', { hasText: 'Sat 21 Nov' }).waitFor()
    await page.getByRole('heading', { name: reminder }).waitFor()
    assert.equal(page.url().split('/').at(-1), email)
    await page.locator('.row.open', { hasText: reminder }).waitFor()

    await page.locator('.chip', { hasText: 'Tue 17 Nov' }).click()
    await page.getByRole('heading', { name: 'This message is not in this backup' }).waitFor()
    await page
      .getByRole('link', { name: /backup of .*21 Nov/ })
      .first()
      .click()
    await page.getByRole('heading', { name: reminder }).waitFor()
    clean({ page, ...seen })
  })

  it('finds the invoice that was deleted on Thursday, and downloads exactly its bytes', async () => {
    const { page, ...seen } = await signedIn()
    assert.equal(await row(page, world.invoice.subject).count(), 0)
    await page.locator('.chip', { hasText: 'Wed 18 Nov' }).click()
    await row(page, world.invoice.subject).click()
    await page.getByRole('heading', { name: world.invoice.subject }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()])
    assert.equal(file.suggestedFilename(), 'Invoice 2026-0347_ oak worktop and fitting.eml')
    const bytes = await readFile(await file.path())
    const sent = world.story.events.find(
      event => event.what === 'arrive' && event.folder === 'INBOX' && bytes.equals(event.bytes),
    )
    assert.ok(sent, 'the download is one of the messages that arrived, byte for byte')
    const [attached] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a.file').first().click(),
    ])
    assert.match(attached.suggestedFilename(), /\.pdf$/)
    clean({ page, ...seen })
  })

  it('shows failed and partial days with the reason', async () => {
    const { page, ...seen } = await signedIn()
    await page.locator('.chip.failed', { hasText: 'Sun 15 Nov' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('The mail server did not answer, or too slowly.').waitFor()
    await dialog.getByRole('button', { name: 'Before' }).click()
    await page.locator('.chip[aria-current]', { hasText: 'Sat 14 Nov' }).waitFor()

    await page.locator('.chip.partial').click()
    await page.getByRole('button', { name: 'Not everything could be read' }).click()
    await dialog.getByText('The folder “Receipts” could not be read that night.').waitFor()
    await dialog.getByText('What a backup cannot hold').click()
    await dialog.getByText('they are not in this backup. Ask help@yester.example about them.').waitFor()
    await page.keyboard.press('Escape')
    await page
      .getByRole('link', { name: /^Receipts/ })
      .getByText('Could not be read')
      .waitFor({ state: 'attached' })
    clean({ page, ...seen })
  })

  it('is used with the keyboard alone', async () => {
    const { page, ...seen } = await signedIn()
    await page.locator('.row[data-index="0"]:focus').waitFor()
    await page.keyboard.press('j')
    await page.locator('.row.open[data-index="0"]').waitFor()
    await page.keyboard.press('j')
    await page.locator('.row.open[data-index="1"]').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'message-title')
    await page.keyboard.press('h')
    await page.locator('.headers', { hasText: 'Message-ID' }).waitFor()
    await page.keyboard.press('[')
    await page.locator('.chip[aria-current]', { hasText: 'Sat 21 Nov' }).waitFor()
    await page.keyboard.press('u')
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'row')
    await page.keyboard.press('End')
    await page.locator('.row.open[data-index="24"]').waitFor()
    for (const key of 'gd') await page.keyboard.press(key)
    const calendar = page.getByRole('dialog', { name: 'Choose a day' })
    await calendar.waitFor()
    const focusOn = (day: RegExp) => calendar.getByRole('button', { name: day }).and(focused(page)).waitFor()
    await focusOn(/^Saturday,? 21 November/)
    await page.keyboard.press('ArrowUp')
    await focusOn(/^Saturday,? 14 November/)
    await page.keyboard.press('ArrowRight')
    await focusOn(/^Sunday,? 15 November/)
    await page.keyboard.press('End')
    await focusOn(/^Sunday,? 22 November/)
    await page.keyboard.press('Escape')
    await calendar.waitFor({ state: 'detached' })
    for (const key of 'gd') await page.keyboard.press(key)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await page.locator('.chip[aria-current]', { hasText: 'Fri 20 Nov' }).waitFor()
    await page.keyboard.press('F6')
    for (const key of 'gm') await page.keyboard.press(key)
    await page.locator('.missing-folder [aria-current]').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard and help' }).waitFor()
    await page.keyboard.press('Escape')
    clean({ page, ...seen })
  })

  it('has a dialog open before the next key can come, however slow the machine draws', async () => {
    const { page } = await signedIn()
    const isOpen = await page.evaluate(async () => {
      const press = (key: string) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      press('g')
      press('d')
      // one turn of promises is what lies between two keys at least
      for (let turn = 0; turn < 20; turn++) await null
      return document.querySelector('dialog[open]')?.contains(document.activeElement) === true
    })
    assert.equal(isOpen, true)
  })

  it('comes back to the open row with F6, wherever the list was scrolled to and however the row was opened', async () => {
    const { page } = await signedIn({ viewport: { width: 1440, height: 500 } })
    await page.locator('.row[data-index="1"] .row-subject').click()
    await page.locator('.row.open[data-index="1"]').waitFor()
    await page.locator('.chip[aria-current]').focus()
    await page.keyboard.press('F6')
    await page.locator('[aria-current="page"]').and(focused(page)).waitFor()
    await page.locator('.rows').evaluate(rows => rows.scrollTo(0, 1e6))
    await page.keyboard.press('F6')
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-index') === '1')
  })

  it('tells a wrong address in the page, and the way home', async () => {
    const { page } = await signedIn()
    for (const path of ['/at/xx', '/nonsense', '/at/p0']) {
      await page.goto(world.url + path)
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    }
    await page.getByRole('link', { name: 'Go to the mailbox' }).click()
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  })

  it('names both zones where the reader’s clocks are not the backup’s', async () => {
    const { page } = await signedIn({ timezoneId: 'America/New_York' })
    await row(page, reminder).click()
    await page.locator('.letter-when', { hasText: /(GMT-5|EST)$/ }).waitFor()
    assert.match(await page.locator('.banner').innerText(), /Rome time/)
  })

  it('tells how old the latest backup is when the nights have stopped', async () => {
    const { page } = await world.visit()
    await page.clock.setFixedTime(Date.UTC(2026, 11, 2, 9))
    await signIn(page, world)
    await page.locator('.banner.past', { hasText: 'Latest backup, 10 days old' }).waitFor()
    await page.clock.setFixedTime(Date.UTC(2026, 10, 23, 9))
    await page.reload()
    await page.locator('.banner:not(.past)', { hasText: 'Latest backup' }).waitFor()
  })

  it('says that the nights have stopped only when they still have after the new password was taken', async () => {
    const { page } = await world.visit()
    let asked = 0
    let mended = 1e9
    await page.route('**/api/sign-in', async route => {
      const answer = await route.fetch()
      const json = (await answer.json()) as { me: object }
      await route.fulfill({ response: answer, json: { ...json, me: { ...json.me, state: 'needs-sign-in' } } })
    })
    await page.route('**/api/me', async route => {
      const answer = await route.fetch()
      const json = (await answer.json()) as object
      const state = ++asked >= mended ? 'active' : 'needs-sign-in'
      await route.fulfill({ response: answer, json: { ...json, state } })
    })
    await page.clock.install()
    // The page asks each second and a half, four times at most; on a busy machine real time may do some of it.
    const passesUntil = async (isSo: () => boolean | Promise<boolean>) => {
      while (!(await isSo())) await page.clock.runFor(300)
    }
    asked = 0
    mended = 2
    await signIn(page, world)
    await passesUntil(() => asked === 2)
    for (let n = 0; n < 4; n++) await page.clock.runFor(1500)
    // the toast would be here by now, had the second answer not been good
    assert.equal(asked, 2)
    assert.equal(await page.locator('.toast').count(), 0)
    mended = 1e9
    await page.reload()
    await page.locator('.row[data-index="0"]').waitFor()
    const stopped = page.locator('.toast', { hasText: 'The nightly backups have stopped' })
    await passesUntil(() => stopped.isVisible())
    mended = 0
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.locator('.toast').waitFor({ state: 'detached' })
  })

  it('leaves single letters alone once they are switched off', async () => {
    const { page } = await signedIn()
    await page.locator('.account').click()
    await page.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck()
    await page.keyboard.press('Escape')
    await page.locator('h1').first().click()
    await page.keyboard.press('[')
    await page.keyboard.press('?')
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.match(await page.locator('.chip[aria-current]').innerText(), /Sun 22 Nov/)
  })

  it('has a permalink for day, folder and message, and Back goes back', async () => {
    const { page } = await signedIn()
    await page.getByRole('link', { name: /^Kitchen/ }).click()
    await page.getByRole('heading', { name: 'Kitchen', level: 1 }).waitFor()
    await page.locator('.row[data-index="1"]').click()
    const title = await page.locator('#message-title').innerText()
    const link = page.url()
    assert.match(link, /\/at\/p\d+\/f\d+\/e\d+-\w+-\w+$/)

    const other = await page.context().newPage()
    await other.goto(link)
    await other.getByRole('heading', { name: title }).waitFor()
    await other.locator('.row.open', { hasText: title }).waitFor()

    await page.goBack()
    await page.getByText('Choose a message to read it').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { name: 'Kitchen', level: 1 }).waitFor()
  })

  it('asks to sign in when the session has ended, and everything is as it was: place, selection, half-filled dialog', async () => {
    const { page } = await signedIn()
    await page.locator('.chip', { hasText: 'Fri 20 Nov' }).click()
    await page.locator('.chip[aria-current]', { hasText: 'Fri 20 Nov' }).waitFor()
    await page.getByRole('link', { name: /^Kitchen/ }).click()
    await page.getByRole('heading', { name: 'Kitchen', level: 1 }).waitFor()
    await page.locator('.row[data-index="1"]').click()
    const title = await page.locator('#message-title').innerText()
    await page.locator('.row[data-index="0"] .row-check').click()
    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Notices by mail' }).click()
    await page.getByLabel('From so many messages').fill('77')
    await page.context().clearCookies()
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByText('You were signed out').waitFor()
    await page.keyboard.press('Escape')
    assert.equal(await page.getByLabel('Email address').inputValue(), world.address)
    await page.locator('#password:focus').waitFor()
    await page.keyboard.type(world.password)
    await page.keyboard.press('Enter')
    await page.locator('.door-dialog').waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('From so many messages').inputValue(), '77')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: title }).waitFor()
    await page.locator('.chip[aria-current]', { hasText: 'Fri 20 Nov' }).waitFor()
    await page.locator('.row[data-index="0"] [role="checkbox"][aria-checked="true"]').waitFor()
  })

  it('says two minutes ahead that the session ends, and lets the reader stay', async () => {
    const { page } = await world.visit()
    await page.clock.install({ time: Date.UTC(2026, 10, 22, 8, 30) })
    await signIn(page, world)
    // what the page asks for by itself when it is quiet comes first
    await page.clock.runFor(5000)
    await page.locator('.missing-folder .folder-unread').waitFor()
    await page.clock.runFor(27 * 60_000)
    assert.equal(await page.locator('.toast').count(), 0)
    await page.clock.runFor(90_000)
    await page.getByText('You are about to be signed out').waitFor()
    await Promise.all([
      page.waitForResponse('**/api/me'),
      page.getByRole('button', { name: 'Stay signed in' }).click(),
    ])
    await page.clock.runFor(6000)
    await page.locator('.toast').waitFor({ state: 'detached' })
  })

  it('holds back pictures from the internet until they are asked for, once', async () => {
    const { page, ...seen } = await signedIn()
    await row(page, 'Il Mattino del Golfo').click()
    await page.getByText('pictures from the internet are hidden').waitFor()
    const frame = page.locator('.paper iframe')
    assert.equal(
      await frame.getAttribute('sandbox'),
      'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    )
    await page.frameLocator('.paper iframe').getByText('Il Mattino del Golfo').first().waitFor()
    await page.waitForFunction(() => (document.querySelector('.paper')?.clientHeight ?? 0) > 300)
    clean({ page, ...seen })
    await page.context().route(/^https?:\/\/(?!127\.0\.0\.1)/, route => route.abort())
    await page.getByRole('button', { name: 'Show once' }).click()
    await page.getByText('are shown, this once').waitFor()
    assert.match((await frame.getAttribute('src')) ?? '', /\?remote=1$/)

    // what an operator of this service may have decided
    await page.route('**/api/me', async route => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), remotePictures: false } })
    })
    await page.reload()
    await page.getByText('are not loaded: this service shows none').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Show once' }).count(), 0)
  })

  it('works on a phone: list, message and days one after the other', async () => {
    const { page, ...seen } = await signedIn({
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    })
    assert.equal(await page.locator('#message').isVisible(), false)
    const drawer = page.getByRole('dialog', { name: 'Folders' })
    await page.getByRole('button', { name: 'Folders' }).tap()
    await drawer.waitFor()
    await page.goBack()
    await drawer.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
    // a finger that rests selects; its menu comes when it is lifted, and stays
    const cdp = await page.context().newCDPSession(page)
    await page.evaluate("addEventListener('click', () => (document.body.dataset.clicks += '!'))")
    const { x, y } = (await page.locator('.row[data-index="1"]').boundingBox()) ?? { x: 0, y: 0 }
    const touchPoints = [{ x: x + 150, y: y + 30 }]
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    await page.locator('.row[data-index="1"][aria-selected="true"]').waitFor()
    assert.equal(await page.getByRole('menu').count(), 0)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await page.getByRole('menuitem', { name: 'Take out of the selection' }).tap()
    await page.getByText('Nothing selected').waitFor()
    // a click of the long press itself, too, would close the menu of whose machine is slow
    assert.equal(await page.evaluate(() => document.body.dataset.clicks), 'undefined!')
    await page.getByRole('button', { name: 'Folders' }).tap()
    await page
      .getByRole('dialog')
      .getByRole('link', { name: /^Kitchen/ })
      .tap()
    await page.locator('.row[data-index="0"]').tap()
    await page.locator('#message-title').waitFor()
    assert.equal(await page.locator('#messages').isVisible(), false)
    assert.ok(await fits(page), 'nothing sticks out sideways')
    await page.getByRole('button', { name: 'Back to the list' }).tap()
    await page.locator('#messages').waitFor()
    await page.locator('.day-button').tap()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Friday, 13 November/ })
      .tap()
    await page.locator('.day-button', { hasText: /Fri,? 13 Nov/ }).waitFor()
    await page.getByRole('button', { name: /^Newer backup/ }).tap()
    await page.locator('.day-button', { hasText: /Sat,? 14 Nov/ }).waitFor()
    assert.ok(await fits(page), 'nothing sticks out sideways')
    clean({ page, ...seen })
  })

  it('says that a backup is no longer kept', async () => {
    const { page } = await signedIn()
    await page.goto(`${world.url}/at/p4`)
    await page.getByRole('heading', { name: 'This backup is no longer here' }).waitFor()
    await page.getByRole('button', { name: 'Open the latest backup' }).click()
    await page.locator('.chip[aria-current]', { hasText: 'Sun 22 Nov' }).waitFor()
  })

  it('signs out and leaves nothing behind', async () => {
    const { page } = await signedIn()
    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    assert.equal((await page.context().cookies()).length, 0)
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 1)
  })

  async function signedIn(options = {}): Promise<Watched> {
    const watched = await world.visit('/', options)
    await signIn(watched.page, world)
    return watched
  }

  function clean({ wrongs, requests }: Watched): void {
    assert.deepEqual(wrongs, [])
    const elsewhere = requests.filter(one => !one.split(' ')[1]?.startsWith(`${world.url}/`))
    assert.deepEqual(elsewhere, [])
    const writes = requests.filter(one => !one.startsWith('GET ') && !one.startsWith('HEAD '))
    assert.ok(
      writes.every(one => /\/(jmap\/api|api\/sign-(in|out))$/.test(one)),
      writes.join('\n'),
    )
  }

  /** What has the focus; to be awaited, for the page draws before it moves it. */
  function focused(page: Page) {
    return page.locator(':focus')
  }

  function fits(page: Page): Promise<boolean> {
    return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  }
})
