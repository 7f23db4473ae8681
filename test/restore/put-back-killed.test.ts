import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { startDovecot } from '../world/dovecot.ts'
import { viewOf } from '../world/server-view.ts'
import { restoring, sha256 } from './putting-back.ts'
import { killedMails } from './restore-to-be-killed.ts'

test('a worker killed by SIGKILL in the middle: the next one adds exactly what is missing', async () => {
  await using server = await startDovecot({ users: { anna: 'secret1' } })
  const wanted = killedMails()
  await using restore = await restoring(server, wanted)
  for (const kills of [150, 60]) {
    const script = new URL('restore-to-be-killed.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [script, String(server.port), restore.file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      // so many answers came, others are under way
      if (said.split('\n').length > kills) child.kill('SIGKILL')
    })
    await once(child, 'close')
    assert.equal(child.signalCode, 'SIGKILL')
  }
  assert.ok(restore.items.counts().some(({ state }) => state === 'adding'))
  const { end, result } = await restore.putBack()
  assert.equal(end, 'all')
  assert.deepEqual([result.added, result.there, result.left], [wanted.length, 0, 0])
  await using session = await server.imap('anna')
  const { held } = await viewOf(session)
  const shas = held.get('Back')?.copies.map(({ sha }) => sha) ?? []
  assert.deepEqual(shas.sort(), wanted.map(({ bytes }) => sha256(bytes)).sort())
})
