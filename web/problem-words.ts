import type { Problem } from '../src/domain/point.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** What a backup lacks, or why there is none, as a sentence. */
export function problemText(problem: Problem | null): string {
  if (!problem) return words.problem.unknown
  const folder = visible(problem.folder ?? '')
  switch (problem.code) {
    case 'folder-not-read':
      return words.problem['folder-not-read'](folder)
    case 'folder-partial':
      return problem.uids?.length
        ? words.problem['folder-partial'](folder, problem.uids.length)
        : words.problem['folder-partial-some'](folder)
    case 'folder-name':
      return words.problem['folder-name'](folder)
    default:
      return words.problem[problem.code] ?? words.problem.unknown
  }
}
