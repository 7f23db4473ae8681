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
  // programs' own keywords ("$MDNSent") say nothing to people; labels people gave do
  const own = (one: string, text: string) => (one.startsWith('$') ? [] : [text])
  return [
    ...added.flatMap(one => came[one] ?? own(one, history.keyword(visible(one)))),
    ...removed.flatMap(one => went[one] ?? own(one, history.noKeyword(visible(one)))),
  ]
}
