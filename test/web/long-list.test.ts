/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import type { PointFolder, StateCopy } from '../../src/domain/folder-state.ts'
import { inColumns } from '../../src/domain/pack-copies.ts'
import { encodeManifest } from '../../src/formats/manifest.ts'
import { sealedStates, stateCopies } from '../../src/maildir/read-state.ts'
import { type PageWorld, row, signIn, startPageWorld } from './page-world.ts'

const many = 100_000

describe('a folder of 100,000 messages', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
    await addLongFolder(world)
  })
  after(() => world.stop())

  it('is scrolled through by windows: few rows are drawn and few pages asked for', async () => {
    const { page, wrongs } = await world.visit()
    const asked: { position?: number; limit?: number; anchor?: string }[] = []
    page.on('request', request => {
      if (!request.url().endsWith('/jmap/api')) return
      const { methodCalls } = request.postDataJSON() as { methodCalls: [string, Record<string, never>][] }
      for (const [name, args] of methodCalls) if (name === 'Email/query') asked.push(args)
    })
    await signIn(page, world)
    await openLong(page)
    const grid = page.getByRole('grid')
    // the story's messages over and over: as conversations they are few
    assert.ok(Number(await grid.getAttribute('aria-rowcount')) < 30)
    await single(page)

    asked.length = 0
    // dragged from the top to the middle, passing everything between
    const rests = await grid.evaluate(async element => {
      let rests = 0
      for (let step = 1; step <= 40; step++) {
        const before = performance.now()
        element.scrollTop = (element.scrollHeight / 2) * (step / 40)
        await new Promise(done => requestAnimationFrame(done))
        // on a busy machine a step may take as long as a rest of the hand does, and then what is there is asked for
        if (performance.now() - before > 50) rests++
      }
      return rests
    })
    await page.locator('.row[aria-rowindex="50000"][data-index]').waitFor()
    assert.ok(asked.length <= 6 + 2 * rests, `${asked.length} pages, ${rests} rests`)
    assert.ok(asked.every(one => one.limit === 100))
    assert.ok((await page.locator('.row').count()) < 60)

    await page.locator('.row[data-index]').first().focus()
    await page.keyboard.press('End')
    await page.locator(`.row.open[aria-rowindex="${many}"]`).waitFor()
    assert.ok((await page.locator('.row').count()) < 60)
    const link = page.url()

    const other = await page.context().newPage()
    await other.goto(link)
    await other.locator(`.row.open[aria-rowindex="${many}"]`).waitFor()
    assert.ok((await other.locator('.row').count()) < 60)
    assert.deepEqual(wrongs, [])
  })

  it('is selected from: by box, by range over rows that are not here yet, by keys, all of it; and a day keeps what it has', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    await openLong(page)
    await single(page)
    const selected = page.locator('.list-selected')
    const grid = page.getByRole('grid')
    assert.equal(await grid.getAttribute('aria-multiselectable'), 'true')
    const height = await page.locator('.list-foot').evaluate(foot => foot.getBoundingClientRect().height)

    await page.locator('.row[data-index="1"] .row-check').click()
    await selected.getByText('1 selected', { exact: true }).waitFor()
    assert.equal(await page.locator('.row.open').count(), 0)
    await grid.evaluate(element => element.scrollTo(0, (element.scrollHeight * 500) / 100_000))
    await page.locator('.row[data-index="500"]').click({ modifiers: ['Shift'] })
    await selected.getByText('500 selected', { exact: true }).waitFor()
    await page.locator('.row[data-index="500"]').click({ modifiers: ['ControlOrMeta'] })
    await selected.getByText('499 selected', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Clear' }).click()
    await page.locator('.row[data-index="500"]').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowUp')
    await selected.getByText('2 selected', { exact: true }).waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-index') === '501')
    assert.equal(await page.locator('.row[data-index="501"]').getAttribute('aria-selected'), 'true')
    await page.keyboard.press('x')
    await selected.getByText('1 selected', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Select all 100,000' }).click()
    await selected.getByText('All 100,000 selected').waitFor()
    assert.equal(
      await page.locator('.list-foot').evaluate(foot => foot.getBoundingClientRect().height),
      height,
    )
    // one taken out of everything leaves what is here without it
    await page.locator('.row[data-index="500"] .row-check').click()
    await selected.getByText(/^[1-9]\d*99 selected$/).waitFor()
    assert.equal(await page.locator('.row[data-index="500"]').getAttribute('aria-selected'), 'false')
    assert.equal(await page.locator('.row[data-index="501"]').getAttribute('aria-selected'), 'true')
    await page.keyboard.press('Escape')
    await selected.getByText('Nothing selected').waitFor()
    // a plain click chooses, too: with the next one and Ctrl it is two
    await page.locator('.row[data-index="501"]').click()
    await page.locator('.row.open[data-index="501"]').waitFor()
    await page.locator('.row[data-index="502"]').click({ modifiers: ['ControlOrMeta'] })
    await selected.getByText('2 selected', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()

    await inboxOfSaturday(page)
    const [old, fresh] = [row(page, 'Café Zentral'), row(page, 'le foto')]
    await old.locator('.row-check').click()
    await fresh.locator('.row-check').click()
    await selected.getByText('2 selected', { exact: true }).waitFor()
    await page.locator('.chip', { hasText: 'Fri 20 Nov' }).click()
    await selected.getByText('1 selected', { exact: true }).waitFor()
    assert.equal(await old.getAttribute('aria-selected'), 'true')
    assert.deepEqual(wrongs, [])
  })

  it('has one menu: by right click, Shift+F10 and the button; and panes and folders as the reader wants them', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    const menu = page.getByRole('menu')
    await inboxOfSaturday(page)
    const items = () => menu.getByRole('menuitem').allInnerTexts()
    await row(page, 'le foto').click({ button: 'right' })
    await menu.waitFor()
    const byMouse = await items()
    assert.ok(byMouse.length > 6, byMouse.join())
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+F10')
    await menu.waitFor()
    assert.deepEqual(await items(), byMouse)
    await page.keyboard.press('v')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Message-ID').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Actions', exact: true }).click()
    await menu.getByRole('menuitem', { name: 'Select all' }).click()
    await page.locator('.list-selected', { hasText: /^All 2\d selected/ }).waitFor()

    await page.getByRole('button', { name: 'Unread', exact: true }).click()
    await page.locator('.row[data-index]:not(.unread)').first().waitFor({ state: 'detached' })
    await page.locator('.row[data-index="0"].unread').waitFor()
    assert.equal(await page.locator('.row[data-index]:not(.unread)').count(), 0)

    const divider = page.getByRole('separator', { name: 'Width of the folders' })
    const usual = await page.locator('#folders').evaluate(one => one.getBoundingClientRect().width)
    const width = (is: 'more' | 'less') =>
      page.waitForFunction(
        ([is, usual]) => {
          const now = document.querySelector('#folders')?.getBoundingClientRect().width ?? usual
          return is === 'more' ? now > usual : now < usual
        },
        [is, usual] as const,
      )
    await divider.focus()
    await page.keyboard.press('ArrowRight')
    await width('more')
    await divider.click()
    await page.keyboard.press('Home')
    await width('less')

    await page.getByRole('button', { name: 'Manage folders' }).click()
    const dialog = page.getByRole('dialog', { name: 'Folders in the list' })
    await dialog.getByText('still backed up, searched').waitFor()
    await dialog.getByRole('searchbox').fill('clients')
    await dialog.getByRole('checkbox', { name: 'Clients', exact: true }).uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Clients / García' }).waitFor()
    assert.equal(await page.getByRole('link', { name: /^Clients(, |$)/ }).count(), 0)
    assert.deepEqual(wrongs, [])
  })
})

