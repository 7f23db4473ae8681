import { linkSync } from 'node:fs'
import type { NamedCopy, PackedCopies } from '../domain/copy-columns.ts'
import { unpack } from '../domain/packed-copies.ts'
import { maildirName } from '../formats/maildir-name.ts'
import { inMessages } from './layout.ts'

/** Links the files of copies below the folder `from` into the folder `to`, each under its name in a Maildir. */
export function linkCopies(from: string, to: string, copies: PackedCopies): void {
  const copyAt = unpack(copies)
  for (let row = 0; row < copies.uids.length; row++) {
    const copy = copyAt(row)
    linkSync(`${from}/${fileOf(copy)}`, `${to}/${maildirName(copy)}`)
  }
}

/** A copy's file below messages/. */
export function fileOf({ sha, file = sha }: Pick<NamedCopy, 'sha' | 'file'>): string {
  return inMessages(sha, file)
}
