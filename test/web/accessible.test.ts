/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { type PageWorld, row, signIn, startPageWorld } from './page-world.ts'

describe('everybody can use the page', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
  })
  after(() => world.stop())

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`every view and dialog passes axe in the ${colorScheme} theme`, async () => {
      // The page's own policy lets no foreign script in, so here alone it is put aside.
      const { page } = await world.visit('/', { colorScheme, bypassCSP: true })
      await page.getByLabel('Another day').check()
      await examine(page, 'sign-in')
      await page.getByLabel('Latest backup').check()
      await signIn(page, world)
      await examine(page, 'list')
      await row(page, 'Fwd: Ceiling boxes').click()
      await page.locator('a.file').first().waitFor()
      await page.keyboard.press('h')
      await page.locator('.headers').waitFor()
      await examine(page, 'message with attachment and headers')
      await row(page, 'Il Mattino del Golfo').click()
      await page.locator('.bar-note').waitFor()
      await examine(page, 'newsletter')
      await page.locator('.chip.partial').click()
      await page.locator('.banner.past').waitFor()
      await examine(page, 'a day that is past and partial')
      await page.getByRole('button', { name: 'Not everything could be read' }).click()
      await examine(page, 'what the backup holds')
      await page.keyboard.press('Escape')
      await page.locator('.chip.failed').click()
      await examine(page, 'failed day')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'All days, in a calendar' }).click()
      await examine(page, 'calendar')
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await examine(page, 'help')
      await page.keyboard.press('Escape')
      await page.locator('.account').click()
      await examine(page, 'account menu')
      await page.keyboard.press('Escape')
      await page.setViewportSize({ width: 390, height: 800 })
      await examine(page, 'message on a phone')
      await page.getByRole('button', { name: 'Back to the list' }).click()
      await examine(page, 'list on a phone')
      await page.getByRole('button', { name: 'Folders' }).click()
      await examine(page, 'folders on a phone')
      await page.goto(`${world.url}/nothing`)
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
      await examine(page, 'a wrong address')
    })
  }

  it('targets are large enough for a finger', async () => {
    const { page } = await world.visit('/', {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    })
    await signIn(page, world)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.top button, .days button, .row')]
        .filter(one => one.checkVisibility())
        .map(one => ({ what: one.className, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 44 || box.height < 44)
        .map(({ what, box }) => `${what} ${box.width}x${box.height}`),
    )
    assert.deepEqual(small, [])
  })

  it('nothing is cut off when letters are twice as large and widely spaced', async () => {
    const { page } = await world.visit('/', { viewport: { width: 640, height: 800 }, bypassCSP: true })
    await signIn(page, world)
    await page.addStyleTag({
      content:
        'html{font-size:30px!important} *{letter-spacing:.12em!important;word-spacing:.16em!important;line-height:1.6!important}',
    })
    await page.waitForFunction(() => {
      const [first, second] = document.querySelectorAll<HTMLElement>('.row[data-index]')
      const inside = first?.querySelector('.row-inside')
      const height = inside?.getBoundingClientRect().height ?? 1e9
      const top = (one: Element | undefined) => one?.getBoundingClientRect().top ?? 0
      return height <= top(second) - top(first) + 1
    })
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  })
})

/** What axe calls serious or critical; lesser remarks are printed by axe itself when asked. */
async function examine(page: Page, view: string): Promise<void> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    // Written mail is not ours to judge.
    const { violations } = await axe.run(
      { exclude: [['.paper iframe']] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false },
    )
    return violations
      .filter(one => one.impact === 'serious' || one.impact === 'critical')
      .map(
        one =>
          `${one.id}: ${one.nodes
            .slice(0, 3)
            .map(node => `${node.html.slice(0, 200)} ${node.failureSummary}`)
            .join('\n')}`,
      )
  })
  assert.deepEqual(found, [], view)
}
