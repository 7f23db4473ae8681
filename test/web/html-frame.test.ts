/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { FrameLocator, Page } from 'playwright-core'
import { type PageWorld, row, signIn, startPageWorld } from './page-world.ts'

const mails: Record<string, string> = {
  'wide table': `<table width="720"><tr><td width="720" height="300" bgcolor="#ddeeff">A table 720 wide</td></tr></table>`,
  'tall by its frame': '<div style="height:101vh;background:#eee">grows with its frame</div><p>end</p>',
  'whole height':
    '<html style="height:100%"><body style="height:100%"><p>top</p><div style="height:1500px"></div><p>bottom</p></body></html>',
  'names that shadow':
    '<img name="documentElement"><form name="body"><input name="scrollHeight"></form><div style="height:700px">still 700</div>',
  'script and handlers':
    '<script>parent.document.title="pwned"</script><img src="x" onerror="parent.document.title=\'pwned\'"><p onclick="x()">harmless</p>',
  'an answer': `<style>summary{display:none!important;color:#fff}</style><p>Yes, gladly.</p><div>On Monday Ada wrote:<blockquote class="gmail_quote">${'<p>asked at length</p>'.repeat(9)}<blockquote type="CITE">${'<p>older</p>'.repeat(9)}</blockquote></blockquote></div><blockquote type="cite">short</blockquote><blockquote style="margin-left:40px">${'<p>an indent</p>'.repeat(9)}</blockquote>`,
  'sent on whole': `<blockquote type="cite">${'<p>all of it is quoted</p>'.repeat(9)}</blockquote>`,
}

