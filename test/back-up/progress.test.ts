import assert from 'node:assert/strict'
import { test } from 'node:test'
import { steadyReport } from '../../src/back-up/progress.ts'
import type { Progress } from '../../src/domain/point.ts'

const at = (folder: string): Progress => ({
  ...{ folder, folders: 11, foldersDone: 0 },
  ...{ messages: 100, messagesDone: 0, bytesDone: 0 },
})

test('of small folders each is told at once, and only the last is written', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const told: (string | null)[] = []
  const written: (string | null)[] = []
  const report = steadyReport(
    {
      tell: ({ folder }) => void told.push(folder),
      write: async ({ folder }) => void written.push(folder),
    },
    () => 0,
  )
  for (const folder of ['INBOX', 'Sent', 'Drafts']) report(at(folder))
  assert.deepEqual(told, ['INBOX', 'Sent', 'Drafts'])
  assert.deepEqual(written, [])
  t.mock.timers.tick(400)
  assert.deepEqual(written, ['Drafts'])
})

test('progress is written some times a second, also when telling or writing fails', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let now = 0
  let writes = 0
  const report = steadyReport(
    {
      tell() {
        throw new Error('the terminal is gone')
      },
      write() {
        writes++
        return Promise.reject(new Error('SQLITE_FULL'))
      },
    },
    () => now,
  )
  for (; now < 2_000; now += 10) report(at('INBOX'))
  await Promise.resolve()
  assert.equal(writes, 4)
})
