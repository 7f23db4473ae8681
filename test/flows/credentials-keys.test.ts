import assert from 'node:assert/strict'
import { chmod, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  keyId,
  keyIdOfBox,
  newKeyPair,
  open,
  passwordPurpose,
  refreshTokenPurpose,
  seal,
} from '../../src/formats/sealed-box.ts'
import { openKeyRing } from '../../src/keys/keys.ts'
import { type RotationWorld, rotateKeys } from '../../src/keys/rotate.ts'
import { createData } from '../../src/maildir/data-folder.ts'
import { keyFiles } from '../../src/maildir/key-files.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openDeskReader } from '../../src/sqlite/read-desk.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { mailServer, overTls, startWork, type World } from '../world/yestermail.ts'

const hour = 3_600_000
let dovecot: Dovecot

before(async () => {
  dovecot = await startDovecot({
    users: { anna: 'secret1', ben: 'secret2', carl: 'secret3' },
    masters: [{ user: 'snap', password: 'snap-secret', rights: 'lr' }],
  })
  for (const user of ['anna', 'ben', 'carl'])
    await dovecot.deliver(user, 'INBOX', `Subject: of ${user}\r\n\r\n`)
})
after(() => dovecot?.stop())

const purpose = (local: string) => passwordPurpose(`${local}@yester.example`)

function rotation(work: World, change: Partial<RotationWorld> = {}): RotationWorld {
  return {
    files: keyFiles(work.layout),
    ledger: work.ledger,
    waitingBoxes: async () => [],
    newKeyPair,
    settle: async () => {},
    ...change,
  }
}

async function withWork(act: (work: World, clock: { now: number }) => Promise<void>): Promise<void> {
  const clock = { now: Date.parse('2026-11-20T01:00:00Z') }
  const work = await startWork(overTls(dovecot), clock)
  try {
    await act(work, clock)
  } finally {
    await work.stop()
  }
}

const boxes = async (work: World) => (await work.ledger.sealedCredentials()).map(one => one.credential)

test('a rotation seals everything for a new key, and the running worker goes on by itself', () =>
  withWork(async (work, clock) => {
    const anna = await work.enrol('anna', 'secret1')
    await work.enrol('ben', 'secret2')
    await work.backUp(anna, 'first')
    const old = keyId(await readFile(work.layout.publicKey, 'utf8'))
    const done = await rotateKeys(rotation(work))
    assert.equal(done.resealed, 2)
    assert.deepEqual([done.left, done.kept, done.removed], [[], [], [old]])
    assert.deepEqual((await boxes(work)).map(keyIdOfBox), [done.key, done.key])
    assert.deepEqual((await readdir(work.layout.keys)).sort(), ['work.key.pem', 'work.pub.pem'])
    assert.equal(keyId(await readFile(work.layout.privateKey, 'utf8')), done.key)
    assert.equal(keyId(await readFile(work.layout.publicKey, 'utf8')), done.key)
    clock.now += 24 * hour
    assert.equal((await work.backUp(anna, 'nightly')).status, 'complete')
  }))

test('stopped at any step, every box still opens, and the next rotation does the rest', () =>
  withWork(async work => {
    for (const [local, password] of [
      ['anna', 'secret1'],
      ['ben', 'secret2'],
      ['carl', 'secret3'],
    ] as const)
      await work.enrol(local, password)
    const ring = () => openKeyRing(keyFiles(work.layout))
    let stops = 0
    for (let last = 1; ; last++) {
      let steps = 0
      const step = () => {
        if (++steps >= last) throw new Error('the power went')
      }
      // Before and after each thing it does to the disk.
      const breaking = <T extends object>(world: T): T =>
        new Proxy(world, {
          get:
            (target, name) =>
            async (...given: unknown[]) => {
              step()
              const method: unknown = Reflect.get(target, name)
              assert.ok(typeof method === 'function')
              const result: unknown = await Reflect.apply(method, target, given)
              step()
              return result
            },
        })
      const world = rotation(work)
      const ended = await rotateKeys({
        ...world,
        files: breaking(world.files),
        ledger: breaking(world.ledger),
      }).catch((error: Error) => error)
      // Of a process that is gone it would be taken over; this one lives on.
      await rm(join(work.layout.keys, '.rotating'), { force: true })
      for (const [i, box] of (await boxes(work)).entries()) {
        const [local, password] =
          [
            ['anna', 'secret1'],
            ['ben', 'secret2'],
            ['carl', 'secret3'],
          ][i] ?? []
        assert.equal(await ring().open(box, purpose(local ?? '')), password, `after ${last} steps`)
      }
      const sealedNow = seal(await ring().publicKey(), 'new', purpose('anna'))
      assert.equal(await ring().open(sealedNow, purpose('anna')), 'new')
      if (!(ended instanceof Error)) break
      assert.equal(ended.message, 'the power went')
      stops++
    }
    assert.ok(stops > 20, `${stops} stops`)
    const done = await rotateKeys(rotation(work))
    assert.deepEqual([done.resealed, done.left, done.kept], [3, [], []])
    assert.deepEqual((await readdir(work.layout.keys)).sort(), ['work.key.pem', 'work.pub.pem'])
  }))

