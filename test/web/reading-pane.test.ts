/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type PageWorld, row, signIn, startPageWorld, type Watched } from './page-world.ts'
import { overHead, readingMails } from './reading-mails.ts'

describe('the reading pane', () => {
  let world: PageWorld
  let watched: Watched
  let page: Page
  before(async () => {
    world = await startPageWorld()
    const date = Date.UTC(2026, 10, 22, 8) / 1000
    for (const bytes of [...Object.values(readingMails), ...Object.values(overHead)])
      world.mailbox.append('INBOX', { bytes: Buffer.from(bytes as string), date, flags: [] })
    const account = await world.work.ledger.accountByAddress(world.address)
    await world.work.backUp(account?.id ?? '', 'manual')
    watched = await world.visit('/', { permissions: ['clipboard-read', 'clipboard-write'] })
    page = watched.page
    await signIn(page, world)
  })
  after(() => world.stop())

  it('opens attached messages as messages, one in the other, and finds the way back', async () => {
    await open('a letter in a letter')
    await file('.eml').click()
    await title('the inner one')
    await page.getByText('Attached to a letter in a letter').waitFor()
    const frame = page.frameLocator('.paper iframe')
    await frame.getByText('Inner HTML').waitFor()
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLIFrameElement>('.paper iframe')?.contentDocument?.images[0]
          ?.naturalWidth === 2,
    )
    await page.keyboard.press('h')
    await page.locator('.headers', { hasText: '<inner@mail.example>' }).waitFor()
    await file('.eml').click()
    await title('the innermost')
    await page.getByText('The deepest text.').waitFor()
    await page.getByText('Attached to the inner one').waitFor()
    await page.goBack()
    await title('the inner one')
    await page.getByRole('button', { name: 'Back to the message' }).click()
    await title('a letter in a letter')
    await page.waitForFunction(() => document.activeElement?.id === 'message-title')
    await page.getByRole('button', { name: 'More for this message' }).click()
    await page.getByRole('button', { name: 'Copy link' }).waitFor()
    await page.keyboard.press('Escape')
    assert.equal(await page.title().then(text => /pwned/.test(text)), false)
    await page.goBack()
    await page.getByText('Choose a message to read it').waitFor()
    quiet()
  })

  it('shows pictures and texts in a window, and nothing that could be more than that', async () => {
    await open('files to look at')
    await file('dot.png').click()
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('.preview-picture')?.naturalWidth === 2,
    )
    await page.keyboard.press('Escape')
    await file('evil.html').click()
    await page.locator('.long-text', { hasText: '<script>parent.document.title="pwned"</script>' }).waitFor()
    await page.keyboard.press('Escape')
    assert.equal(await file('evil.svg').count(), 0)
    assert.equal(await page.locator('a.file', { hasText: 'evil.svg' }).count(), 1)
    await page.getByText('winmail.dat is how Outlook packs attachments').waitFor()
    assert.doesNotMatch(await page.title(), /pwned/)
    quiet()
  })

  it('shows an invitation in the reader’s zone and in its own, and a contact', async () => {
    await open('an invitation')
    const card = page.locator('.card', { hasText: 'Invitation' })
    await card.getByText('Workshop <img src=x onerror=alert(1)>, second part').waitFor()
    await card.getByText('Tuesday, 1 December 2026, 15:00 – 16:30 (Rome time)').waitFor()
    await card.getByText('09:00 in Eastern Standard Time').waitFor()
    await card.getByText('every 2 weeks, 4 times').waitFor()
    await page.locator('.card', { hasText: 'Contact' }).getByText('59100 Prato PO').waitFor()
    quiet()
  })

  it('switches between HTML and text, says where links really lead, and darkens paper on request', async () => {
    await open('both kinds')
    const frame = page.frameLocator('.paper iframe')
    await frame.getByText('[evil.example]').waitFor()
    await menu('Dark paper')
    await page.locator('.paper.dark').waitFor()
    await page.waitForFunction(() => {
      const inside = document.querySelector<HTMLIFrameElement>('.paper.dark iframe')?.contentDocument
      return inside?.body && getComputedStyle(inside.documentElement).filter.includes('invert')
    })
    await page.getByRole('button', { name: 'Plain text' }).click()
    await page.getByText('[xn--bnk-6cd.example]').waitFor()
    quiet()
  })

  it('begins with the text for who prefers that, and asks again for each message', async () => {
    await prefer(true)
    await open('several parts')
    await open('both kinds')
    await page.locator('.plain', { hasText: 'The plain one.' }).waitFor()
    await prefer(false)
    await page.frameLocator('.paper iframe').getByText('The HTML one.').waitFor()
    await page.keyboard.press('t')
    await page.locator('.plain', { hasText: 'The plain one.' }).waitFor()
    await open('several parts')
    await open('both kinds')
    await page.frameLocator('.paper iframe').getByText('The HTML one.').waitFor()
    assert.equal(await page.locator('.paper.dark').count(), 0)
    quiet()
  })

  it('shows the source exactly, and gives it out exactly', async () => {
    await open('both kinds')
    await menu('View source')
    const text = await page.locator('.long-text').innerText()
    assert.equal(text.trim(), String(readingMails['both kinds']).replaceAll('\r\n', '\n').trim())
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('link', { name: 'Download' }).click(),
    ])
    assert.equal(await readFile(await download.path(), 'utf8'), readingMails['both kinds'])
    await page.keyboard.press('Escape')
    quiet()
  })

  it('lets the reader say the charset when it was guessed', async () => {
    await open('in an unknown charset')
    await page.getByLabel('Some letters of this text may be wrong').selectOption('koi8-r')
    await page.getByText('Здравствуйте dear customer').waitFor()
    await page.getByLabel('Character set').selectOption('')
    await page.locator('.plain', { hasText: 'úÄÒÁ' }).waitFor()
    await open('HTML of an unknown one')
    await page.locator('[popovertarget="message-menu"]').click()
    await page.getByRole('button', { name: 'Character set' }).click()
    await page.getByLabel(/Character set|Choose its character set/).selectOption('koi8-r')
    await page.frameLocator('.paper iframe').getByText('Здравствуйте dear customer').waitFor()
    quiet()
  })

  it('takes files out of a text, and all attachments at once', async () => {
    await open('a file in the text')
    await page.locator('.plain', { hasText: 'begin 644 is only a word' }).waitFor()
    const [cat] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'cat.txt, 3 bytes' }).click(),
    ])
    assert.equal(cat.suggestedFilename(), 'cat.txt')
    assert.equal(await readFile(await cat.path(), 'utf8'), 'Cat')
    await open('packed by Outlook')
    const [offer] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'offer.txt 9 bytes' }).click(),
    ])
    assert.equal(await readFile(await offer.path(), 'utf8'), '12 chairs')
    await open('files to look at')
    const [all] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download all' }).click(),
    ])
    assert.equal(all.suggestedFilename(), 'files to look at.zip')
    assert.match(await readFile(await all.path(), 'latin1'), /^PK.*dot\.png.*evil\.svg.*winmail\.dat/s)
    quiet()
  })

  it('names what is odd, folds what is long, copies an address', async () => {
    await open('cut on its way')
    await page.getByText('The end of this message is missing.').waitFor()
    await open('to very many')
    await page.getByText('5 quoted lines').waitFor()
    assert.equal(await page.locator('.one-person').count(), 5)
    await page.getByRole('button', { name: 'and 35 more' }).click()
    await page.locator('.one-person').nth(39).waitFor()
    assert.equal(await page.locator('.one-person').count(), 40)
    await page.getByRole('button', { name: 'Copy p39@many.example' }).click()
    await page.getByRole('status').getByText('p39@many.example was copied.').waitFor({ state: 'attached' })
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'p39@many.example')
    quiet()
  })

  it('prints the message alone, with its header block above it, by Ctrl+P', async () => {
    await page.evaluate(() => {
      // whatever becomes of the print window here, the sheet stays to be looked at
      HTMLIFrameElement.prototype.remove = () => undefined
    })
    await open('both kinds')
    await page.frameLocator('.paper iframe').getByText('The HTML one.').click()
    await page.keyboard.press('Control+p')
    const sheet = page.locator('iframe.print-sheet')
    await sheet.waitFor({ state: 'attached' })
    assert.equal(await sheet.getAttribute('sandbox'), 'allow-same-origin allow-modals')
    await page.waitForFunction(() => {
      const inside = document.querySelector<HTMLIFrameElement>('iframe.print-sheet')?.contentDocument
      const box = inside?.body?.children[1]?.firstElementChild?.shadowRoot
      return inside?.title === 'both kinds' && box?.textContent?.includes('The HTML one.')
    })
    const block = await sheet.evaluate(frame => {
      return (frame as HTMLIFrameElement).contentDocument?.body.firstElementChild?.getBoundingClientRect()
        .height
    })
    assert.ok(Number(block) > 60, 'the header block has lines')
    await open('to very many')
    await page.keyboard.press('Control+p')
    await page.waitForFunction(() => {
      const last = [...document.querySelectorAll<HTMLIFrameElement>('iframe.print-sheet')].at(-1)
      const blocks = [...(last?.contentDocument?.body?.children ?? [])]
      const heights = blocks.map(one => one.getBoundingClientRect().height)
      return (
        last?.contentDocument?.title === 'to very many' && heights.filter(height => height > 60).length === 2
      )
    })
    await open('several parts')
    await page.keyboard.press('Control+p')
    await page.waitForFunction(() => {
      const sheets = [...document.querySelectorAll<HTMLIFrameElement>('iframe.print-sheet')]
      const body = sheets.find(one => one.contentDocument?.title === 'several parts')?.contentDocument?.body
      const blocks = [...(body?.children ?? [])].map(one => one.getBoundingClientRect())
      // head block, text, HTML, HTML, text: each has its room, one close below the other
      return (
        blocks.length === 5 && blocks.every(({ height }) => height > 10) && (blocks.at(-1)?.bottom ?? 0) < 400
      )
    })
    // a refused print window would be an error of the console
    quiet()
  })

  it('prints who wrote above whatever the message paints', async () => {
    for (const subject of Object.keys(overHead)) {
      await open(subject)
      await page.keyboard.press('Control+p')
      await page.waitForFunction(subject => {
        const all = [...document.querySelectorAll<HTMLIFrameElement>('iframe.print-sheet')]
        return all.at(-1)?.contentDocument?.title === subject
      }, subject)
      const seen = await page.evaluate(() => {
        const sheet = [...document.querySelectorAll<HTMLIFrameElement>('iframe.print-sheet')].at(-1)
        const inside = sheet?.contentDocument
        const [head, box] = [...(inside?.body?.children ?? [])]
        if (!sheet || !inside || !head || !box) return null
        // in sight, in front of the page, or nothing in it is hit
        sheet.className = ''
        sheet.style.cssText = 'position:fixed;inset:0;z-index:9;width:900px;height:700px;background:#fff'
        const { top, left, right, bottom } = head.getBoundingClientRect()
        let covered = 0
        for (let y = top + 1; y < bottom; y += 4)
          for (let x = left + 1; x < right; x += 40) if (inside.elementFromPoint(x, y) !== head) covered++
        const said = box.firstElementChild?.shadowRoot?.textContent ?? ''
        const below = box.getBoundingClientRect().top - bottom
        sheet.style.cssText = 'display:none'
        return { covered, top, height: bottom - top, below, said }
      })
      assert.ok(seen, subject)
      assert.equal(seen.covered, 0, subject)
      assert.ok(seen.top === 0 && seen.height > 60 && seen.below >= 0, `${subject}: ${JSON.stringify(seen)}`)
      assert.match(seen.said, /FORGED/, subject)
    }
    quiet()
  })

  async function open(subject: string): Promise<void> {
    await row(page, subject).click()
    await title(subject)
  }

  async function prefer(text: boolean): Promise<void> {
    await page.locator('.account').click()
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByLabel('Show plain text where a message has both text and HTML').setChecked(text)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  }

  async function title(subject: string): Promise<void> {
    await page.getByRole('heading', { name: subject, exact: true }).waitFor()
  }

  async function menu(item: string): Promise<void> {
    await page.getByRole('button', { name: 'More for this message' }).click()
    await page.getByRole('button', { name: item }).click()
  }

  function file(name: string) {
    return page.locator('.file-open', { hasText: name })
  }

  function quiet(): void {
    assert.deepEqual(watched.wrongs, [])
  }
})