describe('HTML mail in its frame', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
    const date = Date.UTC(2026, 10, 22, 8) / 1000
    for (const [subject, html] of Object.entries(mails)) {
      const head = `From: Odd <odd@mail.example>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n`
      world.mailbox.append('INBOX', { bytes: Buffer.from(`${head}${html}\r\n`), date, flags: [] })
    }
    const account = await world.work.ledger.accountByAddress(world.address)
    await world.work.backUp(account?.id ?? '', 'manual')
  })
  after(() => world.stop())

  it('is shrunk to a phone’s width where it is wider', async () => {
    const { page, wrongs } = await opened({
      viewport: { width: 390, height: 800 },
      isMobile: true,
      hasTouch: true,
    })
    await open(page, 'wide table')
    await page.waitForFunction(() => {
      const frame = document.querySelector('.paper iframe')
      return frame !== null && getComputedStyle(frame).transform !== 'none'
    })
    const { inner, outer } = await page.evaluate(() => ({
      inner: document.querySelector('.paper iframe')?.getBoundingClientRect().width ?? 0,
      outer: document.querySelector('.paper')?.getBoundingClientRect().width ?? 0,
    }))
    assert.ok(inner <= outer + 2, `${inner} in ${outer}`)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    assert.deepEqual(wrongs, [])
  })

  it('is as high as it is, and does not grow for ever', async () => {
    const { page, wrongs } = await opened({})
    await open(page, 'whole height')
    await page.waitForFunction(() => (document.querySelector('.paper')?.clientHeight ?? 0) > 1500)
    await open(page, 'names that shadow')
    await page.waitForFunction(() => {
      const height = document.querySelector('.paper')?.clientHeight ?? 0
      return height > 690 && height < 1200
    })
    await open(page, 'tall by its frame')
    await page.frameLocator('.paper iframe').getByText('end').waitFor()
    // 120 is its height until the mail is here
    await page.waitForFunction(() => (document.querySelector('.paper')?.clientHeight ?? 0) > 120)
    const height = await page.locator('.paper').evaluate(restingHeight)
    assert.ok(height < 20_000, `${height}`)
    assert.deepEqual(wrongs, [])
  })

  it('runs nothing', async () => {
    const { page } = await opened({})
    await open(page, 'script and handlers')
    await page.frameLocator('.paper iframe').getByText('harmless').click()
    assert.doesNotMatch(await page.title(), /pwned/)
    const sandbox = await page.locator('.paper iframe').getAttribute('sandbox')
    assert.doesNotMatch(sandbox ?? '', /allow-scripts/)
  })

  it('has its long quotes folded from the outermost on, but for one that is all there is, and opens them by keyboard', async () => {
    const { page, wrongs } = await opened({})
    await open(page, 'an answer')
    const mail = page.frameLocator('.paper iframe')
    const fold = mail.locator('summary')
    await fold.waitFor()
    assert.equal(await fold.innerText(), 'Quoted text')
    assert.deepEqual(
      await Promise.all(['Yes, gladly.', 'short', 'older', 'an indent'].map(text => isSeen(mail, text))),
      [true, true, false, true],
    )
    const height = await page.locator('.paper').evaluate(restingHeight)
    await fold.focus()
    await page.keyboard.press('Enter')
    await mail.getByText('older').last().waitFor()
    // the paper grows with what it holds
    await page.waitForFunction(
      before => (document.querySelector('.paper')?.clientHeight ?? 0) > before + 300,
      height,
    )
    await open(page, 'sent on whole')
    await mail.getByText('all of it is quoted').first().waitFor()
    assert.equal(await mail.locator('details').count(), 0)
    assert.deepEqual(wrongs, [])
  })

  it('is fetched once', async () => {
    const { page, requests } = await opened({})
    await open(page, 'wide table')
    await page.frameLocator('.paper iframe').getByText('A table 720 wide').waitFor()
    assert.equal(requests.filter(one => one.includes('/render/')).length, 1)
  })

  it('stands beside folders that say what their numbers are, and pictures as pictures', async () => {
    const { page, wrongs } = await opened({})
    const inbox = page.getByRole('link', { name: /^Inbox/ })
    await inbox.filter({ hasText: /\d+[^\d]+of \d+/ }).waitFor()
    assert.match((await inbox.getAttribute('title')) ?? '', /^\d+ unread of \d+ messages$/)
    await page.getByRole('link', { name: /^Sent/ }).click()
    await row(page, 'Kitchen in via Cadorna').click()
    const picture = page.locator('.file-kind img')
    await picture.waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.file-kind img')?.naturalWidth)
    assert.equal(await picture.count(), 1)
    assert.deepEqual(wrongs, [])
  })

  it('hands the keys on, so that the page is not deaf while the mail has the focus', async () => {
    const { page } = await opened({})
    await open(page, 'whole height')
    // measured, and so listened to: both begin with the frame's load
    await page.waitForFunction(() => (document.querySelector('.paper')?.clientHeight ?? 0) > 1500)
    await page.frameLocator('.paper iframe').getByText('top').click()
    await page.keyboard.press('[')
    await page.locator('.chip[aria-current]', { hasText: '09:30' }).first().waitFor()
    await page.keyboard.press('u')
    await page.getByText('Choose a message to read it').waitFor()
  })

  async function opened(options: object) {
    const watched = await world.visit('/', options)
    await signIn(watched.page, world)
    return watched
  }

  async function open(page: Page, subject: string): Promise<void> {
    await row(page, subject).click()
    await page.getByRole('heading', { name: subject }).waitFor()
    await page.locator('.paper iframe').waitFor()
  }
})

function isSeen(mail: FrameLocator, text: string): Promise<boolean> {
  return mail.getByText(text, { exact: true }).first().isVisible()
}

/** The height at which it stays for forty pictures one after the other; what it has come to when it never rests. Runs in the page. */
async function restingHeight(paper: HTMLElement | SVGElement): Promise<number> {
  let height = paper.clientHeight
  for (let [rested, all] = [0, 0]; rested < 40 && all < 600; rested++, all++) {
    await new Promise(done => requestAnimationFrame(done))
    if (paper.clientHeight !== height) rested = 0
    height = paper.clientHeight
    if (height >= 20_000) break
  }
  return height
}
