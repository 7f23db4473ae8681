import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { mail, startPlanning } from './planning.ts'

const capability =
  'IMAP4rev1 LITERAL+ ID ENABLE NAMESPACE LIST-EXTENDED LIST-STATUS SPECIAL-USE UIDPLUS QUOTA ACL RIGHTS=texk'

test('what does not fit, is too large, has keywords that are not kept, or may not be added is told before', async () => {
  await using anna = await startPlanning({
    quota: '40K',
    masters: [{ user: 'keeper', password: 'keeper-pw', rights: 'lr' }],
    capability: `${capability} APPENDLIMIT=9000`,
  })
  const { dovecot } = anna
  const long = (octets: number) =>
    'x'
      .repeat(70)
      .concat('\r\n')
      .repeat(octets / 72)
  await dovecot.deliver('anna', 'INBOX', mail('large', long(12_000)))
  for (const id of ['one', 'two', 'three']) await dovecot.deliver('anna', 'INBOX', mail(id, long(6000)))
  await dovecot.deliver('anna', 'Kept', mail('marked'), { flags: ['Rechnung', '\\Seen'] })
  await dovecot.deliver('anna', 'Kept', mail('plain'), { flags: ['\\Seen'] })
  await dovecot.deliver('anna', 'Closed', mail('closed'))
  await dovecot.deliver('anna', 'Closed/Below', mail('below'))
  const point = await anna.backUp()
  // From now on the rights are those of each folder.
  await writeFile(join(dovecot.folder, 'acl'), '')
  await dovecot.restart()
  await using session = await dovecot.imap('anna')
  for (const folder of ['INBOX', 'Kept', 'Closed']) {
    await session.command(`SELECT ${folder}`)
    await session.command('STORE 1:* +FLAGS.SILENT (\\Deleted)')
    await session.command('CLOSE')
  }
  await session.command('DELETE Closed/Below')
  // Room for two of three.
  await dovecot.deliver('anna', 'Later', mail('new', long(27_000)))
  await session.command('SETACL Kept anna lrsite')
  await session.command('SETACL Closed anna lrs')
  const { plan, items } = await anna.plan({ what: [{ point, only: null }] })
  assert.deepEqual(Object.fromEntries(items.map(({ messageId, why }) => [messageId?.split('@')[0], why])), {
    ...{ large: 'too-big', one: null, two: null, three: 'over-quota' },
    ...{ marked: 'keywords', plain: null, closed: 'no-rights', below: 'no-rights' },
  })
  assert.deepEqual(plan.refused.map(({ why, count }) => `${why} ${count}`).sort(), [
    'keywords 1',
    'over-quota 1',
    'read-only-folder 2',
    'too-big 1',
  ])
  assert.equal(plan.add, items.length)
  assert.equal(plan.appendLimit, 9000)
  assert.equal(plan.quota?.limit, 40 * 1024)
  assert.ok(plan.quota.used > 27_000 && plan.quota.used < 29_000, String(plan.quota.used))
  // Nothing was changed by asking.
  const commands = await dovecot.commands()
  assert.deepEqual(
    commands.filter(line =>
      /^(UID )?(APPEND|STORE|EXPUNGE|CREATE|DELETE|RENAME|SUBSCRIBE|CLOSE|SETACL|MOVE|COPY)\b/i.test(line),
    ),
    [],
  )
})

test('where the login can only read, its rights say nothing of the one that will write', async () => {
  await using anna = await startPlanning({
    masters: [{ user: 'keeper', password: 'keeper-pw', rights: 'lr' }],
  })
  const { dovecot, world } = anna
  await dovecot.deliver('anna', 'INBOX', mail('marked'), { flags: ['Rechnung'] })
  const point = await anna.backUp()
  await using session = await dovecot.imap('anna')
  await session.command('SELECT INBOX')
  await session.command('STORE 1:* +FLAGS.SILENT (\\Deleted)')
  await session.command('CLOSE')
  const [server] = world.config.servers.values()
  assert.ok(server)
  const master = { user: 'keeper', password: 'keeper-pw', form: 'separator', separator: '*' } as const
  Object.assign(server, { master })
  const { plan } = await anna.plan({ what: [{ point, only: null }] })
  assert.deepEqual([plan.add, plan.refused, plan.mark], [1, [], `$Restored${point}`])
})

test('a folder with messages nobody has met yet is not opened for writing, so that they stay so', async () => {
  await using anna = await startPlanning()
  const { dovecot } = anna
  await dovecot.deliver('anna', 'INBOX', mail('marked'), { flags: ['Rechnung'] })
  const point = await anna.backUp()
  const session = await dovecot.imap('anna')
  await session.command('SELECT INBOX')
  await session.command('STORE 1:* +FLAGS.SILENT (\\Deleted)')
  await session.command('CLOSE')
  await session.close()
  await dovecot.place('anna', Buffer.from(mail('new')))
  await anna.plan({ what: [{ point, only: null }] })
  await using after = await dovecot.imap('anna')
  assert.match(String(await after.command('STATUS INBOX (RECENT)')), /RECENT 1\)/)
})
