/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { de } from '../../web/i18n/de.ts'
import { en } from '../../web/i18n/en.ts'
import { enMore } from '../../web/i18n/en-more.ts'
import { examine } from './axe.ts'
import { everyView } from './every-view.ts'
import { type PageWorld, row, signIn, startPageWorld } from './page-world.ts'

describe('everybody can use the page', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
  })
  after(() => world.stop())

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`every view and dialog passes axe in the ${colorScheme} theme`, async () => {
      // The page's own policy lets no foreign script in, so here alone it is put aside; colours on their way to others are no contrast.
      const { page } = await world.visit('/', { colorScheme, bypassCSP: true, reducedMotion: 'reduce' })
      // Only colours differ between the themes.
      const rules = colorScheme === 'light' ? everyRule : ['color-contrast']
      await everyView(page, world, { ...en, ...enMore }, view => examine(page, view, rules))
    })
  }

  it('passes axe on a phone, and nothing needs sideways scrolling at 320 px in any language with long words', async () => {
    const { page } = await world.visit('/', {
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
      locale: 'de-DE',
      reducedMotion: 'reduce',
    })
    await page.getByLabel('E-Mail-Adresse').fill(world.address)
    await page.getByLabel('Passwort', { exact: true }).fill(world.password)
    await fits(page, 'the door')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await row(page, 'Fwd: Ceiling boxes').waitFor()
    await examine(page, 'the list on a phone', everyRule)
    await fits(page, 'the list')
    // the page itself stands still: what can be done is below the rows, which roll
    const foot = await page.locator('.list-foot').boundingBox()
    assert.ok(foot && foot.y + foot.height <= 641, `the foot ends at ${(foot?.y ?? 0) + (foot?.height ?? 0)}`)
    await row(page, 'Fwd: Ceiling boxes').click()
    await page.locator('.files .file').first().waitFor()
    await examine(page, 'a message on a phone', everyRule)
    await fits(page, 'a message')
    await page.getByRole('button', { name: de.message.back }).click()
    await page.getByRole('button', { name: de.menu.folders }).click()
    await examine(page, 'folders on a phone', everyRule)
    await page.keyboard.press('Escape')
    for (const item of ['backups', 'settings', 'letters', 'help'] as const) {
      await page.locator('.account').click()
      await page.getByRole('button', { name: de.menu[item], exact: true }).click()
      await page.locator('dialog[open]').waitFor()
      await fits(page, item)
      await page.keyboard.press('Escape')
      await page.locator('dialog[open]').waitFor({ state: 'detached' })
    }
    // letters twice as large: all there is to press stands in the window, or in what can be scrolled sideways
    await page.addStyleTag({ content: 'html{font-size:30px!important}' })
    await inside(page, 'the list')
    await page.locator('.account').click()
    await inside(page, 'the account menu')
    await page.keyboard.press('Escape')
    await page.locator('.list-foot button').last().click()
    await page.locator('[role="menu"]').waitFor()
    await inside(page, 'the actions')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: de.missing.title, exact: true }).click()
    await page.locator('.compared button').waitFor()
    await inside(page, 'what is missing')
    await page.locator('.row[data-index="0"]').click()
    await page.locator('#message-title').waitFor()
    await inside(page, 'a message')
    await page.locator('[popovertarget="message-menu"]').click()
    await page.locator('#message-menu .menu-item').nth(6).waitFor()
    await inside(page, 'the menu of a message')
  })

  it('can be used in forced colours, and holds still for who wants that', async () => {
    const { page } = await world.visit('/', { forcedColors: 'active', reducedMotion: 'reduce' })
    await signIn(page, world)
    await row(page, 'Fwd: Ceiling boxes').click()
    await page.locator('#message-title').waitFor()
    // what is chosen is told by more than a background, which forced colours take away
    const told = await page.evaluate(() =>
      ['.row.open', '.chip[aria-current]', '.folders [aria-current="page"]'].map(what => {
        const style = (one: Element | null) => {
          if (!one) return ''
          const { outlineStyle, borderInlineStartStyle, borderInlineStartWidth, fontWeight } =
            getComputedStyle(one)
          const { borderStyle, borderWidth, borderColor, backgroundColor, color } = getComputedStyle(one)
          return [
            outlineStyle,
            borderInlineStartStyle,
            borderInlineStartWidth,
            fontWeight,
            borderStyle,
            borderWidth,
            borderColor,
            backgroundColor,
            color,
          ].join()
        }
        const chosen = document.querySelector(what)
        const other = chosen?.parentElement
          ?.closest('ol, ul, .rows')
          ?.querySelector(`${what.split(/[.[]/)[1] ? `.${what.split(/[.[]/)[1]}` : 'a'}:not(${what})`)
        return { what, differs: style(chosen) !== style(other ?? null) }
      }),
    )
    assert.deepEqual(
      told.filter(({ differs }) => !differs),
      [],
    )
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter(one => Number(one.effect?.getComputedTiming().duration ?? 0) > 10)
          .length,
    )
    assert.equal(moving, 0)
  })

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

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function fits(page: Page, view: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]')
    return (
      document.documentElement.scrollWidth > innerWidth ||
      (dialog !== null && dialog.scrollWidth > dialog.clientWidth)
    )
  })
  assert.equal(wide, false, `${view} is too wide`)
}

/** Each thing that can be pressed lies in the width of the window; a menu or dialog on top is all there is. */
async function inside(page: Page, view: string): Promise<void> {
  const outside = await page.evaluate(() => {
    const top = document.querySelector('dialog[open], :popover-open') ?? document
    // what lies on top rolls with nothing around it
    const rolls = (one: Element | null): boolean =>
      one !== null &&
      one.parentElement !== null &&
      ((getComputedStyle(one).overflowX === 'auto' && one.scrollWidth > one.clientWidth) ||
        (one !== top && rolls(one.parentElement)))
    const all = [...top.querySelectorAll<HTMLElement>('button, a[href], input, select, summary')]
      .filter(one => one.checkVisibility() && !one.closest('.skips') && !rolls(one.parentElement))
      .map(one => ({ one, box: one.getBoundingClientRect() }))
    if (all.length === 0) return [`nothing to press: ${top.textContent?.slice(0, 99)}`]
    if (top instanceof Element && top.getBoundingClientRect().bottom > innerHeight + 1)
      return ['its lower end']
    return all
      .filter(({ box }) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
      .map(({ one, box }) => `${one.className} ${one.innerText} ${box.left} to ${box.right}`)
  })
  assert.deepEqual(outside, [], view)
}
