/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Plugin } from 'esbuild'
import type { Page } from 'playwright-core'
import { buildPage } from '../../web/build.ts'
import { en } from '../../web/i18n/en.ts'
import { enMore } from '../../web/i18n/en-more.ts'
import { tempFolder } from '../world/temp.ts'
import { everyView } from './every-view.ts'
import { type PageWorld, signIn, startPageWorld } from './page-world.ts'
import { pseudo } from './pseudo.ts'

describe('the page in other languages', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
  })
  after(() => world.stop())

  it('shows no text of its own that is not in the catalogue, and cuts none off that is two fifths longer', async () => {
    await using temp = await tempFolder('pseudo')
    const dist = join(temp.path, 'dist')
    await buildPage({ dist, plugins: [pseudoEnglish] })
    const { page, wrongs } = await world.visit('/nothing')
    await page.addInitScript(markIntl)
    await page.route('**/*', async route => {
      const { pathname } = new URL(route.request().url())
      const name = pathname.slice(1)
      if (/^[\w-]+\.(js|css|svg)$/.test(name)) return route.fulfill({ path: join(dist, name) })
      if (route.request().resourceType() !== 'document' || pathname.startsWith('/render/'))
        return route.continue()
      const response = await route.fetch()
      await route.fulfill({ response, body: await readFile(join(dist, 'index.html'), 'utf8') })
    })
    await page.goto(world.url)
    const found = new Set<string>()
    await everyView(page, world, pseudo({ ...en, ...enMore }), async view => {
      for (const one of await page.evaluate(findBare)) found.add(`${view}: ${one}`)
    })
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    assert.deepEqual([...found], [])
    // a wrong address is one of the views
    assert.deepEqual(
      wrongs.filter(one => !one.includes('status of 404')),
      [],
    )
  })

  it('is mirrored as a whole where text runs from right to left', async () => {
    const { page } = await world.visit('/', { viewport: { width: 1280, height: 900 } })
    await signIn(page, world)
    await page.locator('.row[data-index="2"]').click()
    await page.locator('#message-title').waitFor()
    const before = await boxes(page)
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl'
    })
    const mirrored = Object.entries(await boxes(page)).map(([what, { left, right }]) => ({
      what,
      off: Math.max(
        Math.abs(1280 - right - (before[what]?.left ?? 0)),
        Math.abs(1280 - left - (before[what]?.right ?? 0)),
      ),
    }))
    assert.deepEqual(
      mirrored.filter(({ off }) => off > 24),
      [],
    )
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  })

  it('speaks the browser’s language at the door, and the chosen one at the same place from then on, in every browser', async () => {
    const { page } = await world.visit('/', { locale: 'it-IT' })
    await page.getByRole('heading', { name: 'La casella di posta com’era.' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'it')
    await page.getByLabel('Lingua').selectOption('fr')
    await page.getByRole('button', { name: 'Se connecter' }).waitFor()
    await page.getByLabel('Adresse e-mail').fill(world.address)
    await page.getByLabel('Mot de passe', { exact: true }).fill(world.password)
    await page.getByRole('button', { name: 'Se connecter' }).click()
    await page.getByRole('link', { name: /^Boîte de réception/ }).waitFor()
    await page.setViewportSize({ width: 1280, height: 800 })
    const newest = await page.evaluate(listHead)
    assert.deepEqual(newest.cut, [])
    await page.locator('.chip.partial').click()
    await page.locator('.banner.past').waitFor()
    // no day moves the list
    assert.deepEqual(await page.evaluate(listHead), newest)
    await page.goBack()
    await page.locator('.banner.past').waitFor({ state: 'detached' })
    await page.locator('.row[data-index="1"] .row-subject').click()
    const subject = await page.locator('#message-title').innerText()
    const place = page.url()

    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Réglages' }).click()
    await Promise.all([page.waitForEvent('load'), page.getByLabel('Langue').selectOption('nb')])
    await page.locator('#message-title', { hasText: subject }).waitFor()
    assert.equal(page.url(), place)
    await page.getByRole('link', { name: /^Innboks/ }).waitFor()
    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Innstillinger' }).click()
    await page.getByLabel('Kompakte').check()
    await page.keyboard.press('Escape')
    await page.waitForFunction(() =>
      Object.entries(localStorage).some(
        ([name, kept]) => name.includes('preferences') && kept.includes('"unsent":[]'),
      ),
    )

    const elsewhere = await world.visit('/', { locale: 'en-GB' })
    await elsewhere.page.getByLabel('Email address').fill(world.address)
    await elsewhere.page.getByLabel('Password', { exact: true }).fill(world.password)
    await elsewhere.page.getByRole('button', { name: 'Sign in' }).click()
    await elsewhere.page.getByRole('link', { name: /^Innboks/ }).waitFor()
    assert.equal(await elsewhere.page.locator('html').getAttribute('lang'), 'nb')
    await elsewhere.page.locator('[data-density="compact"]').waitFor()
    assert.deepEqual(elsewhere.wrongs, [])
  })
})

