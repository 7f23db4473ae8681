import type { Added, AddedMessage, LiveWriter, ServerNo } from '../domain/live-writer.ts'
import type { RestoreItem } from '../domain/restore.ts'
import { isFlag } from '../formats/imap-flag.ts'
import { keptFlags } from './kept-flags.ts'
import { lookedThrough, mayBeKeywords, type Oddities, wantsFolder } from './refused.ts'
import type { TargetFolder } from './target-folder.ts'

/** What became of one message that was sent. */
export interface Outcome {
  answer: Added | ServerNo
  odd: Oddities
  /** the keywords it was sent without, because the server refused them */
  without: string[]
}

/**
 * Adds one message to its folder: exact bytes, INTERNALDATE, flags, keywords and the mark of restored mail. A folder that
 * is gone by now is made once more; keywords that are refused are left out. Rejects when the connection is lost before
 * the answer, and with Refusal 'damaged' when the bytes are not those that were received.
 */
export async function addMessage(
  writer: LiveWriter,
  target: TargetFolder,
  item: RestoreItem,
  bytes: (item: RestoreItem) => Iterable<Uint8Array>,
  mark: string | null,
): Promise<Outcome> {
  const odd: Oddities = { nul: false, bareLf: false, eightBit: false }
  const own = keptFlags(item.flags)
  const marked = mark === null ? [] : [mark]
  const plain = own.filter(flag => !isKeyword(flag))
  const send = (flags: string[]) => {
    const { size, date } = item
    const message: AddedMessage = { size, date, flags, bytes: lookedThrough(bytes(item), odd) }
    return writer.append(target.folder, message)
  }
  let flags = target.takesKeywords ? [...own, ...marked] : plain
  let answer = await send(flags)
  if (!answer.ok && wantsFolder(answer) && (await target.makeAgain())) answer = await send(flags)
  // First without its own keywords, then without the mark too.
  for (const fewer of [[...plain, ...marked], plain]) {
    if (answer.ok || fewer.length >= flags.length || !mayBeKeywords(answer)) continue
    flags = fewer
    answer = await send(flags)
    if (answer.ok && fewer === plain) target.takesKeywords = false
  }
  return { answer, odd, without: own.filter(flag => !flags.includes(flag) || !isFlag(flag)) }
}

function isKeyword(flag: string): boolean {
  return !flag.startsWith('\\')
}
