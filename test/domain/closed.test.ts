import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type ClosedAccount,
  type ClosingDomain,
  eraseTime,
  MOST_ERASED,
  noticeOf,
  planErasures,
} from '../../src/domain/closed.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 10, 22)
const after = 90 * DAY

/** Closed so many days ago and due since `due` days; null: not told yet. */
function closed(
  n: number,
  days: number,
  due: number | null,
  more: Partial<ClosedAccount> = {},
): ClosedAccount {
  return {
    ...{ id: `account-${n}`, address: `u${n}@one.example`, domain: 'one.example' },
    ...{ closedAt: now - days * DAY, eraseFrom: due === null ? null : now - due * DAY },
    ...{ keptAt: null, isHeld: false, ...more },
  }
}
const one = (more: Partial<ClosingDomain> = {}) =>
  new Map([['one.example', { after, accounts: 100, lately: 0, accepted: null, ...more }]])
const ids = (list: readonly ClosedAccount[]) => list.map(account => account.id)

test('operators are told fourteen days before, or a tenth of the time where that is shorter', () => {
  assert.equal(noticeOf(after), 9 * DAY)
  assert.equal(noticeOf(365 * DAY), 14 * DAY)
  assert.deepEqual(planErasures([closed(1, 80, null)], one(), now).tell, [])
  const { tell, erase } = planErasures([closed(1, 81, null), closed(2, 400, null)], one(), now)
  assert.deepEqual(
    tell.map(({ account, from }) => [account.id, from]),
    [
      ['account-2', now + 9 * DAY],
      ['account-1', now + 9 * DAY],
    ],
    'who is long over gets the whole notice all the same',
  )
  assert.deepEqual(erase, [])
})

test('nothing goes that was not told of, is kept, is held, or is of a domain that erases nothing', () => {
  const accounts = [
    closed(1, 400, null),
    closed(2, 400, 0, { keptAt: now - DAY }),
    closed(3, 400, 0, { isHeld: true }),
    closed(4, 400, 0, { domain: 'two.example' }),
    closed(5, 400, -0.5),
  ]
  assert.deepEqual(planErasures(accounts, one(), now).erase, [])
  assert.deepEqual(ids(planErasures([...accounts, closed(6, 91, 0)], one(), now).erase), ['account-6'])
})

test('a time that was made longer holds at once, and one that was made shorter not before the day that was told', () => {
  assert.equal(eraseTime(closed(1, 91, 0), 100 * DAY, now), now + 9 * DAY)
  assert.equal(eraseTime(closed(1, 91, -5), 10 * DAY, now), now + 5 * DAY)
  assert.equal(eraseTime(closed(1, 91, 0), undefined, now), null)
})

test('at most twenty go in a day, those closed first before the others', () => {
  const accounts = Array.from({ length: 30 }, (_, n) => closed(n, 100 + n, 0))
  const { erase } = planErasures(accounts, one({ accounts: 1000 }), now)
  assert.equal(erase.length, MOST_ERASED)
  assert.equal(erase[0]?.id, 'account-29')
  assert.equal(planErasures(accounts, one({ accounts: 1000, lately: 18 }), now).erase.length, 2)
  assert.equal(planErasures(accounts, one({ accounts: 1000, lately: 25 }), now).erase.length, 0)
})

test('more than three and than a tenth of a domain wait until an operator agrees, and only what was due then is agreed to', () => {
  const three = [1, 2, 3].map(n => closed(n, 100, 0))
  assert.equal(planErasures(three, one({ accounts: 5 }), now).erase.length, 3)
  const four = [...three, closed(4, 100, -0.9)]
  const many = planErasures(four, one({ accounts: 39 }), now)
  assert.deepEqual(many.erase, [])
  assert.deepEqual([...many.tooMany], [['one.example', { accounts: 4, of: 39 }]])
  assert.equal(planErasures(four, one({ accounts: 40 }), now).erase.length, 3, 'a tenth')
  assert.deepEqual(
    planErasures(three, one({ accounts: 38, lately: 1 }), now).erase,
    [],
    'a bit each hour is the same',
  )
  assert.equal(planErasures(four, one({ accounts: 39, accepted: now }), now).erase.length, 3)
  const later = planErasures(four, one({ accounts: 39, accepted: now - 3 * DAY }), now)
  assert.deepEqual(later.erase, [], 'what was agreed to days ago is not this')
  const ahead = planErasures(four, one({ accounts: 39, accepted: now + 300 * DAY }), now)
  assert.deepEqual(ahead.erase, [], 'what was agreed to while the clock was ahead is not this')
})
