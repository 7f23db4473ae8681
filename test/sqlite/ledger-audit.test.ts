import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import Database from 'better-sqlite3'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'

async function openLog() {
  const temp = await tempFolder('audit')
  const file = join(temp.path, 'ledger.sqlite')
  const ledger = openLedger(file, { durable: false })
  const db = new Database(file)
  for (let i = 1; i <= 5; i++)
    await ledger.noteAudit({
      ...{ at: i, who: { kind: 'admin', name: `ada${i}` }, act: 'restore.filed' },
      ...{ account: i % 2 ? 'odd' : 'even', about: { request: i } },
    })
  return {
    ...{ ledger, db },
    async [Symbol.asyncDispose]() {
      db.close()
      ledger.close()
      await temp.remove()
    },
  }
}

test('what is written down is read newest first, of all or of one account, page by page', async () => {
  await using log = await openLog()
  const { ledger } = log
  assert.deepEqual(
    (await ledger.audit(null, null, 2)).map(one => one.id),
    [5, 4],
  )
  assert.deepEqual(
    (await ledger.audit(null, 4, 10)).map(one => one.id),
    [3, 2, 1],
  )
  assert.deepEqual(
    (await ledger.audit('even', null, 10)).map(one => one.about),
    [{ request: 4 }, { request: 2 }],
  )
  const check = await ledger.checkAudit()
  assert.ok(check.state === 'whole' && check.entries === 5 && /^[0-9a-f]{64}$/.test(check.hash))
})

test('entries cannot be changed or removed by the way everything else is', async () => {
  await using log = await openLog()
  assert.throws(() => log.db.exec('DELETE FROM audit WHERE id = 3'), /only added to/)
  assert.throws(() => log.db.exec('UPDATE audit SET at = 9'), /only added to/)
  assert.equal((await log.ledger.checkAudit()).state, 'whole')
})

test('whatever is edited past that is found: a word, a name, an instant, an order, one taken out, the last ones cut off', async () => {
  const edits: [sql: string, entry: number, why: string][] = [
    [`UPDATE audit SET about = '{"request":9}' WHERE id = 3`, 3, 'changed'],
    [`UPDATE audit SET who = '{"kind":"owner"}' WHERE id = 1`, 1, 'changed'],
    ['UPDATE audit SET at = 99 WHERE id = 5', 5, 'changed'],
    ['UPDATE audit SET account = NULL WHERE id = 2', 2, 'changed'],
    [`UPDATE audit SET hash = '' WHERE id = 4`, 4, 'changed'],
    ['DELETE FROM audit WHERE id = 1', 1, 'missing'],
    ['DELETE FROM audit WHERE id = 3', 3, 'missing'],
    ['DELETE FROM audit WHERE id = 5', 5, 'missing'],
    ['DELETE FROM audit', 1, 'missing'],
    ['DELETE FROM audit WHERE id = 3; UPDATE audit SET id = id - 1 WHERE id > 3', 3, 'changed'],
    [
      `UPDATE audit SET id = 6 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 6`,
      2,
      'changed',
    ],
    [`INSERT INTO audit SELECT 6, at, who, act, account, about, hash FROM audit WHERE id = 5`, 6, 'changed'],
  ]
  for (const [sql, entry, why] of edits) {
    await using log = await openLog()
    log.db.exec(`DROP TRIGGER audit_unchanged; DROP TRIGGER audit_stays; ${sql}`)
    assert.deepEqual(await log.ledger.checkAudit(), { state: 'broken', entry, why }, sql)
  }
})

test('two processes that write at once make one chain', async () => {
  await using log = await openLog()
  const other = openLedger(log.db.name, { durable: false })
  const entry = { at: 1, who: { kind: 'worker' }, act: 'admin.signed-in', account: null, about: {} } as const
  await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? other : log.ledger).noteAudit(entry)))
  other.close()
  const check = await log.ledger.checkAudit()
  assert.ok(check.state === 'whole' && check.entries === 25)
})

test('an account is enrolled and that is written down, or neither', async () => {
  await using log = await openLog()
  const { ledger } = log
  const head = { zone: 'Europe/Rome', domain: 'yester.example', credential: null, createdAt: 1 }
  const entry = { at: 6, who: { kind: 'admin', name: 'ada' }, act: 'account.enrolled', about: {} } as const
  const one = { ...head, id: 'a'.repeat(16), address: 'one@yester.example', state: 'needs-sign-in' } as const
  // what no JSON can say ends the transaction, as a full disk would
  const about = { wrong: 1n } as unknown as Record<string, number>
  await assert.rejects(ledger.enrol(one, { ...entry, about }), /BigInt/)
  assert.deepEqual(await ledger.accounts(), [])
  await ledger.enrol(one, entry)
  await ledger.enrol({ ...one, id: 'b'.repeat(16) }, entry)
  const [account, ...more] = await ledger.accounts()
  assert.deepEqual([account?.id, account?.state, more], [one.id, 'needs-sign-in', []])
  const [newest] = await ledger.audit(null, null, 1)
  assert.deepEqual([newest?.id, newest?.act, newest?.account], [6, 'account.enrolled', one.id])
  assert.equal((await ledger.checkAudit()).state, 'whole')
})
