/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { doRestoreAsk } from '../../src/requests/take-restore-ask.ts'
import { examine } from './axe.ts'
import { aPlan, price, type RestoreWorld, startRestoreWorld } from './restore-world.ts'

const narrow = { viewport: { width: 320, height: 640 }, hasTouch: true }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const desk = { viewport: { width: 1280, height: 800 } }
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const hour = 3_600_000
const day = 24 * hour

/** From mail that the owner deletes at the real mail server to the same mail back in its place, all of it in the page. */
describe('a restore in the page', () => {
  let world: RestoreWorld
  before(async () => {
    world = await startRestoreWorld()
  })
  after(() => world?.stop())

  const isThere = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
  const compared = (page: Page) => page.locator('.restore-plan[aria-busy="false"]').waitFor()
  const card = (page: Page, id: string) => page.locator(`#request-${id}`)

  /** As somebody with eyes, and with a checker, would judge what is open. */
  async function judge(page: Page, view: string): Promise<void> {
    const [width = 0, room = 0] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ])
    assert.ok(width <= room, `${view}: ${width} pixels wide`)
    await examine(page, view, everyRule)
  }

  async function openRequests(page: Page): Promise<void> {
    await page.locator('.account').click()
    await page.locator('#account-menu .menu-item').nth(1).click()
    await page.locator('.request').first().waitFor()
  }

  it('brings back what was deleted, asked for on a phone in Italian, once its price is accepted', async () => {
    await world.remove('INBOX', '1:2')
    assert.deepEqual(await world.live('INBOX'), ['harbour'])
    const { page, wrongs } = await world.visit('/', { ...narrow, locale: 'it-IT' })
    await page.locator('.list-foot button').last().click()
    await page.getByRole('menuitem', { name: 'Richiedi ripristino…' }).click()
    await isThere(page, 'Verrebbero aggiunti 2 messaggi')
    await isThere(page, '1 c’è già.')
    await isThere(page, 'Nulla viene rimosso o sovrascritto. Si può annullare per 7 giorni.')
    await isThere(page, /Nella tua casella c’è posto per 21 MB/)
    await judge(page, 'the request on a phone')
    const restore = page.getByRole('button', { name: 'Ripristina', exact: true })
    await restore.click()
    assert.equal(
      await page.locator('.restore-send input:invalid').count(),
      1,
      'the price is not accepted yet',
    )
    await page.getByLabel('Accetto il costo').check()
    await restore.click()
    await page.locator('.request[data-state="done"]').waitFor()
    await isThere(page, /2 aggiunti/)
    await isThere(page, `Prezzo: ${price}`)
    await page.getByText('Ogni messaggio').click()
    await page.locator('.request-items li').nth(1).waitFor()
    assert.match(
      (await page.locator('.request-items li').first().textContent()) ?? '',
      /harbour|invoice|lunch/,
    )
    await judge(page, 'my requests on a phone')
    assert.deepEqual(await world.live('INBOX'), ['harbour', 'invoice', 'lunch'])
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })

  it('is undone by the keyboard alone, in Norwegian', async () => {
    const { page, wrongs } = await world.visit('/', { ...desk, locale: 'nb-NO' })
    await page.locator('.account').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Mine gjenopprettinger' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Angre', exact: true }).focus()
    await page.keyboard.press('Enter')
    // the question has the focus, and after the answer the request it was about
    await page.getByRole('button', { name: 'Ja, angre' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.request:focus').waitFor()
    await page.locator('.request[data-state="undone"]').waitFor()
    await isThere(page, /2 fjernet/)
    assert.deepEqual(await world.live('INBOX'), ['harbour'])
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.locator('.row[data-index="0"]').click()
    await page.locator('#message-title').waitFor()
    await page.keyboard.press('r')
    await page.locator('dialog.restore').waitFor()
    await compared(page)
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })

  it('asks for the password again half an hour after the sign-in, in German, and names a new folder for each', async () => {
    const { page, wrongs } = await world.visit('/', { ...desk, locale: 'de-DE', colorScheme: 'dark' })
    await page.locator('.banner .linklike').nth(1).click()
    await compared(page)
    world.clock.ahead = 20 * 60_000
    await page.getByLabel('In einen neuen Ordner').check()
    const folder = /Neue Ordner: (Wiederhergestellt \d{4}-\d\d-\d\d)/
    await isThere(page, folder)
    const [, name = ''] = folder.exec((await page.locator('.restore-plan').textContent()) ?? '') ?? []
    await page.getByLabel('Ich bin mit den Kosten einverstanden').check()
    world.clock.ahead = 31 * 60_000
    await page.getByRole('button', { name: 'Wiederherstellen', exact: true }).click()
    await isThere(page, /Sie haben sich vor mehr als einer halben Stunde angemeldet/)
    await judge(page, 'the password once more')
    await page.locator('.download-again input[type="password"]').fill(world.password)
    await page.keyboard.press('Enter')
    await page.locator('.request[data-state="done"]').first().waitFor()
    await isThere(page, `in den Ordner ${name}`)
    const inbox = `${name}/INBOX`
    assert.deepEqual(await world.live(inbox), ['invoice', 'lunch'])
    await page.keyboard.press('Escape')
    // now they stand in that folder: only moved, so they come only where that is wished
    await page.locator('.banner .linklike').nth(1).click()
    await page.getByLabel('In einen neuen Ordner').check()
    await isThere(page, `2 wurden nur verschoben, nach: ${inbox}.`)
    await isThere(page, 'Es würde nichts hinzugefügt.')
    await page.getByLabel('Auch Verschobenes hinzufügen').check()
    await isThere(page, `Neue Ordner: ${name} (2)`)
    await page.getByLabel('In einen anderen Ordner').check()
    const offered = page.locator('datalist option')
    const values = await offered.evaluateAll(all => all.map(one => one.getAttribute('value')))
    assert.ok(values.includes('INBOX'), values.join())
    await page.getByLabel('Name des Ordners').fill('INBOX / Neu')
    await isThere(page, 'Neue Ordner: INBOX/Neu')
    await page.getByLabel('Name des Ordners').fill('../away')
    await isThere(page, 'Der Mailserver hat keinen Ordner dieses Namens und kann keinen anlegen.')
    await judge(page, 'a name that no folder can have')
    await page.keyboard.press('Escape')
    await openRequests(page)
    await page.getByRole('button', { name: 'Rückgängig machen' }).click()
    await page.getByRole('button', { name: 'Ja, rückgängig machen' }).click()
    await page.locator('.request').first().getByText('2 entfernt').waitFor()
    world.clock.ahead = 0
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })

  it('says of every state what there is to know, and what can be done', async () => {
    const now = Date.now()
    const ada = { kind: 'admin', name: 'ada' } as const
    const ended = { endedAt: now - hour, decidedBy: { kind: 'owner' }, decidedAt: now - hour } as const
    const result = { bytes: 45_000, there: 0, failed: 0, left: 0, created: [] }
    const items = Array.from({ length: 120 }, (_, i) =>
      i % 8 === 0
        ? ({ state: 'failed', why: 'too-big', said: 'NO [TOOBIG] Message too large' } as const)
        : ({ state: 'added', path: 'Projects/Kitchen', target: 'Projects/Old, 2' } as const),
    )
    const [rejected, expired, over, never, partial, failed, unsent, waiting] = [
      await world.seed({ state: 'rejected', decidedAt: now - day, decidedBy: ada, reason: 'Too old.\u202E' }),
      await world.seed({ state: 'expired', endedAt: now - day, note: 'The kitchen, please' }),
      await world.seed({ state: 'done', ...ended, undoUntil: now - 1, result: { ...result, added: 1 } }),
      await world.seed({
        ...{ state: 'done', ...ended, plan: aPlan({ canUndo: false }), result: { ...result, added: 2 } },
      }),
      await world.seed({
        ...{ state: 'partial', ...ended, by: ada, items, undoUntil: now + 6 * day + hour },
        result: { ...result, added: 105, failed: 15 },
      }),
      await world.seed({
        ...{ state: 'failed', ...ended, problem: 'login-refused', result: { ...result, added: 0, left: 3 } },
      }),
      await world.seed({ state: 'planned', filedAt: null, problem: 'restore-limit' }),
      await world.seed({ state: 'waiting', decideUntil: now + 80 * 60_000 + 20_000 }),
    ]
    const elsewhere = 'elsewhere:1/1-1/x'
    const progress = { done: 412, of: 1204, bytes: 8e6 }
    const running = await world.seed({ state: 'running', worker: elsewhere, progress, startedAt: now })
    const paused = await world.seed({
      ...{ state: 'running', progress, problem: 'budget-spent', nextAt: now + 9 * hour },
    })
    const { page, wrongs } = await world.visit('/', { ...phone, locale: 'en-GB' })
    const open = page.getByRole('button', { name: '3 restore requests are open' })
    await open.waitFor()
    await page.clock.install()
    await open.click()
    const says = async (id: string, ...texts: (string | RegExp)[]) => {
      for (const text of texts) await card(page, id).getByText(text).first().waitFor()
    }
    await says(rejected, 'Rejected', 'Reason: Too old.[U+202E]', /^Decision: administrator ada, /)
    await says(expired, 'Expired without a decision', 'Your note: The kitchen, please')
    await says(over, '1 added', 'The time in which it could be undone is over.')
    await says(never, 'It cannot be undone by one click: the mail server does not support that.')
    await says(partial, '105 added, 15 failed', /asked for by the administrator ada/, /\(in 6 days\)/)
    await says(failed, '0 added, 3 not added', /Did you change your password\?/)
    await says(unsent, 'Not sent', 'Enough restores were made lately. Try again later.')
    await says(waiting, '3 messages would be added (45 kB).', /\(in 80 minutes\)/)
    await says(running, 'Being restored', '412 of 1,204 messages')
    await says(paused, 'Interrupted, goes on by itself', /takes only so much mail a day\. It goes on at /)
    assert.equal(await card(page, over).getByRole('button').count(), 0)
    await judge(page, 'every state on a phone')
    await page.clock.fastForward(21 * 60_000)
    await says(waiting, /\(in 59 minutes\)/)

    await card(page, partial).getByText('Each message').click()
    await says(partial, '1–50 of 120', 'Projects / Kitchen', 'Projects / Old, 2')
    await card(page, partial).getByRole('button', { name: 'Later' }).click()
    await says(partial, '51–100 of 120')
    await card(page, partial).getByRole('button', { name: 'Later' }).click()
    await says(partial, '101–120 of 120')
    await card(page, partial).getByLabel('Only the 15 that failed').check()
    await card(page, partial).locator('.request-items li').nth(15).waitFor({ state: 'detached' })
    await says(partial, 'too large for the mail server', 'NO [TOOBIG] Message too large', 'Inbox')
    assert.equal(await card(page, partial).locator('.request-items li').count(), 15)

    await world.work.ledger.beatRequest(running, elsewhere, Date.now(), { ...progress, done: 700 })
    await says(running, '700 of 1,204 messages')
    await card(page, running).getByRole('button', { name: 'Stop' }).click()
    while ((await world.work.ledger.request(running))?.cancelledBy == null) await page.waitForTimeout(100)
    await world.work.ledger.beatRequest(running, elsewhere, Date.now(), { ...progress, done: 701 })
    // taken up, and the message under way is still being sent
    await says(running, '701 of 1,204 messages', 'Stops after the present message…')
    await world.work.ledger.changeRequest({
      ...{ id: running, from: ['running'] },
      set: { state: 'cancelled', endedAt: Date.now(), result: { ...result, added: 701, left: 503 } },
    })
    await says(running, 'Cancelled', '701 added, 503 not added')

    await card(page, waiting).getByRole('button', { name: 'Withdraw' }).click()
    await says(waiting, 'Withdrawn')
    await card(page, unsent).getByRole('button', { name: 'Remove from the list' }).click()
    await card(page, unsent).waitFor({ state: 'detached' })
    await card(page, partial).getByRole('button', { name: 'Undo' }).click()
    await card(page, partial).getByRole('button', { name: 'Leave it as it is' }).click()
    await card(page, partial).getByRole('button', { name: 'Undo' }).waitFor()
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })

  it('waits for the admin, and follows the decision by itself', async () => {
    await world.addAdmin()
    const { page, wrongs } = await world.visit('/at/p1/missing?days=all', { ...desk, locale: 'en-GB' })
    await page.locator('.row[data-index="1"]').waitFor()
    const ask = async (note: string) => {
      await page.locator('.list-foot button').last().click()
      await page.getByRole('menuitem', { name: 'Request restore…' }).click()
      const field = page.getByLabel('Note to the administrator (optional)')
      await field.fill(note)
      if (note === 'please') {
        // the session is over, which another choice shows, or what the page asks for by itself: who signs in again finds
        // what was written, and no error
        await compared(page)
        await page.context().clearCookies()
        await page.getByLabel('One new folder, named after the day').dispatchEvent('click')
        await page.locator('.door-dialog #password').fill(world.password)
        await page.keyboard.press('Enter')
        await isThere(page, /New folders: Restored/)
        assert.equal(await field.inputValue(), note)
        await page.getByLabel('Their original folders').check()
      }
      await isThere(page, /The administrator decides until .*You get a mail when it is decided and done\./)
      await page.getByLabel('I accept the charge').check()
      if (note === 'please') await judge(page, 'a request to an admin')
      await page.getByRole('button', { name: 'Send the request' }).click()
      const waiting = page.locator('.request[data-state="waiting"]')
      await waiting.getByText(/\(in 7 days\)/).waitFor()
      return ((await waiting.first().getAttribute('id')) ?? '').slice('request-'.length)
    }
    const decide = (id: string, decision: 'confirm' | 'reject', reason: string | null) =>
      doRestoreAsk(world.work.requests, {
        ...{ kind: 'restore-decide', id, account: world.account, at: Date.now(), decision, reason },
        by: { kind: 'admin', name: 'ada' },
      })
    const first = await ask('please')
    await decide(first, 'reject', 'Ask me by phone')
    await page.keyboard.press('Escape')
    await openRequests(page)
    await card(page, first).getByText('Reason: Ask me by phone').waitFor()
    await page.keyboard.press('Escape')
    const second = await ask('again')
    await decide(second, 'confirm', null)
    await page.keyboard.press('Escape')
    await openRequests(page)
    await page.locator(`#request-${second}[data-state="done"]`).waitFor()
    await card(page, second).getByText('Your note: again').waitFor()
    // what is no longer missing leaves the list without a word of anybody's
    await page.locator('.row[data-index="0"]').waitFor({ state: 'detached' })
    assert.deepEqual(await world.live('INBOX'), ['harbour', 'invoice', 'lunch'])
    assert.deepEqual(wrongs, [])
    await page.context().close()
  })
})
