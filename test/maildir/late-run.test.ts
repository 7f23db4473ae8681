import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { backUp } from '../../src/back-up/back-up.ts'
import type { StateHeader } from '../../src/domain/folder-state.ts'
import { inColumns } from '../../src/domain/pack-copies.ts'
import type { LinkCopies } from '../../src/maildir/build-maildir.ts'
import { linkCopies } from '../../src/maildir/link-copies.ts'
import { openRun } from '../../src/maildir/open-run.ts'
import { folder, startScript } from '../world/scripted-mailbox.ts'

const many = 250

function gate() {
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const link: LinkCopies = async (from, to, copies) => {
    reached.resolve()
    await goOn.promise
    linkCopies(from, to, copies)
  }
  return { reached, goOn, link }
}

test('a run that slept while another took over seals nothing, and writes into nothing of the other', async () => {
  const it = await startScript()
  const mails = Object.fromEntries(Array.from({ length: many }, (_, i) => [i + 1, `mail ${i + 1}`]))
  it.folders.set('INBOX', folder(1, mails))
  await backUp(it.world, it.id, 'first')
  // Each in the middle of its links until it is told to go on.
  const asleep = gate()
  const building = gate()
  const late = await openRun(it.layout, it.id, 'late', undefined, undefined, asleep.link)
  const before = [...(await late.newest()).values()].find(header => header.raw === 'INBOX') as StateHeader
  const all = await Array.fromAsync(late.copies(before))
  const header = { ...before, n: before.n + 1 }
  const lateSeal = late.sealState(header, inColumns(all))
  lateSeal.catch(() => {})
  await asleep.reached.promise
  const next = await openRun(it.layout, it.id, 'next', undefined, undefined, building.link)
  const some = all.filter(({ uid }) => uid % 2)
  const nextSeal = next.sealState({ ...header, messages: some.length }, inColumns(some))
  nextSeal.catch(() => {})
  await building.reached.promise
  asleep.goOn.resolve()
  await assert.rejects(lateSeal)
  building.goOn.resolve()
  await nextSeal
  await late.close()
  const inbox = it.layout.folder(it.id, before.folder)
  assert.equal(readdirSync(join(inbox, String(header.n), 'cur')).length, some.length)
  assert.deepEqual(await Array.fromAsync(next.copies(header)), some)
  await next.close()
  await it.stop()
})
