import type { StateHeader } from '../domain/folder-state.ts'
import type { Problem } from '../domain/point.ts'
import type { FolderReading, Missing } from './folder-reading.ts'

/** A receipt is read by people: so many UIDs are named, the state's header has all gaps. */
const named = 1000

/** What is to be said of a folder that was read, the weightiest first. */
export function problemsOf(
  folder: string,
  read: Pick<Missing, 'gone'> & {
    header: StateHeader
    /** of the counts */
    lies: readonly string[]
    reading: Pick<FolderReading, 'lies'>
    reused: readonly number[] | 'all'
  },
): Problem[] {
  const { gaps, unread, messages } = read.header
  const problems: Problem[] = []
  if (unread)
    problems.push({ code: 'not-finished', folder, done: messages, of: messages + gaps.length + unread })
  if (gaps.length) problems.push({ code: 'message-refused', folder, uids: someOf(gaps.map(gap => gap.uid)) })
  if (read.reused === 'all') problems.push({ code: 'uids-reused', folder })
  else if (read.reused.length) problems.push({ code: 'uids-reused', folder, uids: someOf(read.reused) })
  const lies = [...read.lies, ...liesOf(read.reading.lies)]
  if (lies.length) problems.push({ code: 'server-lied', folder, detail: lies.join('; ') })
  if (read.gone.length) problems.push({ code: 'message-gone', folder, uids: someOf(read.gone) })
  return problems
}

function someOf(uids: readonly number[]): number[] {
  return uids.slice(0, named)
}

function liesOf({ size, twice, unasked, ids }: FolderReading['lies']): string[] {
  return [
    ...(size ? [`the size told of ${size} messages is not the size of what came`] : []),
    ...(twice ? [`${twice} messages came twice in one answer`] : []),
    ...(ids ? [`the ids of ${ids} messages stood for others before`] : []),
    ...(unasked ? [`${unasked} messages came that were not asked for`] : []),
  ]
}
