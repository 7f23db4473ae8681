import assert from 'node:assert/strict'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { removeAccount } from '../../src/main/accounts.ts'
import { forgetRemoved } from '../../src/open/forget-removed.ts'
import { carryOut } from '../../src/requests/carry-out.ts'
import { claimNext } from '../../src/requests/keep-requests.ts'
import { planRequest } from '../../src/requests/plan-request.ts'
import { doRestoreAsk } from '../../src/requests/take-restore-ask.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { openLedgerReader } from '../../src/sqlite/read-ledger.ts'
import { startDovecot } from '../world/dovecot.ts'
import { holding } from '../world/holding.ts'
import { startWork } from '../world/yestermail.ts'

test('of an account that was removed nothing is left on the disk: messages, index, requests, letters, sessions', async () => {
  await using dovecot = await startDovecot({ users: { anna: 'secret1', ben: 'secret2' } })
  const now = Date.now()
  const world = await startWork({ port: dovecot.port }, { now })
  const { ledger, layout, requests } = world
  const desk = openDesk(layout.desk)
  const reader = openLedgerReader(layout.ledger)
  try {
    const secretWords = [
      'Subject: heliotrope\r\nMessage-ID: <heliotrope@mail.example>\r\n\r\n',
      'quixotry '.repeat(50),
    ]
    await dovecot.deliver('anna', 'Saffronfolder', secretWords.join(''))
    await dovecot.deliver('ben', 'Benfolder', 'Subject: of ben\r\n\r\nstays\r\n')
    const anna = await world.enrol('anna', 'secret1')
    const ben = await world.enrol('ben', 'secret2')
    for (const id of [anna, ben]) await world.backUp(id, 'first')
    const client = await dovecot.imap('anna')
    await client.command('SELECT Saffronfolder')
    await client.command('STORE 1 +FLAGS (\\Deleted)')
    await client.command('EXPUNGE')
    await client.close()
    const [point] = await ledger.points(anna)
    const head = { id: `q${'a'.repeat(24)}`, account: anna, by: { kind: 'operator' }, at: now } as const
    const wish = {
      ...{ what: [{ point: point?.number ?? 0, only: null }], target: { kind: 'in-place' as const } },
      ...{ moved: false, binned: true },
    }
    await doRestoreAsk(requests, { kind: 'restore-plan', ...head, wish, language: 'en' })
    const signal = new AbortController().signal
    assert.equal(await claimNext(requests, 'plan'), head.id)
    await planRequest(requests, head.id, signal)
    await doRestoreAsk(requests, { kind: 'restore-file', ...head, note: 'periwinkle' })
    assert.equal(await claimNext(requests, 'restore'), head.id)
    await carryOut(requests, head.id, signal)
    assert.equal((await ledger.request(head.id))?.state, 'done')
    const letter = { language: 'en', subject: 's', text: 'vermilion', html: '' } as const
    await ledger.changeRequest({
      ...{ id: head.id, from: ['done'], set: { problem: null } },
      letters: {
        at: 1,
        list: [{ account: anna, recipient: 'anna@yester.example', letter, messageId: '<1@yester.example>' }],
      },
    })
    await desk.addSession({
      ...{ hash: Buffer.alloc(32, 1), account: anna, address: 'anna@yester.example', at: now },
      ...{ ends: now + 1e9, ip: '192.0.2.7', agent: 'magenta', how: 'password' },
    })
    await desk.keepVerifier({
      ...{
        address: 'anna@yester.example',
        account: anna,
        domain: 'yester.example',
        verifier: 'vanadium',
        at: now,
      },
    })
    await desk.setPreferences(anna, { hiddenFolders: ['cerulean'] })
    await desk.rememberNetwork('anna@yester.example', '192.0.2.0/24', now)
    const words = [
      ...[
        'heliotrope',
        'quixotry',
        'Saffronfolder',
        'periwinkle',
        'vermilion',
        'magenta',
        'cerulean',
        'vanadium',
      ],
      ...['anna@yester', '192.0.2', '>anna<'],
    ]
    const before = await holding(layout.data, words)
    for (const word of words.slice(0, 10).filter(one => one !== 'quixotry'))
      assert.ok(
        before.some(one => one.endsWith(`: ${word}`)),
        `${word} is there before`,
      )

    const file = join(world.folder, 'y.toml')
    await writeFile(
      file,
      `data = "${layout.data}"\n[domains."yester.example"]\nserver = "imap://127.0.0.1:${dovecot.port}"\nlogin = "local"\n`,
    )
    assert.equal(await removeAccount(['anna@yester.example'], { config: file, yes: true }), 0)
    await forgetRemoved(() => reader, desk)()
    assert.deepEqual(await holding(layout.data, words), [])
    // What stays is a number without a name: who did what, in a chain that cannot be cut.
    const left = await holding(layout.data, [anna])
    assert.deepEqual([...new Set(left.map(one => one.replace(/(-wal|-shm)?: .*$/, '')))], [layout.ledger])
    assert.equal((await ledger.checkAudit()).state, 'whole')
    assert.deepEqual(
      (await ledger.accounts()).map(one => one.id),
      [ben],
    )
    assert.equal((await ledger.points(ben)).length, 1)
    assert.notDeepEqual(await holding(layout.account(ben), ['stays']), [])
  } finally {
    reader.close()
    await desk.close()
    await world.stop()
  }
})

test('a removal that is cut off half way is finished by the worker', async () => {
  await using dovecot = await startDovecot({ users: { anna: 'secret1' } })
  const world = await startWork({ port: dovecot.port }, { now: Date.now() })
  const { ledger, layout } = world
  try {
    await dovecot.deliver('anna', 'INBOX', 'Subject: heliotrope\r\n\r\nHello\r\n')
    const anna = await world.enrol('anna', 'secret1')
    await world.backUp(anna, 'first')
    const file = join(world.folder, 'y.toml')
    await writeFile(
      file,
      `data = "${layout.data}"\n[domains."yester.example"]\nserver = "imap://127.0.0.1:${dovecot.port}"\nlogin = "local"\n`,
    )
    // What cannot be removed just now.
    const stubborn = join(layout.index(anna), 'folder')
    await mkdir(join(stubborn, 'inside'), { recursive: true })
    await assert.rejects(removeAccount(['anna@yester.example'], { config: file, yes: true }), /ENOTEMPTY/)
    assert.deepEqual(await ledger.erasing(), [anna])
    await rm(join(layout.data, 'accounts', `.${anna}.gone`, 'index', 'folder', 'inside'), { recursive: true })
    const stopping = new AbortController()
    const working = world.work(stopping.signal)
    while (await ledger.account(anna)) await pause(50)
    stopping.abort()
    await working
    assert.deepEqual(await readdir(join(layout.data, 'accounts')), [])
    assert.deepEqual(await holding(layout.data, ['heliotrope', 'anna@yester']), [])
  } finally {
    await world.stop()
  }
})