async function inboxOfSaturday(page: Page): Promise<void> {
  await page.locator('.chip', { hasText: 'Sat 21 Nov' }).click()
  await page.locator('.chip[aria-current]', { hasText: 'Sat 21 Nov' }).waitFor()
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
}

async function openLong(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Everything/ }).click()
  await page.getByRole('heading', { name: 'Everything' }).waitFor()
  await page.locator('.row[data-index="0"]').waitFor()
}

/** Every message is a row of its own: as the reader wants it on every device, from now on. */
async function single(page: Page): Promise<void> {
  if (await page.locator(`.rows[aria-rowcount="${many}"]`).count()) return
  await page.locator('.account').click()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('switch', { name: 'Group messages by conversation' }).uncheck()
  await page.keyboard.press('Escape')
  await page.locator(`.rows[aria-rowcount="${many}"]`).waitFor()
}

/** One more restore point, as a run leaves it, with a folder in which the story's messages lie over and over. */
async function addLongFolder({ work, address, home }: PageWorld): Promise<void> {
  const account = await work.ledger.accountByAddress(address)
  if (!account?.build) throw new Error('the account has no index')
  const [newest] = (await work.ledger.points(account.id)).sort((a, b) => b.takenAt - a.takenAt)
  if (!newest) throw new Error('the account has no backup')
  const known: StateCopy[] = []
  const [inbox = 0] = (await sealedStates(work.layout, account.id)).get('f1')?.slice(-1) ?? []
  for await (const copy of stateCopies(work.layout, account.id, 'f1', inbox)) known.push(copy)
  const copies = Array.from({ length: many }, (_, i): StateCopy => {
    const copy = known[i % known.length] as StateCopy
    return { ...copy, uid: i + 1 }
  })
  const folder: PointFolder = {
    ...{ folder: 'f900', path: 'Everything', delimiter: '/', specialUse: null, subscribed: true },
    ...{ outcome: 'read', state: 1 },
  }
  const bytes = copies.reduce((sum, copy) => sum + copy.size, 0)
  const manifest = join(home, 'everything.jsonl.zst')
  const { outcome: _, state: __, ...named } = folder
  const header = {
    ...{ ...named, v: 1 as const, n: 1, raw: 'Everything', uidValidity: 900, uidNext: many + 1 },
    ...{ highestModseq: null, readAt: newest.takenAt, messages: many, bytes, gaps: [], unread: 0 },
  }
  await pipeline(encodeManifest(header, inColumns(copies)), createWriteStream(manifest))
  const epoch = await work.ledger.claim(account.id, 'test', newest.takenAt, newest.takenAt + 60_000, null)
  if (epoch === null) throw new Error('the account is busy')
  const number = newest.number + 100
  const takenAt = newest.takenAt + 60_000
  const index = await work.openIndex(account.id, account.build)
  await index.seal({ number, takenAt }, [folder], new Map([['f900/1', manifest]]))
  await index.close()
  const point = { ...newest, number, takenAt, dir: `${newest.dir}-long`, messages: many, bytes }
  if (!(await work.ledger.sealPoint(point, null, epoch, takenAt))) throw new Error('not sealed')
  await work.ledger.release(account.id, epoch)
}
