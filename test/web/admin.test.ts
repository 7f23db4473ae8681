/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { localDay } from '../../src/domain/day.ts'
import { openLog } from '../../src/log.ts'
import { type Serving, serve } from '../../src/main/serve.ts'
import { buildPage } from '../../web/build.ts'
import { addedAdmin, codeAt } from '../http/admin-world.ts'
import { letter } from '../http/letters.ts'
import { startWeb, type WebWorld } from '../http/web-world.ts'
import { examine } from './axe.ts'
import { openBrowser, watch } from './page-world.ts'

const users = { anna: 'anna-secret' }
const DAY = 86_400_000
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
  let anna = ''
  let secret = ''
  let recovery: string[] = []
  const stopping = new AbortController()
  let working: Promise<unknown> = Promise.resolve()
  before(async () => {
    world = await startWeb({ users, server: { eraseClosedAfter: 90 * DAY } })
    const { dovecot, work } = world
    for (const subject of ['invoice', 'lunch', 'harbour'])
      await dovecot.deliver('anna', 'INBOX', letter(subject), { flags: ['\\Seen'] })
    anna = await work.enrol('anna', users.anna)
    await work.backUp(anna, 'first')
    const at = Date.now()
    const day = localDay(at, work.config.zone)
    const run = await work.ledger.beginRun({ account: anna, trigger: 'manual', at, localDay: day })
    await work.ledger.failRun(run, at, { code: 'login-refused', detail: 'NO <b>locked</b>' })
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
    await page.getByRole('img', { name: 'QR code' }).waitFor()
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
      for (const view of views) {
        await page.locator(`nav a[href="/admin/${view}"]`).click()
        await page.locator('.admin-view [role="status"]').waitFor({ state: 'detached' })
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.ok(width <= viewport.width, `${view} is ${width} pixels wide`)
        await examine(page, view, rules)
        // on a phone nothing has to be scrolled to, least of all what can be done
        const wide = await page.evaluate(
          () =>
            [...document.querySelectorAll('.admin-scroll')].filter(it => it.scrollWidth > it.clientWidth)
              .length,
        )
        if (name === 'phone') assert.equal(wide, 0, `${view} is wider than a phone`)
        if (view === 'runs') {
          await page.getByText('The mail server refused the sign-in.').waitFor()
          await page.getByText('NO <b>locked</b>').waitFor()
        }
      }
      assert.deepEqual(wrongs, [])
      await page.context().close()
    }
  })

  it('speaks the language and looks as was chosen in this browser, at the door and inside, by keys', async () => {
    const { page, wrongs } = await open('/admin', { viewport: phone, locale: 'fr-FR' })
    const language = page.locator('.admin-looks select').first()
    const theme = page.locator('.admin-looks select').last()
    const look = () =>
      page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])
    await page.getByRole('heading', { name: 'Connexion à l’administration' }).waitFor()
    await language.selectOption('it')
    await page.getByRole('heading', { name: 'Accedi all’amministrazione' }).waitFor()
    await theme.selectOption('dark')
    assert.deepEqual(await look(), ['it', 'dark'])
    await examine(page, 'the door, dark and in Italian', rules)
    await signIn(page, 'olga', recovery.pop() ?? '')
    await page.getByRole('heading', { name: 'Richieste di ripristino' }).waitFor()
    await language.focus()
    await page.keyboard.press('d')
    await page.getByRole('heading', { name: 'Wiederherstellungs-Anfragen' }).waitFor()
    assert.equal(await language.evaluate(it => it === document.activeElement), true, 'focus stays')
    assert.equal(await page.title(), 'Anfragen · Yestermail')
    await page.reload()
    await page.getByRole('heading', { name: 'Wiederherstellungs-Anfragen' }).waitFor()
    assert.deepEqual(await look(), ['de', 'dark'])
    await theme.selectOption('system')
    assert.deepEqual(await look(), ['de', undefined])
    await page.locator('nav a[href="/admin/sessions"]').click()
    const opener = page.getByRole('button', { name: 'Passwort ändern…' })
    const change = async (now: string, next: string) => {
      await opener.focus()
      await page.keyboard.press('Enter')
      await page.locator('dialog input[autocomplete="current-password"]').fill(now)
      await page.locator('dialog input[autocomplete="new-password"]').fill(next)
      await page.keyboard.press('Enter')
    }
    await change('wrong horse battery', 'a new harbour lamp')
    await page.getByText('Das bisherige Passwort ist nicht richtig.').waitFor()
    await examine(page, 'another password', rules)
    await page.keyboard.press('Escape')
    await change(password, 'a new harbour lamp')
    await page.getByText('Das Passwort ist geändert.').waitFor()
    assert.equal(await opener.evaluate(it => it === document.activeElement), true, 'focus is back')
    await change('a new harbour lamp', password)
    await page.locator('dialog').waitFor({ state: 'detached' })
    assert.deepEqual(
      wrongs.filter(one => !one.includes('400')),
      [],
    )
    await page.context().close()
  })

  /** As the owner's page does it: a dry run, then the request; its number. */
  async function requested(note: string): Promise<number> {
    const owner = await world.signedIn('anna')
    const me = (await owner.json('/api/me')) as { control: string; newest: { id: string } }
    const accountId = me.control
    const create = { a: { what: [{ accountId: me.newest.id }], target: { kind: 'in-place' } } }
    const [made] = await owner.jmap(['RestoreRequest/set', { accountId, create }])
    const id = made.created.a.id
    const state = async () => (await owner.jmap(['RestoreRequest/get', { accountId, ids: [id] }]))[0].list[0]
    while ((await state()).state === 'planning') await setTimeout(100)
    await owner.jmap(['RestoreRequest/set', { accountId, update: { [id]: { state: 'waiting', note } } }])
    while ((await state()).state !== 'waiting') await setTimeout(100)
    return Number(String((await state()).number).slice(1))
  }

  async function inbox(): Promise<string[]> {
    const imap = await world.dovecot.imap('anna')
    await imap.command('SELECT INBOX')
    const lines = await imap.command('FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])')
    await imap.command('UNSELECT')
    return (String(lines).match(/Subject: \w+/g) ?? []).sort()
  }

  const all = ['Subject: harbour', 'Subject: invoice', 'Subject: lunch']

  it('decides: one request is rejected with a reason, one confirmed, carried out and undone', async () => {
    const imap = await world.dovecot.imap('anna')
    await imap.command('SELECT INBOX')
    await imap.command('STORE 1:2 +FLAGS.SILENT (\\Deleted)')
    await imap.command('EXPUNGE')
    await imap.command('UNSELECT')
    const no = await requested('by mistake <b>bold</b>')
    const yes = await requested('the invoice, please')
    const { page, wrongs } = await open('/admin', { viewport: phone })
    await signIn(page, 'olga', recovery.pop() ?? '')
    const card = (n: number) => page.locator('.admin-card', { hasText: `R${n}` })
    await card(no).getByText('by mistake <b>bold</b>').waitFor()
    await card(yes).getByText('2 to add, 1 already there').waitFor()
    await card(yes)
      .getByText(/^Backup #1 of \w{3}, \w{3} \d+, 20\d\d/)
      .waitFor()
    await page.getByRole('button', { name: `Reject R${no}` }).click()
    await page.locator('dialog textarea').fill('Ask again next week.')
    await page.locator('dialog').getByRole('button', { name: 'Reject' }).click()
    await card(no).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: `Confirm R${yes}` }).click()
    await page.getByText('2 messages will be added to anna@yester.example').waitFor()
    await page.getByRole('button', { name: 'Start now' }).click()
    await card(yes).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Decided/ }).click()
    await card(no).getByText('Ask again next week.').waitFor()
    await card(yes).getByText('2 added, 0 were there, 0 failed').waitFor()
    assert.deepEqual(await inbox(), all)
    await card(yes).getByRole('link').click()
    await page.getByText('By folder').waitFor()
    await page.getByRole('button', { name: `Undo R${yes}` }).click()
    await page.locator('dialog').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('2 removed again').waitFor()
    assert.deepEqual(await inbox(), ['Subject: harbour'])
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })

  it('makes a link for an owner who cannot reach the mailbox, by keys; it opens a short session that says what it can do', async () => {
    const { page, wrongs } = await open('/admin/accounts')
    await signIn(page, 'olga', recovery.pop() ?? '')
    await page.getByRole('button', { name: 'Actions: anna@yester.example' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Link for the owner…' }).focus()
    await page.keyboard.press('Enter')
    await page
      .getByRole('dialog')
      .getByRole('textbox')
      .fill(recovery.pop() ?? '')
    await page.keyboard.press('Enter')
    const link = new URL(await page.locator('dialog .admin-secret').innerText())
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.locator('nav a[href="/admin/audit"]').click()
    await page.getByText(/^One-time link for the owner made, good until /).waitFor()
    const owner = await open(link.pathname + link.hash)
    await owner.page.getByRole('button', { name: 'Open' }).click()
    await owner.page.getByText(/You came by an administrator’s link: until \d\d:\d\d/).waitFor()
    await examine(owner.page, 'the mailbox by a link', rules)
    await owner.page.getByRole('row').first().waitFor()
    // The owner, with the password, sees it and ends it: whoever came by the link is out.
    const other = await open('/')
    await other.page.getByLabel('Email address').fill('anna@yester.example')
    await other.page.getByLabel('Password', { exact: true }).fill(users.anna)
    await other.page.keyboard.press('Enter')
    await other.page.getByRole('button', { name: /^Your account: / }).click()
    await other.page.getByRole('button', { name: 'My restore requests' }).click()
    await other.page.getByText(/^Made by olga, .* · used /).waitFor()
    await examine(other.page, 'a link that opens the account', rules)
    await other.page.getByRole('button', { name: 'Withdraw the link' }).focus()
    await other.page.keyboard.press('Enter')
    await other.page.getByText(/^The link is withdrawn: /).waitFor()
    assert.equal(await other.page.getByRole('button', { name: 'Withdraw the link' }).count(), 0)
    const me = await owner.page.evaluate(async () => (await fetch('/api/me')).json())
    assert.equal(me.signedIn, false)
    // A second one, which an admin withdraws before it is used.
    await page.locator('nav a[href="/admin/accounts"]').click()
    const ask = async () => {
      await page.getByRole('button', { name: 'Actions: anna@yester.example' }).click()
      await page.getByRole('button', { name: 'Link for the owner…' }).click()
    }
    await ask()
    await page
      .getByRole('dialog')
      .getByRole('textbox')
      .fill(recovery.pop() ?? '')
    await page.keyboard.press('Enter')
    await page.locator('dialog .admin-secret').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByText(/^Link for the owner: Made by olga, .* · not used yet, good until /).waitFor()
    await ask()
    await examine(page, 'links of an account in the panel', rules)
    await page.getByRole('button', { name: 'Withdraw the link' }).click()
    await page.getByText(/^The link is withdrawn: /).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText(/^Link for the owner: Made by olga/).waitFor({ state: 'detached' })
    assert.deepEqual([...wrongs, ...owner.wrongs, ...other.wrongs], [])
    for (const one of [owner, other]) await one.page.context().close()
    await page.context().close()
  })

  it('restores for somebody: address and number of the backup, the same dry run, and it is done', async () => {
    const { work } = world
    const { page, wrongs } = await open('/admin/runs')
    await signIn(page, 'olga', recovery.pop() ?? '')
    await page.getByRole('button', { name: 'Restore… anna@yester.example, #1' }).click()
    assert.equal(await page.locator('dialog input[type="email"]').inputValue(), 'anna@yester.example')
    assert.equal(await page.locator('dialog input[inputmode="numeric"]').inputValue(), '#1')
    const day = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' })
    const taken = day.format((await work.ledger.points(anna))[0]?.takenAt)
    await page
      .locator('dialog [role="status"]', { hasText: `${taken}, ` })
      .getByText('3 messages')
      .waitFor()
    await examine(page, 'what can be restored for somebody', rules)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('nav a[href="/admin/requests"]').click()
    await page.getByRole('button', { name: 'Restore for somebody' }).click()
    await page.locator('dialog input[type="email"]').fill('anna@yester.example')
    await page.locator('dialog input[inputmode="numeric"]').fill('#99')
    await page.getByText('No backup of this address has that number.').waitFor()
    assert.equal(await page.locator('datalist option').count(), 1)
    await page.locator('dialog input[inputmode="numeric"]').fill('#1')
    await page.getByRole('button', { name: 'Compare with the mailbox' }).click()
    await page.getByText('2 to add, 1 already there').waitFor()
    await page.locator('dialog p', { hasText: `Backup #1 of ${taken}, ` }).waitFor()
    await page.getByRole('button', { name: 'Restore now' }).click()
    await page.getByText('2 added, 0 were there, 0 failed').waitFor()
    assert.deepEqual(await inbox(), all)
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })
  it('says of a closed account when it is erased, and keeps it', async () => {
    const { work } = world
    const id = await work.enrol('gone', 'gone-secret')
    const at = Date.UTC(2026, 7, 1)
    await work.ledger.noteListed('yester.example', ['gone@yester.example'], at)
    await work.ledger.setState(id, 'gone')
    await work.ledger.noteClosed([id], at)
    await work.ledger.tellClosed([{ id, closedAt: at, from: Date.UTC(2099, 0, 2) }], [], at)
    const { page, wrongs } = await open('/admin/accounts')
    await signIn(page, 'olga', recovery.pop() ?? '')
    await page.getByText('Closed', { exact: true }).click()
    const row = page.getByRole('row', { name: 'gone@yester.example' })
    await row.getByText('closed since Aug 1, 2026, erased on Jan 2, 2099', { exact: true }).waitFor()
    await examine(page, 'a closed account', rules)
    const menu = page.getByRole('button', { name: 'Actions: gone@yester.example' })
    const keep = page.getByRole('button', { name: 'Keep, do not erase' })
    await menu.click()
    await keep.click()
    await row.getByText('closed since Aug 1, 2026, kept', { exact: true }).waitFor()
    await menu.click()
    await page.getByRole('button', { name: 'Release' }).waitFor()
    assert.equal(await keep.count(), 0)
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })
})
