import type { Damage } from '../domain/damage.ts'
import type { StateCopy } from '../domain/folder-state.ts'
import { isShortage } from '../domain/shortage.ts'
import type { CheckedFiles, CheckedMaildir } from './verify.ts'
import type { ShownState } from './verify-days.ts'

/** SHA-256 of a copy's stored bytes as they are; null when they are not there. */
export type Hash = (copy: StateCopy) => Promise<string | null>

/** A part of a folder state: the copies after a UID, until it is over. */
export interface StatePart {
  after: number
  isOver(): boolean
  /** it was over before the last copy; this one was the last to be looked at */
  onPause(uid: number): void
}

const whole: StatePart = { after: 0, isOver: () => false, onPause: () => {} }

/**
 * Holds one folder state against its manifest: the manifest itself, every file of its Maildir, and the messages as far as
 * `hash` reads them. Nothing that cannot be read is a fault here: it is damage.
 */
export async function stateDamages(
  files: CheckedFiles,
  shown: ShownState,
  hash: Hash,
  part = whole,
): Promise<Damage[]> {
  const { state, path, days } = shown
  const place = `${state.folder}/${state.n}`
  const damages: Damage[] = []
  const add = (what: Damage['what'], file = place, uid: number | null = null, detail = '') =>
    damages.push({ days, mailbox: state.folder, folder: path, uid, detail, file, what })
  const check = async (copy: StateCopy, maildir: CheckedMaildir | null) => {
    const found = await hash(copy)
    if (found !== copy.sha)
      add(found ? 'message-changed' : 'message-lost', copy.file ?? copy.sha, copy.uid, copy.sha)
    const file = maildir ? await maildir.check(copy) : 'whole'
    // What is one file with its message is damaged once.
    if (file !== 'whole') add(`file-${file}`, `${place}/${files.nameOf(copy)}`, copy.uid, copy.sha)
  }
  try {
    if (shown.manifest && (await files.manifestHash(state)) !== shown.manifest)
      throw new Error('the manifest is not as it was sealed')
    const maildir = await files.maildir(state)
    if (!maildir) add('maildir-lost')
    let last = part.after
    for await (const copy of files.copies(state)) {
      if (copy.uid <= part.after) maildir?.pass(copy)
      else if (last > part.after && part.isOver()) {
        part.onPause(last)
        return damages
      } else {
        await check(copy, maildir)
        last = copy.uid
      }
    }
    for (const name of maildir?.unknown() ?? []) add('file-unknown', `${place}/${name}`, null, name)
  } catch (error) {
    if (isShortage(error)) throw error
    add('manifest')
  }
  return damages
}
