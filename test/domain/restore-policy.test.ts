import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { DEFAULT_RESTORE, decideUntil, policyOf, retryAfter } from '../../src/domain/restore-policy.ts'

const DAY = 86_400_000
const master = { user: 'm', password: 'p', form: 'separator', separator: '*' } as const

test('who decides: an admin where there is one, else the owner; nobody where it is off or nothing could be added', () => {
  const decided = (server: Pick<MailServer, 'restore' | 'master' | 'oauth'>, hasAdmin: boolean) => {
    const { decide, why } = policyOf(server, hasAdmin)
    return [decide, why]
  }
  const policy = (decide: 'admin' | 'owner' | 'off') => ({ policy: { ...DEFAULT_RESTORE, decide } })
  assert.deepEqual(decided({}, true), ['admin', null])
  assert.deepEqual(decided({}, false), ['owner', null])
  assert.deepEqual(decided({ restore: policy('owner') }, true), ['owner', null])
  assert.deepEqual(decided({ restore: policy('off') }, true), ['off', 'policy'])
  assert.deepEqual(decided({ master }, true), ['off', 'no-credential'])
  assert.deepEqual(decided({ master, restore: { ...policy('admin'), master } }, true), ['admin', null])
  // People's own refresh tokens and passwords may add mail by themselves.
  const oauth = { tokenUrl: 'https://t.example', scope: null, clientId: 'c', clientSecret: null }
  assert.deepEqual(decided({ oauth: { kind: 'refresh-token', ...oauth } }, true), ['admin', null])
})

test('a decision has its time, at most until the promise of the day is over, and at least a day', () => {
  const policy = { ...DEFAULT_RESTORE, decideWithin: 7 * DAY }
  assert.equal(decideUntil(policy, 0, 30 * DAY), 7 * DAY)
  assert.equal(decideUntil(policy, 0, 3 * DAY), 3 * DAY)
  assert.equal(decideUntil(policy, 0, 1), DAY)
  assert.equal(decideUntil({ ...policy, decideWithin: 3_600_000 }, 0, 1), 3_600_000)
})

test('an interruption is tried again after ten minutes six times, then hourly', () => {
  assert.deepEqual(
    [0, 5, 6, 99].map(tries => retryAfter(tries) / 60_000),
    [10, 10, 60, 60],
  )
})
