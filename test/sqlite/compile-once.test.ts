import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import Database from 'better-sqlite3'
import { compileOnce, withoutLooks } from '../../src/sqlite/compile-once.ts'

describe('a statement that stays compiled', () => {
  it('hides the values that SQLite would look at, and nothing else', () => {
    for (const [sql, hidden] of [
      ['a = :a AND b=@b', 'a = +:a AND b= +@b'],
      ['c IS ? ORDER BY d LIMIT :most', 'c IS +? ORDER BY d LIMIT +:most'],
      ['c IS NOT :c', 'c IS NOT :c'],
      ["json ->> 'a' = 'b' AND c = d LIMIT 1", "json ->> 'a' = 'b' AND c = d LIMIT 1"],
      ['b > :n AND a IN (:a)', 'b > :n AND a IN (:a)'],
    ] as const)
      assert.equal(withoutLooks(sql), hidden)
  })

  it('takes and gives every kind of value as it was', () => {
    const db = compileOnce(new Database(':memory:'))
    db.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT, blob BLOB, real REAL)')
    const insert = db.prepare('INSERT INTO t(id) VALUES(:id)')
    const change = db.prepare('UPDATE t SET text = :text, blob = :blob, real = :real WHERE id = :id')
    const find = db.prepare(
      'SELECT * FROM t WHERE text = :text AND blob IS :blob AND real = :real LIMIT :most',
    )
    for (const [id, row] of [
      { text: '12', blob: Buffer.from([0, 255]), real: -0.5 },
      { text: "' +:x", blob: null, real: 2 ** 60 },
    ].entries()) {
      insert.run({ id })
      change.run({ id, ...row })
      assert.deepEqual(find.all({ ...row, most: 1 }), [{ id, ...row }])
      assert.deepEqual(find.all({ ...row, most: 0 }), [])
    }
    db.close()
  })

  it('is planned as it was', () => {
    const db = new Database(':memory:')
    db.exec('CREATE TABLE t(a INTEGER, b INTEGER, PRIMARY KEY(a, b)) WITHOUT ROWID')
    const sql = 'SELECT x.a FROM t x JOIN t y ON y.a = x.b WHERE x.a = :a'
    const plan = () => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).raw().all({ a: 5 })
    const before = plan()
    compileOnce(db)
    assert.deepEqual(plan(), before)
    db.close()
  })
})
