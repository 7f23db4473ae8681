import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AccountState } from '../../src/domain/account.ts'
import { offlineSignIn } from '../../src/open/offline-sign-in.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

const address = 'anna@yester.example'
const right = { key: 'k', isKnown: false, address, password: 'right' }
const server = mailServer({ port: 1, offlineSignIn: 1000_000 })

async function inWorld(
  does: (world: {
    offline: ReturnType<typeof offlineSignIn>
    desk: ReturnType<typeof openDesk>
    now: { at: number }
    /** turns to hash that were taken; `full`: there are none */
    turns: { taken: number; full: boolean; before(): Promise<void> }
    account: { id: string; state: AccountState }
    withPepper(pepper: Uint8Array | null): ReturnType<typeof offlineSignIn>
  }) => Promise<void>,
) {
  await using temp = await tempFolder('offline')
  const desk = openDesk(join(temp.path, 'desk.sqlite'))
  const now = { at: 10_000_000 }
  const turns = { taken: 0, full: false, before: async () => {} }
  const account: { id: string; state: AccountState } = { id: 'a1', state: 'active' }
  const withPepper = (pepper: Uint8Array | null) =>
    offlineSignIn(
      {
        desk,
        ledger: { accountByAddress: async asked => (asked === address ? account : null) },
        pepper,
        async turn() {
          if (turns.full) return 'full'
          turns.taken++
          await turns.before()
          return () => {}
        },
        random: randomBytes,
        now: () => now.at,
      },
      3,
    )
  const offline = withPepper(randomBytes(32))
  await does({ offline, desk, now, turns, account, withPepper }).finally(() => desk.close())
}

test('a password is known again for the time that is set, by the same clock, and only with the pepper it was kept with', () =>
  inWorld(async ({ offline, now, withPepper }) => {
    await offline.said(server, 'a1', address, 'right')
    assert.deepEqual(await offline.silent(server, right), { account: 'a1', until: 11_000_000 })
    assert.equal(await offline.silent(server, { ...right, password: 'wrong' }), null)
    assert.equal(await offline.silent({ ...server, offlineSignIn: 0 }, right), null)
    assert.equal(await withPepper(randomBytes(32)).silent(server, right), null)
    assert.equal(await withPepper(null).silent(server, right), null)
    now.at = 10_999_999
    assert.notEqual(await offline.silent(server, right), null)
    now.at = 11_000_000
    assert.equal(await offline.silent(server, right), null)
    // A clock that was set back by an hour does not make it younger.
    now.at = 6_400_000
    assert.equal(await offline.silent(server, right), null)
  }))

test('an address of which something is kept costs what one costs of which nothing is', () =>
  inWorld(async ({ offline, turns }) => {
    const cost = async (does: Promise<unknown>) => {
      const before = turns.taken
      await does
      return turns.taken - before
    }
    await offline.said(server, 'a1', address, 'right')
    for (const [who, password] of [
      [address, 'right'],
      [address, 'wrong'],
      ['nobody@yester.example', 'wrong'],
    ] as const) {
      assert.equal(await cost(offline.silent(server, { ...right, key: who, address: who, password })), 1, who)
      assert.equal(await cost(offline.denied(server, who, password)), 1, who)
    }
    assert.equal(await cost(offline.denied({ ...server, offlineSignIn: 0 }, address, 'wrong')), 0)
  }))

test('where there is no time to hash, nothing is kept that may be old, and nobody is let in', () =>
  inWorld(async ({ offline, desk, turns }) => {
    await offline.said(server, 'a1', address, 'old')
    turns.full = true
    await assert.rejects(offline.silent(server, right), { code: 'busy' })
    await offline.said(server, 'a1', address, 'right')
    assert.equal(await desk.verifier(address), null)
    turns.full = false
    await offline.said(server, 'a1', address, 'right')
    turns.full = true
    await offline.denied(server, address, 'wrong')
    assert.equal(await desk.verifier(address), null)
  }))

test('the account must be there, the same, and not refused since', () =>
  inWorld(async ({ offline, account }) => {
    await offline.said(server, 'a1', address, 'right')
    const opens = async (from = server) => (await offline.silent(from, right)) !== null
    assert.equal(await opens(), true)
    account.state = 'needs-sign-in'
    assert.equal(await opens(), false)
    const master = { user: 'm', password: '', form: 'separator', separator: '*' } as const
    assert.equal(
      await opens({ ...server, master }),
      true,
      'what was refused is the operator’s own credential',
    )
    account.state = 'gone'
    assert.equal(await opens({ ...server, master }), false)
    account.state = 'active'
    account.id = 'a2'
    assert.equal(await opens(), false)
  }))

test('made-up addresses, however many, keep no owner out where he was before', () =>
  inWorld(async ({ offline }) => {
    await offline.said(server, 'a1', address, 'right')
    for (const n of [1, 2, 3])
      assert.equal(
        await offline.silent(server, { ...right, key: `${n}`, address: `${n}@yester.example` }),
        null,
      )
    await assert.rejects(offline.silent(server, right), { code: 'too-many-tries' })
    assert.notEqual(await offline.silent(server, { ...right, isKnown: true }), null)
  }))

test('a password that the mail server refuses while this one waits for its turn lets nobody in', () =>
  inWorld(async ({ offline, turns }) => {
    await offline.said(server, 'a1', address, 'right')
    turns.before = async () => {
      turns.before = async () => {}
      await offline.denied(server, address, 'right')
    }
    assert.equal(await offline.silent(server, right), null)
  }))