test('a password that is kept while the keys change is not overwritten by the older one', () =>
  withWork(async work => {
    const anna = await work.enrol('anna', 'old')
    const { ledger } = work
    await rotateKeys(
      rotation(work, {
        ledger: {
          sealedCredentials: ledger.sealedCredentials,
          async replaceCredential(id, old, box) {
            const key = await readFile(work.layout.publicKey, 'utf8')
            await ledger.replaceCredential(anna, old, seal(key, 'newer', purpose('anna')))
            return ledger.replaceCredential(id, old, box)
          },
        },
      }),
    )
    const ring = openKeyRing(keyFiles(work.layout))
    assert.equal(await ring.open((await ledger.credential(anna)) ?? '', purpose('anna')), 'newer')
  }))

test('an older key stays while an ask that waits names it, and the ask still opens', () =>
  withWork(async work => {
    const desk = openDesk(work.layout.desk)
    const old = await readFile(work.layout.publicKey, 'utf8')
    const sealedPassword = seal(old, 'secret1', purpose('anna'))
    await desk.ask({
      kind: 'enrol',
      address: 'anna@yester.example',
      domain: 'yester.example',
      sealedPassword,
      at: 1,
    })
    const reader = openDeskReader(work.layout.desk, sleep)
    const waitingBoxes = async () =>
      (await reader.asksAfter(0)).flatMap(({ ask }) =>
        'sealedPassword' in ask ? (ask.sealedPassword ?? []) : [],
      )
    const first = await rotateKeys(rotation(work, { waitingBoxes }))
    assert.deepEqual([first.kept, first.removed], [[keyId(old)], []])
    const ring = openKeyRing(keyFiles(work.layout))
    assert.equal(await ring.open(sealedPassword, purpose('anna')), 'secret1')
    const id = await work.ledger.enrol({
      ...{ id: work.newId(), address: 'anna@yester.example', domain: 'yester.example', zone: 'Europe/Rome' },
      ...{ credential: sealedPassword, createdAt: 1 },
    })
    assert.equal((await work.backUp(id, 'first')).messages, 1)
    await desk.forgetAsksUpTo(9)
    const second = await rotateKeys(rotation(work, { waitingBoxes }))
    assert.ok(second.removed.includes(keyId(old)))
    assert.equal(second.resealed, 1)
    await reader.close()
    await desk.close()
  }))

test('refresh tokens stay refresh tokens, and a box that does not open is left and named', () =>
  withWork(async work => {
    const key = await readFile(work.layout.publicKey, 'utf8')
    const keep = (local: string, credential: string) =>
      work.ledger.enrol({
        ...{ id: work.newId(), address: `${local}@yester.example`, domain: 'yester.example', zone: 'UTC' },
        ...{ credential, createdAt: 1 },
      })
    const anna = await keep('anna', seal(key, 'token', refreshTokenPurpose('anna@yester.example')))
    await keep('ben', seal(key, 'x', purpose('somebody-else')))
    const elsewhere = newKeyPair().publicKey
    await keep('carl', seal(elsewhere, 'x', purpose('carl')))
    const before = await boxes(work)
    const done = await rotateKeys(rotation(work))
    assert.deepEqual(done.left, [
      { address: 'ben@yester.example', key: keyId(key), why: 'damaged' },
      { address: 'carl@yester.example', key: keyId(elsewhere), why: 'key-missing' },
    ])
    assert.deepEqual((await boxes(work)).slice(1), before.slice(1))
    assert.deepEqual(done.kept, [keyId(key)], 'a key that a box names stays, whether the box opens or not')
    const usual = await readFile(work.layout.privateKey, 'utf8')
    const box = (await work.ledger.credential(anna)) ?? ''
    assert.equal(open(usual, box, refreshTokenPurpose('anna@yester.example')), 'token')
  }))

