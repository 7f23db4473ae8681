import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDesk } from '../../src/sqlite/desk.ts'
import { tempFolder } from '../world/temp.ts'

const kept = (name: string, at = 1000, domain = 'one.example') => ({
  ...{ address: `${name}@${domain}`, account: name, domain, verifier: `hash of ${name} ${at}`, at },
})
const session = (name: string, how: 'password' | 'offline') => ({
  ...{ hash: Buffer.from(`${name} ${how}`), account: name, address: `${name}@one.example` },
  ...{ at: 1, ends: 9000, ip: '192.0.2.1', agent: 'x', how },
})

async function inDesk(does: (desk: ReturnType<typeof openDesk>, folder: string) => Promise<void>) {
  await using temp = await tempFolder('desk-verifiers')
  const desk = openDesk(join(temp.path, 'desk.sqlite'))
  await does(desk, temp.path).finally(() => desk.close())
}

test('the newest good sign-in alone is kept of an address', () =>
  inDesk(async desk => {
    assert.equal(await desk.verifier('anna@one.example'), null)
    await desk.keepVerifier(kept('anna', 1))
    await desk.keepVerifier(kept('anna', 2))
    assert.deepEqual(await desk.verifier('anna@one.example'), kept('anna', 2))
  }))

test('a good sign-in, and a password that is none any more, end who came in without the mail server, and nobody else', () =>
  inDesk(async desk => {
    const left = async () => {
      const found = await Promise.all(
        [session('anna', 'password'), session('anna', 'offline'), session('ben', 'offline')].map(
          async one => (await desk.session(one.hash)) !== null,
        ),
      )
      return found.join(' ')
    }
    const begin = async () => {
      await desk.addSession(session('anna', 'offline'))
      assert.equal(await left(), 'true true true')
    }
    await desk.addSession(session('anna', 'password'))
    await desk.addSession(session('ben', 'offline'))
    await begin()
    await desk.keepVerifier(kept('anna'))
    assert.equal(await left(), 'true false true')
    await begin()
    await desk.forgetVerifier('anna@one.example')
    assert.equal(await left(), 'true false true')
    assert.equal(await desk.verifier('anna@one.example'), null)
  }))

test('what is older than its domain allows goes, and all of a domain that allows none', () =>
  inDesk(async desk => {
    for (const one of [kept('anna', 1000), kept('ben', 3000), kept('cara', 3000, 'two.example')])
      await desk.keepVerifier(one)
    await desk.sweepVerifiers(new Map([['one.example', 500]]), 1600, [])
    assert.equal(await desk.verifier('anna@one.example'), null)
    assert.ok(await desk.verifier('ben@one.example'))
    assert.equal(await desk.verifier('cara@two.example'), null)
    await desk.sweepVerifiers(new Map(), 1600, [])
    assert.equal(await desk.verifier('ben@one.example'), null)
  }))

test('what is kept of an address that is closed goes', () =>
  inDesk(async desk => {
    await desk.keepVerifier(kept('anna'))
    await desk.keepVerifier(kept('ben'))
    await desk.sweepVerifiers(new Map([['one.example', 500]]), 1000, ['anna@one.example'])
    assert.equal(await desk.verifier('anna@one.example'), null)
    assert.ok(await desk.verifier('ben@one.example'))
  }))

test('nothing of what is forgotten stays in any file', () =>
  inDesk(async (desk, folder) => {
    const found = () =>
      readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes('hash of'))
    await desk.keepVerifier(kept('anna'))
    assert.notDeepEqual(found(), [])
    await desk.forgetVerifier('anna@one.example')
    assert.deepEqual(found(), [])
    await desk.keepVerifier(kept('anna'))
    await desk.sweepVerifiers(new Map(), 1, [])
    assert.deepEqual(found(), [])
    await desk.keepVerifier(kept('anna'))
    await desk.forgetAccounts(['anna'], [])
    assert.deepEqual(found(), [])
  }))
