import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { RestoreRequest } from '../../src/domain/restore.ts'
import { DEFAULT_RESTORE } from '../../src/domain/restore-policy.ts'
import { openLog } from '../../src/log.ts'
import { requestsWorld } from '../../src/main/restoring.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { viewOf } from '../world/server-view.ts'
import { startWork, type World } from '../world/yestermail.ts'

const form = { form: 'separator', separator: '*' } as const
const reader = { user: 'reader', password: 'read-1', rights: 'lr' }
const adder = { user: 'adder', password: 'add-1', rights: 'lrikws' }
const remover = { user: 'remover', password: 'remove-1', rights: 'lrswte' }

describe('a restore with credentials of its own', { concurrency: 1 }, () => {
  let server: Dovecot
  let world: World
  let anna: string
  const clock = { now: Date.parse('2026-11-14T01:00:00Z') }
  before(async () => {
    server = await startDovecot({ users: { anna: 'secret1' }, masters: [reader, adder, remover] })
    for (let n = 0; n < 30; n++)
      await server.deliver(
        'anna',
        n % 3 ? 'INBOX' : 'Work',
        `Message-ID: <r${n}@yester.example>\r\n\r\nmail ${n}\r\n`,
        {
          flags: n % 2 ? ['\\Seen', 'Paid'] : [],
          internalDate: new Date(1_700_000_000_000 + n * 1000),
        },
      )
    const { rights: _, ...master } = { ...reader, ...form }
    world = await startWork(
      {
        port: server.port,
        master,
        restore: {
          policy: DEFAULT_RESTORE,
          master: { user: adder.user, password: adder.password, ...form },
          undoMaster: { user: remover.user, password: remover.password, ...form },
        },
      },
      clock,
    )
    anna = await world.enrol('anna', 'secret1')
    await world.backUp(anna, 'first')
  })
  after(async () => {
    await world?.stop()
    await server?.stop()
  })

  const look = async () => {
    await using session = await server.imap('anna')
    return await viewOf(session)
  }

  test('planned by who reads, added by who may add, taken away by who may remove; a second plan has nothing to add', async () => {
    const whole = await look()
    {
      await using session = await server.imap('anna')
      await session.command('SELECT INBOX')
      await session.command('STORE 1:10 +FLAGS (\\Deleted)')
      await session.command('EXPUNGE')
      await session.command('CLOSE')
      await session.command('DELETE Work')
    }
    const { restoring } = requestsWorld(world, openLog({ level: 'silent' }))
    const signal = new AbortController().signal
    const [point] = await world.ledger.points(anna)
    assert.ok(point)
    const plan = async (id: string) => {
      const request = {
        ...{ id, account: anna, address: 'anna@yester.example', language: 'en', point: point.number },
        ...{
          wish: {
            what: [{ point: point.number, only: null }],
            target: { kind: 'in-place' },
            moved: false,
            binned: true,
          },
        },
      } as unknown as RestoreRequest
      return { ...request, plan: await restoring.plan(request, signal) }
    }
    const request = await plan(`q${'a'.repeat(24)}`)
    assert.equal(request.plan.add, 20)
    const gone = await look()
    const watch = { onProgress() {}, isCancelled: () => false }
    const result = await restoring.putBack(request, watch, signal)
    assert.deepEqual([result.added, result.failed, result.left, result.created], [20, 0, 0, ['Work']])
    const back = await look()
    for (const path of ['INBOX', 'Work']) assert.deepEqual(told(back, path), told(whole, path), path)
    assert.equal((await plan(`q${'b'.repeat(24)}`)).plan.add, 0)

    const undone = await restoring.undo(request, signal)
    assert.deepEqual(undone, { removed: 20, kept: 0 })
    assert.deepEqual((await look()).held.get('INBOX'), gone.held.get('INBOX'))
  })

  test('nothing but what adds was sent to the mailbox while it was put back', async () => {
    const commands = await server.commands()
    const plain = commands.filter(one => /^EXPUNGE|^CLOSE|^DELETE|^RENAME|^(UID )?(COPY|MOVE)/i.test(one))
    assert.deepEqual(plain, [])
    assert.equal(commands.filter(one => /^APPEND/i.test(one)).length, 20)
  })
})

// By bytes, date and flags, the mark apart.
function told({ held }: Awaited<ReturnType<typeof viewOf>>, path: string): string[] {
  return (held.get(path)?.copies ?? [])
    .map(
      ({ sha, date, flags }) =>
        `${sha} ${date} ${flags.filter(flag => !flag.startsWith('$Restored')).join(' ')}`,
    )
    .sort()
}