test('a missing key: its accounts are named in one alarm, nothing is rewritten, the others go on, and the file heals it', () =>
  withWork(async (first, clock) => {
    const anna = await first.enrol('anna', 'secret1')
    const ben = await first.enrol('ben', 'secret2')
    const before = await boxes(first)
    const publicKey = await readFile(first.layout.publicKey, 'utf8')
    const away = join(first.folder, 'away')
    await rename(first.layout.privateKey, away)
    await createData(first.layout, () => assert.fail('no new key may be made'))
    const work = await startWork(overTls(dovecot), clock, first.config.data)
    for (const id of [anna, ben])
      await assert.rejects(work.backUp(id, 'first'), (error: Error & { code: string }) => {
        assert.equal(error.code, 'key-missing')
        assert.match(error.message, new RegExp(`needs the key ${keyId(publicKey)}`))
        return true
      })
    const [run] = await work.ledger.runs(anna, 1)
    assert.equal(run?.problem?.code, 'key-missing')
    assert.equal((await work.ledger.account(anna))?.state, 'active')
    const alarms = (await work.ledger.alarms()).filter(alarm => alarm.kind === 'key-missing')
    assert.deepEqual(
      alarms.map(({ account, about, detail }) => [account, about, detail]),
      [[null, keyId(publicKey), { key: keyId(publicKey), accounts: 2 }]],
    )
    assert.deepEqual(await boxes(work), before)
    assert.equal(await readFile(work.layout.publicKey, 'utf8'), publicKey)
    const master = { user: 'snap', password: 'snap-secret', form: 'separator', separator: '*' } as const
    const other = await work.credentials.signIn(
      mailServer({ ...overTls(dovecot), master }),
      'carl@yester.example',
      null,
    )
    await other.logout()
    clock.now += hour
    await rename(away, work.layout.privateKey)
    assert.equal((await work.backUp(anna, 'first')).messages, 1)
    assert.equal((await work.backUp(ben, 'first')).messages, 1)
    assert.deepEqual(
      (await work.ledger.alarms()).filter(alarm => alarm.kind === 'key-missing'),
      [],
    )
    assert.deepEqual(await boxes(work), before)
    await work.close()
  }))

test('half a rotation: the older key alone is missing, only its accounts wait', () =>
  withWork(async work => {
    const anna = await work.enrol('anna', 'secret1')
    const ben = await work.enrol('ben', 'secret2')
    let moved = 0
    const { ledger } = work
    const half = rotateKeys(
      rotation(work, {
        ledger: {
          sealedCredentials: ledger.sealedCredentials,
          replaceCredential: async (id, old, box) => {
            if (moved++) throw new Error('killed')
            return ledger.replaceCredential(id, old, box)
          },
        },
      }),
    )
    await assert.rejects(half, /killed/)
    const older =
      (await readdir(work.layout.keys)).find(name => /^work-[0-9a-f]{16}\.key\.pem$/.test(name)) ?? ''
    const away = join(work.folder, 'older')
    await rename(join(work.layout.keys, older), away)
    assert.equal((await work.backUp(anna, 'first')).messages, 1)
    await assert.rejects(work.backUp(ben, 'first'), { code: 'key-missing' })
    await rename(away, join(work.layout.keys, older))
    assert.equal((await work.backUp(ben, 'first')).messages, 1)
  }))

test('two rotations do not meet, and one that was killed stands in no way', () =>
  withWork(async work => {
    const anna = await work.enrol('anna', 'secret1')
    const [one, two] = await Promise.allSettled([rotateKeys(rotation(work)), rotateKeys(rotation(work))])
    assert.deepEqual([one?.status, two?.status].sort(), ['fulfilled', 'rejected'])
    const refused = [one, two].find(each => each?.status === 'rejected')
    assert.equal(refused && 'reason' in refused && refused.reason.code, 'busy')
    // Of no process: pids end at 2^22.
    await writeFile(join(work.layout.keys, '.rotating'), '99999999')
    assert.equal((await rotateKeys(rotation(work))).resealed, 1)
    assert.deepEqual((await readdir(work.layout.keys)).sort(), ['work.key.pem', 'work.pub.pem'])
    assert.equal((await work.backUp(anna, 'first')).messages, 1)
  }))

test('a file that is no key is passed over, and a lost public key is made from the private one', () =>
  withWork(async work => {
    const anna = await work.enrol('anna', 'secret1')
    await writeFile(join(work.layout.keys, 'work-0123456789abcdef.key.pem'), 'not a key')
    assert.equal((await work.backUp(anna, 'first')).messages, 1)
    const publicKey = await readFile(work.layout.publicKey, 'utf8')
    await chmod(work.layout.publicKey, 0o600)
    await rm(work.layout.publicKey)
    await rm(join(work.layout.keys, 'work-0123456789abcdef.key.pem'))
    const again = await startWork(overTls(dovecot), { now: 1 }, work.config.data)
    assert.equal(await readFile(work.layout.publicKey, 'utf8'), publicKey)
    await again.close()
  }))
