import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../src/domain/account.ts'
import type { Ask } from '../../src/domain/ports.ts'
import { openLog } from '../../src/log.ts'
import { takeAsks } from '../../src/take-asks.ts'
import { mailServer } from '../world/yestermail.ts'

// What a web process of another version, or in other hands, may write.
async function taken(asks: unknown[], listed: string[] = [], enrol: 'sign-in' | 'list' = 'sign-in') {
  const accounts: Account[] = []
  let last = 0
  const wanted = await takeAsks({
    ledger: {
      accounts: async () => accounts,
      accountByAddress: async address => accounts.find(one => one.address === address) ?? null,
      account: async id => accounts.find(one => one.id === id) ?? null,
      async enrol(account) {
        accounts.push({
          ...account,
          state: 'active',
          build: null,
          plan: null,
          hasCredential: account.credential !== null,
        })
        return account.id
      },
      lastAsk: async () => last,
      async askTaken(id) {
        last = id
      },
    },
    asksAfter: async id => asks.map((ask, i) => ({ id: i + 1, ask: ask as Ask })).filter(one => one.id > id),
    servers: new Map([['yester.example', mailServer({ port: 1, enrol })]]),
    listed,
    zone: 'UTC',
    newId: () => 'abcdefghijklmnop',
    now: () => 1,
    log: openLog({ level: 'silent' }),
  })
  return { wanted, addresses: accounts.map(one => one.address), last }
}

const ask = (address: string, domain = 'yester.example') => ({
  kind: 'enrol',
  address,
  domain,
  sealedPassword: 'box',
  at: 1,
})

test('a first sign-in enrols the account and wants its first point now', async () => {
  const { wanted, addresses } = await taken([ask('anna@yester.example')])
  assert.deepEqual(addresses, ['anna@yester.example'])
  assert.deepEqual(wanted, [{ account: 'abcdefghijklmnop', trigger: 'first' }])
})

test('an address that is not in its canonical form enrols nobody', async () => {
  const hostile = [
    'ANNA@yester.example',
    'anna*root@yester.example',
    '../../x@yester.example',
    'anna@evil@yester.example',
    'a\u001b[31m\n@yester.example',
    '@yester.example',
  ]
  const { wanted, addresses } = await taken(hostile.map(one => ask(one)))
  assert.deepEqual(addresses, [])
  assert.deepEqual(wanted, [])
})

test('another domain, no password, and a list that does not name the address enrol nobody', async () => {
  assert.deepEqual(
    (await taken([ask('anna@other.example', 'other.example'), ask('anna@other.example')])).addresses,
    [],
  )
  assert.deepEqual((await taken([{ ...ask('anna@yester.example'), sealedPassword: null }])).addresses, [])
  assert.deepEqual((await taken([ask('anna@yester.example')], [], 'list')).addresses, [])
  assert.deepEqual((await taken([ask('anna@yester.example')], ['anna@yester.example'], 'list')).addresses, [
    'anna@yester.example',
  ])
})

test('what is no ask at all is passed over, and the next one is taken', async () => {
  const { addresses, last } = await taken([
    null,
    7,
    {},
    { kind: 'enrol', domain: 'yester.example' },
    { kind: 'snapshot', account: {} },
    { kind: 'fly' },
    ask('anna@yester.example'),
  ])
  assert.deepEqual(addresses, ['anna@yester.example'])
  assert.equal(last, 7)
})