/** Puts the pseudo-locale in the place of English. */
const pseudoEnglish: Plugin = {
  name: 'en-XA',
  setup(bundler) {
    bundler.onLoad({ filter: /[/\\]i18n[/\\]en(-more)?\.ts$/ }, async ({ path }) => {
      const name = path.endsWith('en-more.ts') ? 'enMore' : 'en'
      const text = await readFile(path, 'utf8')
      const contents = text.replace(`export const ${name} =`, 'const real =')
      assert.notEqual(contents, text)
      const made = `${contents}\nimport { pseudo } from ${JSON.stringify(join(import.meta.dirname, 'pseudo.ts'))}
        export const ${name} = pseudo(real)`
      return { contents: made, loader: 'ts' }
    })
  },
}

/** What Intl makes is in the reader's language by itself; it gets brackets too, so that what is left over is ours. Runs in the page. */
function markIntl(): void {
  const put = (text: string) => (/\p{L}/u.test(text) ? `⟦${text}⟧` : text)
  for (const kind of [Intl.DateTimeFormat, Intl.NumberFormat]) {
    const get = Object.getOwnPropertyDescriptor(kind.prototype, 'format')?.get
    Object.defineProperty(kind.prototype, 'format', {
      get(this: object) {
        const format = get?.call(this)
        return (value: number) => put(format(value))
      },
    })
  }
  const { formatRange } = Intl.DateTimeFormat.prototype
  Object.assign(Intl.DateTimeFormat.prototype, {
    formatRange(this: Intl.DateTimeFormat, from: number, to: number) {
      return put(formatRange.call(this, from, to))
    },
  })
  for (const kind of [Intl.RelativeTimeFormat, Intl.ListFormat]) {
    const { format } = kind.prototype as unknown as { format: (...args: unknown[]) => string }
    Object.assign(kind.prototype, {
      format(this: object, ...args: unknown[]) {
        return put(format.apply(this, args))
      },
    })
  }
}

/** Texts and names without brackets outside written mail, and texts that are cut off. Runs in the page. */
function findBare(): string[] {
  // names of header fields and kinds of files are the same in every language
  const written =
    'bdi, [dir="auto"], iframe, kbd, code, option[lang], pre, [aria-hidden="true"], .headers dt, .file-kind'
  const found: string[] = []
  const isOurs = (text: string) => !/\p{L}{2}/u.test(text) || /[⟦⟧ẋ]/.test(text)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!parent?.checkVisibility() || parent.closest(written) || isOurs(text)) continue
    found.push(`bare text "${text.slice(0, 60)}" in ${parent.outerHTML.slice(0, 90)}`)
  }
  for (const element of document.querySelectorAll<HTMLElement>('[aria-label], [title], [placeholder]')) {
    if (!element.checkVisibility() || element.matches('.row, [role="menu"], iframe')) continue
    for (const name of ['aria-label', 'title', 'placeholder'])
      if (!isOurs(element.getAttribute(name) ?? '') && !element.matches(written))
        found.push(`bare ${name} "${element.getAttribute(name)}" of ${element.className}`)
  }
  for (const element of document.querySelectorAll<HTMLElement>(
    'button, a, label, legend, h1, h2, h3, dt, dd, p, li, th, td',
  )) {
    if (
      !element.checkVisibility() ||
      element.closest('.row, .folders, .days') ||
      element.querySelector(written)
    )
      continue
    const { overflowX } = getComputedStyle(element)
    if (
      element.scrollWidth > element.clientWidth + 4 &&
      element.clientWidth > 0 &&
      overflowX !== 'auto' &&
      overflowX !== 'scroll' &&
      getComputedStyle(element).display !== 'inline'
    )
      found.push(
        `cut off: ${element.scrollWidth} > ${element.clientWidth} "${element.innerText.slice(0, 40)}" .${element.className}`,
      )
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the window scrolls sideways')
  return found
}

async function boxes(page: Page): Promise<Record<string, { left: number; right: number }>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [
        '.brand',
        '.account',
        '#folders',
        '#messages',
        '#message',
        '#message-title',
        '.row .row-check',
        '.folder-gear',
        '.list-foot button:last-child',
        '.banner-when',
      ].map(what => {
        const { left, right } = document.querySelector(what)?.getBoundingClientRect() ?? { left: 0, right: 0 }
        return [what, { left, right }]
      }),
    ),
  )
}

/** Where the list begins, and which of its name in the list of folders and above it is cut off. Runs in the page. */
function listHead(): { top: number | undefined; cut: string[] } {
  const names = [
    ...document.querySelectorAll<HTMLElement>('.folder[aria-current] .folder-name, .list-head h1'),
  ]
  return {
    top: document.querySelector('#messages')?.getBoundingClientRect().top,
    cut: names
      .filter(one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1)
      .map(one => one.innerText),
  }
}
