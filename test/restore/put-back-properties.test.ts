import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { randomFrom } from '../bench/make-mailbox.ts'
import { type Dovecot, startDovecot } from '../world/dovecot.ts'
import { folderName } from '../world/imap-session.ts'
import { type ServerView, viewOf } from '../world/server-view.ts'
import { mail, mark, restoring, sha256, type Wanted } from './putting-back.ts'

const seed = Number(process.env.YESTERMAIL_SEED ?? Date.now() % 1_000_000)
const rounds = process.env.YESTERMAIL_TEST === 'all' ? 20 : 2
const folders = ['INBOX', 'Work', 'Work/Été', 'R&D', 'Empty']
const flags = ['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '\\Deleted', '$Label1', 'Work', 'NonJunk']

describe('over generated mailboxes', { concurrency: 1 }, () => {
  let server: Dovecot
  before(async () => {
    server = await startDovecot({ users: { anna: 'secret1' } })
  })
  after(() => server?.stop())

  for (let round = 0; round < rounds; round++)
    test(`a restore touches nothing else, and its undo leaves the mailbox as it was (seed ${seed + round})`, async () => {
      const random = randomFrom(seed + round)
      const some = <T>(list: readonly T[], chance: number) => list.filter(() => random() < chance)
      const below = (n: number) => Math.floor(random() * n)
      await using session = await server.imap('anna')
      for (const folder of folders.slice(1))
        await session.command(`CREATE ${folderName(folder)}`).catch(() => [])
      // Copies of one another, holes between UIDs, \Deleted that nobody expunged.
      for (let n = 0; n < 40; n++)
        await session.command(
          `APPEND ${folderName(folders[below(4)] ?? 'INBOX')} (${some(flags, 0.3).join(' ')}) "0${1 + below(9)}-Jan-2025 10:00:00 +0100" `,
          mail(below(25)),
        )
      for (const folder of folders.slice(0, 4)) {
        const [exists] = (await session.command(`SELECT ${folderName(folder)}`)).flatMap(
          line => /\* (\d+) EXISTS/.exec(line)?.[1] ?? [],
        )
        if (Number(exists) > 3) {
          await session.command(`STORE ${1 + below(3)} +FLAGS (\\Deleted)`)
          await session.command('EXPUNGE')
        }
      }
      await session.command('CLOSE').catch(() => [])
      const stood = await viewOf(session)
      const wanted = Array.from({ length: 60 }, (): Wanted => {
        const target = folders[below(5)] ?? 'INBOX'
        const kept = some(flags, 0.3).filter(flag => flag !== '\\Deleted')
        return { bytes: mail(below(40)), target, flags: kept, date: 1_500_000_000 + below(2e8) }
      })
      const known = Object.fromEntries(
        folders.map(path => [
          path,
          { uidValidity: stood.validity.get(path) ?? 0, uidNext: nextOf(stood, path) },
        ]),
      )
      await using restore = await restoring(server, wanted, known)
      assert.equal((await restore.putBack()).end, 'all')
      assert.deepEqual(
        restore.all().filter(({ state, why }) => state !== 'added' || why),
        [],
      )
      const now = await viewOf(session)
      assert.deepEqual([...now.validity].sort(), [...stood.validity].sort())
      assert.deepEqual([...now.held.keys()].sort(), [...stood.held.keys()].sort(), 'no folder came or went')
      for (const [path, { copies, subscribed }] of stood.held) {
        assert.deepEqual(now.held.get(path)?.copies.slice(0, copies.length), copies, path)
        assert.equal(now.held.get(path)?.subscribed, subscribed, path)
        const came = now.held.get(path)?.copies.slice(copies.length) ?? []
        const told = (one: { sha: string; date: number; flags: string[] }) =>
          `${one.date} ${one.sha} ${one.flags.toSorted().join(' ')}`
        const expected = wanted
          .filter(({ target }) => target === path)
          .map(({ bytes, date = 0, flags: own = [] }) =>
            told({ sha: sha256(bytes), date, flags: [...own, mark] }),
          )
        assert.deepEqual(came.map(told).sort(), expected.sort(), path)
      }
      await restore.putBack()
      assert.deepEqual(await viewOf(session), now, 'twice adds nothing')
      assert.deepEqual((await restore.undo()).result, { removed: 60, kept: 0 })
      assert.deepEqual(await viewOf(session), stood, 'as it was, \\Deleted mail too')
    })
})

// Beyond the highest UID there is: those of messages that went may come again here only for the newest.
function nextOf({ held }: ServerView, path: string): number {
  return Math.max(0, ...(held.get(path)?.copies ?? []).map(({ uid }) => uid)) + 1
}
