import { lstat, readdir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { AccountId } from '../domain/point.ts'
import { maildirName } from '../formats/maildir-name.ts'
import { cannotRead } from './cannot-read.ts'
import { hashMessage } from './hash-message.ts'
import { type Layout, MESSAGE_FILE } from './layout.ts'
import { accountFiles } from './open-run.ts'
import { readHashedReceipt, stateHeader } from './read-state.ts'

/** The sealed files of an account with what `verify` asks of them beyond reading. */
export function checkedFiles(layout: Layout, account: AccountId) {
  const files = accountFiles(layout, account)
  return {
    ...files,
    receipt: (dir: string) => readHashedReceipt(layout, account, dir),
    manifestHash: ({ folder, n }: Pick<StateHeader, 'folder' | 'n'>) =>
      hashMessage(layout.manifest(account, folder, n)),
    header: ({ folder, n }: Pick<StateHeader, 'folder' | 'n'>) => stateHeader(layout, account, folder, n),
    async names(shard: string): Promise<string[]> {
      const found = await readdir(join(layout.messages(account), shard)).catch(() => [])
      return found.filter(name => MESSAGE_FILE.test(name)).sort()
    },
    async hashName(name: string): Promise<{ sha: string; size: number } | null> {
      const file = join(layout.shard(account, name.slice(0, 64)), name)
      const [sha, found] = await Promise.all([hashMessage(file), stat(file).catch(cannotRead)])
      return sha && found ? { sha, size: found.size } : null
    },
    has: async (copy: StateCopy) => (await stat(files.file(copy)).catch(cannotRead))?.isFile() ?? false,
    nameOf: (copy: StateCopy) => maildirName(copy),
    links: (dir: string) => dayLinks(join(layout.day(account, dir), 'mail')),
    hash: (copy: StateCopy) => hashMessage(files.file(copy)),
    maildir: ({ folder, n }: Pick<StateHeader, 'folder' | 'n'>) =>
      openMaildir(layout.state(account, folder, n), files.file),
  }
}

// INBOX is the root of the tree and shown by its parts; `cur` is the one with mail.
async function dayLinks(mail: string): Promise<Set<string>> {
  const names = (await readdir(mail).catch(cannotRead)) ?? []
  const targets = await Promise.all(names.map(name => readlink(join(mail, name)).catch(() => '')))
  const shown = targets.flatMap(
    target => /^\.\.\/\.\.\/\.\.\/folders\/(f\d+\/\d+)(?:\/cur)?$/.exec(target)?.[1] ?? [],
  )
  return new Set(shown)
}

/** The Maildir of a state as it lies on the disk; null when it is not there. */
async function openMaildir(path: string, stored: (copy: StateCopy) => string) {
  const parts = await Promise.all(['cur', 'new', 'tmp'].map(part => readdir(join(path, part)))).catch(
    cannotRead,
  )
  if (!parts) return null
  const [cur = [], ...others] = parts
  const left = new Set(cur)
  return {
    /** Is the copy there, under its name and with its bytes? Strikes it off. */
    async check(copy: StateCopy): Promise<'whole' | 'lost' | 'changed'> {
      const name = maildirName(copy)
      if (!left.delete(name)) return 'lost'
      const file = join(path, 'cur', name)
      const [link, message] = await Promise.all(
        [lstat(file), stat(stored(copy))].map(one => one.catch(cannotRead)),
      )
      if (!link) return 'lost'
      // One file under two names needs to be read once only.
      if (message && link.ino === message.ino && link.dev === message.dev) return 'whole'
      // A copy of the data folder made without regard to hard links has two files, each with the bytes.
      return link.isFile() && (await hashMessage(file)) === copy.sha ? 'whole' : 'changed'
    },
    pass(copy: StateCopy): void {
      left.delete(maildirName(copy))
    },
    /** names no copy was checked for: they do not belong there */
    unknown: () => [...left, ...others.flat()],
  }
}
