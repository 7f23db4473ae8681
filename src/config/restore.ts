import { z } from 'zod'
import type { MailServer, MasterUser, RestoreSettings } from '../domain/mail-server.ts'
import { DEFAULT_RESTORE } from '../domain/restore-policy.ts'
import { type Fields, readFields } from './fields.ts'
import type { Tree } from './sources.ts'
import { span } from './span.ts'

/**
 * The settings of [domains."example.org".restore]: putting mail back.
 *
 *   decide        "admin": an admin of the domain says yes or no to each request (the owner      admin
 *                 where the domain has no admin); "owner": nobody is asked; "off": none
 *   decideWithin  how long an admin has, at most until the backup's time is over                 7 days
 *   price         text shown before asking; restores are then listed by yestermail billing       none
 *   most, mostWithin  where owners decide, so many restores of one account in so long a time     5, 24 hours
 *   undoWithin    how long a restore can be undone; "never"                                      7 days
 *   master        a master user that may add mail, as in master of the domain                    none
 *   undoMaster    another that may also remove what a restore added                              master
 */
const RESTORE_SETTINGS = {
  decide: [z.enum(['admin', 'owner', 'off']), '"admin", "owner" or "off"'],
  decideWithin: [span, 'a time, for example "7 days" or "48 hours"'],
  price: [z.string().trim().min(1).max(200), 'a text of at most 200 characters, for example "10 EUR"'],
  most: [z.int().min(1).max(10_000), 'a whole number from 1 to 10000'],
  mostWithin: [span, 'a time, for example "24 hours"'],
  undoWithin: [
    z.union([z.literal('never').transform(() => 0), span]),
    'a time, for example "7 days", or "never"',
  ],
  master: [z.record(z.string(), z.unknown()), 'a table: user = "…", passwordFile = "…"'],
  undoMaster: [z.record(z.string(), z.unknown()), 'a table: user = "…", passwordFile = "…"'],
} satisfies Fields

/** What is said of restores; what is wrong becomes sentences in `problems`. `master` checks the table of a master user. */
export function checkRestore(
  tree: Tree,
  where: string,
  names: ReadonlyMap<string, string>,
  problems: string[],
  master: (tree: Tree, where: string) => MasterUser | undefined,
): RestoreSettings {
  const {
    master: adds,
    undoMaster: undoes,
    ...told
  } = readFields(tree, RESTORE_SETTINGS, where, names, problems)
  if (undoes && !adds) problems.push(`${where}: undoMaster is set, but no master that could add mail.`)
  const adding = adds && master(adds, `${where}.master`)
  const undoing = undoes && master(undoes, `${where}.undoMaster`)
  return {
    policy: { ...DEFAULT_RESTORE, ...told },
    ...(adding ? { master: adding } : {}),
    ...(undoing ? { undoMaster: undoing } : {}),
  }
}

/** Who decides about restores, in words. */
export function restoreWords({ restore }: Pick<MailServer, 'restore'>): string {
  const { decide } = restore?.policy ?? DEFAULT_RESTORE
  if (decide === 'off') return 'no restores'
  return decide === 'owner' ? 'owners restore by themselves' : 'an admin decides about restores'
}
