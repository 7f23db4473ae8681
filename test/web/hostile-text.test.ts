/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type PageWorld, row, signIn, startPageWorld } from './page-world.ts'

const texts: Record<string, string> = {
  'quotes in turn': '>a\r\nb\r\n'.repeat(60_000),
  'links without end': 'https://a.example/x '.repeat(20_000),
  'turned round': '\u202e(('.repeat(60_000),
  'both ways': 'אa'.repeat(60_000),
  'piled marks': `a${'\u0301'.repeat(100_000)}`,
}

describe('text that was made to stop a browser', () => {
  let world: PageWorld
  before(async () => {
    world = await startPageWorld()
    const date = Date.UTC(2026, 10, 22, 8) / 1000
    for (const [subject, text] of Object.entries(texts)) {
      const head = `From: Odd <odd@mail.example>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`
      world.mailbox.append('INBOX', { bytes: Buffer.from(`${head}${text}\r\n`), date, flags: [] })
    }
    const account = await world.work.ledger.accountByAddress(world.address)
    await world.work.backUp(account?.id ?? '', 'manual')
  })
  after(() => world.stop())

  it('opens with few nodes', async () => {
    const { page, wrongs } = await world.visit()
    await signIn(page, world)
    for (const subject of Object.keys(texts)) {
      await row(page, subject).click()
      await page.getByRole('heading', { name: subject }).waitFor()
      await page.locator('.letter-body .plain').waitFor()
      const nodes = await page.locator('.letter-body').evaluate(async body => {
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        const walker = document.createTreeWalker(body)
        let count = 0
        while (walker.nextNode()) count++
        return count
      })
      assert.ok(nodes < 6500, `${subject}: ${nodes} nodes`)
    }
    assert.deepEqual(wrongs, [])
  })
})
