/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import type { PointFolder, StateCopy } from '../../src/domain/folder-state.ts'
import { encodeManifest } from '../../src/formats/manifest.ts'
import { sealedStates, stateCopies } from '../../src/maildir/read-state.ts'
import { type PageWorld, signIn, startPageWorld } from './page-world.ts'

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
    await page.getByRole('link', { name: /^Everything/ }).click()
    await page.getByRole('heading', { name: 'Everything' }).waitFor()
    const grid = page.getByRole('grid')
    await page.locator('.row[data-index="0"]').waitFor()
    assert.equal(await grid.getAttribute('aria-rowcount'), String(many))

    asked.length = 0
    // dragged from the top to the middle, passing everything between
    await grid.evaluate(async element => {
      for (let step = 1; step <= 40; step++) {
        element.scrollTop = (element.scrollHeight / 2) * (step / 40)
        await new Promise(done => requestAnimationFrame(done))
      }
    })
    await page.locator('.row[aria-rowindex="50000"][data-index]').waitFor()
    assert.ok(asked.length <= 6, `${asked.length} pages`)
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
})

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
  await pipeline(encodeManifest(header, copies), createWriteStream(manifest))
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
