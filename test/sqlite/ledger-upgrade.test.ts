import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { ledgerSchema } from '../../src/sqlite/ledger-schema.ts'
import { openLedgerReader } from '../../src/sqlite/read-ledger.ts'
import { tempFolder } from '../world/temp.ts'

const anna = 'abcdefghijklmnop'

function ledgerOfStep(step: number, file: string): void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  for (const sql of ledgerSchema.slice(0, step)) db.exec(sql)
  db.pragma(`user_version = ${step}`)
  db.exec(`INSERT INTO accounts (id, address, domain, zone, state, created_at)
    VALUES ('${anna}', 'anna@yester.example', 'yester.example', 'UTC', 'active', 1)`)
  db.close()
}

test('a ledger of an older step is refused by its readers in a sentence, until the worker has brought it up', async () => {
  await using temp = await tempFolder('ledger-upgrade')
  for (let step = 1; step < ledgerSchema.length; step++) {
    const file = join(temp.path, `${step}.sqlite`)
    ledgerOfStep(step, file)
    assert.throws(() => openLedgerReader(file), { code: 'older-ledger', message: /yestermail work/ })
    const ledger = openLedger(file)
    assert.equal((await ledger.account(anna))?.address, 'anna@yester.example')
    assert.equal(await ledger.presence(anna), null)
    const begin = { account: anna, worker: 'w', now: 1000, gone: [], since: 0, fresh: 0, failed: 0 }
    assert.equal(await ledger.beginPresence(begin), true)
    const asked = {
      ...{
        id: `q${'a'.repeat(24)}`,
        account: anna,
        points: [1],
        by: { kind: 'owner' } as const,
        language: 'en' as const,
        madeAt: 1,
      },
      wish: { what: [{ point: 1, only: null }], target: { kind: 'in-place' }, moved: false, binned: true },
    } as const
    assert.equal(
      await ledger.addRequest({ ...asked, wish: { ...asked.wish, what: [...asked.wish.what] } }),
      true,
    )
    await ledger.noteAudit({ at: 1, who: { kind: 'owner' }, act: 'restore.filed', account: anna, about: {} })
    const reader = openLedgerReader(file)
    assert.equal((await reader.requests(anna))[0]?.state, 'planning')
    assert.equal((await reader.checkAudit()).state, 'whole')
    assert.equal((await reader.accountByAddress('anna@yester.example'))?.id, anna)
    assert.equal((await reader.presence(anna))?.state, 'checking')
    reader.close()
    ledger.close()
  }
})

test('requests of a ledger that counted drafts too keep their numbers, and the next one is above all that were', async () => {
  await using temp = await tempFolder('ledger-numbers')
  const file = join(temp.path, 'ledger.sqlite')
  ledgerOfStep(
    ledgerSchema.findIndex(sql => sql.includes('requests_shown')),
    file,
  )
  const db = new Database(file)
  const add =
    db.prepare(`INSERT INTO requests (number, id, account, state, point, points, wish, by_whom, language, made_at, filed_at)
    VALUES (?, ?, '${anna}', ?, 1, '[1]', '{"what":[]}', '{"kind":"owner"}', 'en', 1, ?)`)
  add.run(7, 'filed', 'done', 1)
  add.run(8, 'draft', 'planned', null)
  add.run(9, 'forgotten', 'done', 1)
  db.exec(`DELETE FROM requests WHERE id = 'forgotten'`)
  db.close()
  const ledger = openLedger(file)
  assert.equal((await ledger.requestByNumber(7))?.id, 'filed')
  assert.equal((await ledger.request('draft'))?.number, 0)
  assert.equal(await ledger.giveNumber('draft'), 10)
  ledger.close()
})
