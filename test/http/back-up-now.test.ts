import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startWeb } from './web-world.ts'

test('"back up now" goes from the page to the worker and comes back as a day; two clicks are one run', async () => {
  const world = await startWeb({ users: { anna: 'secret1' } })
  const stopping = new AbortController()
  const working = world.work.work(stopping.signal)
  try {
    await world.dovecot.deliver('anna', 'INBOX', 'Subject: one\r\n\r\nHello\r\n')
    const id = await world.work.enrol('anna', 'secret1')
    const points = async () => (await world.work.ledger.points(id)).map(point => point.trigger)
    const until = async (isSo: () => Promise<boolean>) => {
      for (const end = Date.now() + 60_000; !(await isSo()); await sleep(100)) assert.ok(Date.now() < end)
    }
    await until(async () => (await points()).length === 1)
    const browser = await world.signedIn('anna')
    const accountId = `c${id}`
    await world.dovecot.deliver('anna', 'INBOX', 'Subject: two\r\n\r\nHello\r\n')
    const clicks = await browser.jmap(
      ['BackupRun/set', { accountId, create: { now: {} } }],
      ['BackupRun/set', { accountId, create: { again: {} } }],
      ['BackupRun/query', { accountId, filter: { trigger: 'manual' } }],
    )
    const [first, second, runs] = clicks
    const run = first.created.now.id
    // The second click meets it waiting or under way; a run of one message may be over by then.
    assert.ok(second.notCreated?.again.existingId === run || second.created?.again.id !== run)
    assert.equal(second.notCreated?.again.type ?? 'alreadyExists', 'alreadyExists')
    assert.ok(runs.ids.includes(run))
    await until(
      async () =>
        (await browser.jmap(['BackupRun/get', { accountId, ids: [run] }]))[0].list[0].state === 'done',
    )
    const [{ list }] = await browser.jmap(['BackupRun/get', { accountId, ids: [run] }])
    const [{ list: days }] = await browser.jmap([
      'RestorePoint/get',
      { accountId, ids: [list[0].restorePointId] },
    ])
    assert.equal(days[0].totalEmails, 2)
    assert.equal(days[0].trigger, 'manual')
    assert.equal((await points()).at(-1), 'first')

    await world.work.ledger.setPlan(id, 'weekly')
    const [refused] = await browser.jmap(['BackupRun/set', { accountId, create: { now: {} } }])
    assert.equal(refused.notCreated.now.type, 'forbidden')
  } finally {
    stopping.abort()
    await working
    await world.stop()
  }
})
