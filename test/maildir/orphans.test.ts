import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { StateCopy, StateHeader, StoredMessage } from '../../src/domain/folder-state.ts'
import { inColumns } from '../../src/domain/pack-copies.ts'
import { discard } from '../../src/maildir/build-maildir.ts'
import { orphanFinder } from '../../src/maildir/orphans.ts'
import { sealState } from '../../src/maildir/write-state.ts'
import { ACCOUNT, accountFiles, copyOf } from '../sqlite/index-files.ts'
import { fc } from '../world/fast-check.ts'

const yesterday = () => Date.now() - 86_400_000

test('messages that stood in the state that goes alone are removed, and no other', async () => {
  // Which of twelve messages stand in the state that goes, and in the one that stays, under which of twelve UIDs.
  const states = fc.array(fc.option(fc.nat(11)), { minLength: 12, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(states, fc.option(states), fc.boolean(), async (goes, stays, isDamaged) => {
      const files = accountFiles()
      try {
        const mails = Array.from({ length: 12 }, (_, i) =>
          files.message(`Subject: ${i}\r\n\r\n`, 1_700_000_000 + i),
        )
        const old = await seal(files, 1, goes, mails)
        const left = stays ? await seal(files, 2, stays, mails) : []
        const orphans = orphanFinder(files.files, ACCOUNT, () => {})
        if (isDamaged) {
          await rm(files.files.manifest(ACCOUNT, 'f1', 1), { force: true })
          await writeFile(files.files.manifest(ACCOUNT, 'f1', 1), 'rubbish')
        }
        await orphans.compare('f1', 1, stays ? 2 : null)
        await discard(files.files.state(ACCOUNT, 'f1', 1))
        // With a damaged manifest every message is asked, and those just touched are left for another night.
        const { messages } = await orphans.remove(isDamaged ? Date.now() + 60_000 : yesterday())
        const linked = new Set(left.map(copy => copy.sha))
        const went = mails.filter(mail => !existsSync(mail.file))
        const expected = mails.filter(
          ({ sha }) => !linked.has(sha) && (isDamaged || old.some(copy => copy.sha === sha)),
        )
        assert.deepEqual(went, expected)
        assert.equal(messages, expected.length)
      } finally {
        await discard(files.files.state(ACCOUNT, 'f1', 2))
        files.remove()
      }
    }),
    { numRuns: process.env.YESTERMAIL_TEST === 'all' ? 200 : 25 },
  )
})

test('what a killed run left without a link goes within sixteen sweeps, once it is a day old', async () => {
  const files = accountFiles()
  try {
    const mails = Array.from({ length: 60 }, (_, i) => files.message(`Subject: ${i}\r\n\r\n`, 1_700_000_000))
    const sweepAll = async (from: number) => {
      for (let night = 0; night < 16; night++)
        await orphanFinder(files.files, ACCOUNT, () => {}).remove(from + night * 86_400_000)
    }
    await sweepAll(Date.now() - 20 * 86_400_000)
    assert.ok(mails.every(mail => existsSync(mail.file)))
    await sweepAll(Date.now() + 60_000)
    assert.ok(mails.every(mail => !existsSync(mail.file)))
  } finally {
    files.remove()
  }
})

type Files = ReturnType<typeof accountFiles>

async function seal(
  files: Files,
  n: number,
  places: readonly (number | null)[],
  mails: readonly StoredMessage[],
): Promise<StateCopy[]> {
  const copies = places.flatMap((mail, i) => {
    const message = mails[mail ?? -1]
    return message ? [copyOf(message, i + 1, (i | n) % 2 ? '\\Seen' : '\\Flagged')] : []
  })
  const header: StateHeader = {
    ...{ v: 1, folder: 'f1', n, path: 'INBOX', raw: 'INBOX', delimiter: '/', specialUse: null },
    ...{ subscribed: true, uidValidity: 7, uidNext: 13, highestModseq: null, readAt: n, gaps: [], unread: 0 },
    ...{ messages: copies.length, bytes: copies.reduce((sum, copy) => sum + copy.size, 0) },
  }
  await sealState(files.files, ACCOUNT, header, inColumns(copies), { run: 'r1' })
  return copies
}
