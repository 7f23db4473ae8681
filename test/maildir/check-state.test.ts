import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkedFiles } from '../../src/maildir/check-state.ts'
import { layout } from '../../src/maildir/layout.ts'
import { tempFolder } from '../world/temp.ts'

test('every name that a message may have is looked at, also of one from before 1970, and no other', async () => {
  await using temp = await tempFolder('check-state')
  const account = 'a'.repeat(16)
  const files = layout(temp.path)
  const sha = 'ab'.repeat(32)
  const shard = files.shard(account, sha)
  mkdirSync(shard, { recursive: true })
  const names = [sha, `${sha}-1700000000`, `${sha}-1700000000-2`, `${sha}--86400`]
  for (const name of [...names, '.hidden', `${sha}.tmp`, 'readme']) writeFileSync(join(shard, name), '')
  assert.deepEqual(await checkedFiles(files, account).names('ab'), names.toSorted())
})
