/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { examine } from './axe.ts'
import { aPlan, price, startRestoreWorld } from './restore-world.ts'

const all = process.env.YESTERMAIL_TEST === 'all'
const skip = !all && 'worlds and languages of their own: YESTERMAIL_TEST=all'
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const desk = { viewport: { width: 1280, height: 800 } }
const day = 86_400_000

describe('restores, the longer rounds', { skip }, () => {
  const compared = (page: Page) => page.locator('.restore-plan[aria-busy="false"]').waitFor()
  const textOf = async (page: Page, place: string) => (await page.locator(place).first().textContent()) ?? ''

  it('are asked for from wherever mail is seen, and each time the dialog knows what it is of', async t => {
    const world = await startRestoreWorld()
    t.after(world.stop)
    await world.remove('INBOX', '1:2')
    const { page, wrongs } = await world.visit('/at/p1/missing?days=all', { ...desk, locale: 'en-GB' })
    const item = () => page.locator('[role="menuitem"]', { hasText: 'Request restore…' })
    const check = async (from: string, what: RegExp, plan: RegExp) => {
      await page.locator('dialog.restore').waitFor()
      await compared(page)
      assert.match(await textOf(page, '.restore-choice label'), what, from)
      assert.match(await textOf(page, '.restore-plan'), plan, from)
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    await page.locator('.row[data-index="1"]').waitFor()
    await page.locator('.list-foot button').last().click()
    await item().click()
    await check('everything that is missing', /^Missing now/, /2 messages would be added/)
    const path = (to: string) => new URL(to, page.url()).href
    await page.goto(path('/at/p1/f1'))
    await page.locator('.row[data-index="1"]').focus()
    await page.keyboard.press('r')
    await check('the key on a row', /^lunch/, /1 message would be added/)
    await page.locator('.row[data-index="2"] .row-subject').click()
    await page.locator('.presence-note button').first().click()
    await check('the note that it is missing', /^invoice/, /1 message would be added/)
    await page.keyboard.press('r')
    await check('the key on an open message', /^invoice/, /1 message would be added/)
    await page.locator('[popovertarget="message-menu"]').click()
    await page.locator('#message-menu .menu-item', { hasText: 'Request restore…' }).click()
    await check('the menu of a message', /^invoice/, /1 message would be added/)
    await page.locator('.row[data-index="1"]').click({ button: 'right' })
    await item().click()
    await check('the menu of a row', /^lunch/, /1 message would be added/)
    for (const n of [0, 1]) await page.locator(`.row[data-index="${n}"] .row-check`).click()
    await page.keyboard.press('r')
    await check('the key on two', /^2 messages/, /1 message would be added.*1 is already there/)
    await page.keyboard.press('Escape')
    const folder = (name: string) => page.locator('.folder-tree a', { hasText: name }).first()
    await folder('Kitchen').click({ button: 'right' })
    await item().click()
    await check('the menu of a folder', /^The folder Kitchen \(2 messages\)/, /Nothing would be added/)
    await folder('Projects').click({ button: 'right' })
    await item().click()
    await check('a folder of folders', /^The folder Projects and the folders in it/, /2 are already there/)
    await page.locator('.banner .linklike').nth(1).click()
    await check('the day', /^All folders/, /2 messages would be added.*3 are already there/)
    await page.locator('.account').click()
    await page.locator('#account-menu .menu-item').first().click()
    await page.locator('.all-backups summary').first().click()
    await page.locator('dialog .linklike', { hasText: 'Request restore…' }).first().click()
    await check('the list of backups', /^All folders/, /2 messages would be added/)
    await page.goto(path('/at/p1/search?q=lunch&days=all'))
    await page.locator('.row[data-index="0"]').waitFor()
    await page.locator('.list-foot button').last().click()
    await item().click()
    await check('what was found', /^Search results, all days/, /1 message would be added/)
    assert.deepEqual(wrongs, [])
  })

  it('say before what a poor mail server cannot do, and after what it did not', async t => {
    const capability = 'IMAP4rev1 SASL-IR ID ENABLE IDLE NAMESPACE LITERAL+ UNSELECT QUOTA SPECIAL-USE'
    const world = await startRestoreWorld({ quota: '56k', capability })
    t.after(world.stop)
    await world.remove('INBOX', '1:2')
    await world.dovecot.deliver('anna', 'Sent', `Subject: big\r\n\r\n${'x'.repeat(20_000)}`)
    const { page, wrongs } = await world.visit('/', { ...desk, locale: 'en-GB' })
    await page.locator('.banner .linklike').nth(1).click()
    await compared(page)
    const plan = await textOf(page, '.restore-plan')
    assert.match(plan, /There is room for 11 kB/)
    assert.match(plan, /1 message will not fit: your mailbox is nearly full\./)
    assert.match(plan, /It cannot be undone by one click: the mail server does not support that\./)
    await page.getByLabel('I accept the charge').check()
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    const done = page.locator('.request[data-state="partial"]')
    await done.getByText('1 added, 1 failed').waitFor()
    assert.equal(await done.getByRole('button').count(), 0, 'no undo is offered')
    await done.getByText('Each message').click()
    await done.getByLabel('Only the one that failed').check()
    await done.getByText('the mailbox is full').waitFor()
    assert.deepEqual(wrongs, [])
  })

  it('look well in six languages, on a desk and on phones, by day and by night', async t => {
    const world = await startRestoreWorld()
    t.after(world.stop)
    await world.remove('INBOX', '1:2')
    await world.addAdmin()
    const now = Date.now()
    const ada = { kind: 'admin', name: 'ada' } as const
    const result = { added: 105, bytes: 45_000, there: 1, failed: 15, left: 0, created: [] }
    const items = Array.from(
      { length: 60 },
      () => ({ state: 'failed', why: 'bare-lf', said: 'NO no' }) as const,
    )
    await world.seed({ state: 'rejected', decidedAt: now, decidedBy: ada, reason: 'x'.repeat(200), price })
    await world.seed({ state: 'waiting', decideUntil: now + 5 * day, note: 'y'.repeat(200) })
    await world.seed({ state: 'partial', endedAt: now, undoUntil: now + day, items, result })
    await world.seed({
      ...{ state: 'failed', endedAt: now, problem: 'budget-spent', plan: aPlan({ canUndo: false }) },
      result: { ...result, added: 0 },
    })
    let dark = false
    for (const locale of ['en-GB', 'it-IT', 'fr-FR', 'nb-NO', 'de-DE', 'es-ES'])
      for (const width of [1280, 390, 320]) {
        dark = !dark
        const name: string = `${locale} ${width} ${dark ? 'dark' : 'light'}`
        const { page, wrongs } = await world.visit('/', {
          ...{ locale, viewport: { width, height: 800 }, hasTouch: width < 1000 },
          colorScheme: dark ? 'dark' : 'light',
        })
        const judge = async (view: string) => {
          const [wide = 0, room = 0] = await page.evaluate(() => {
            const dialog = document.querySelector('dialog[open]')
            return [dialog?.scrollWidth ?? 0, dialog?.clientWidth ?? 0]
          })
          assert.ok(wide <= room, `${view}, ${name}: ${wide} pixels in ${room}`)
          await examine(page, `${view}, ${name}`, everyRule)
        }
        await page.locator('.requests-count').click()
        await page.locator('.request details summary').nth(1).click()
        await page.locator('.request-items li').nth(49).waitFor()
        await judge('requests')
        await page.locator('.request-acts button').first().click()
        await judge('undo')
        await page.keyboard.press('Escape')
        await page.locator('dialog[open]').waitFor({ state: 'detached' })
        await page.locator('.list-foot button').last().click()
        await page.locator('[role="menuitem"]').nth(1).click()
        await compared(page)
        await judge('the request')
        // letters twice as large
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%'
        })
        await judge('the request in large letters')
        assert.deepEqual(wrongs, [], name)
        await page.context().close()
      }
  })
})
