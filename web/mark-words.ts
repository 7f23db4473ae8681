import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** Keywords that came and went, in words: "Read", "Flag taken away", "Label “Work” added". */
export function markWords(added: readonly string[], removed: readonly string[]): string[] {
  const { history } = words
  const came: Record<string, string> = {
    ...{ $seen: history.read, $flagged: history.flagged, $answered: history.answered },
    ...{ $forwarded: history.forwarded, $deleted: history.deleted },
  }
  const went: Record<string, string> = {
    ...{ $seen: history.unreadAgain, $flagged: history.unflagged, $deleted: history.undeleted },
  }
  return [
    ...added.map(one => came[one] ?? history.keyword(visible(one))),
    ...removed.map(one => went[one] ?? history.noKeyword(visible(one))),
  ]
}
