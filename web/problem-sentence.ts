import type { Problem } from '../src/domain/point.ts'
import type { enProblem } from './i18n/en-problem.ts'
import { count } from './numbers.ts'
import { visible } from './visible-text.ts'

/** Of messages that could not be had how many there are is all that is said. */
type Said = Pick<Problem, 'code' | 'folder' | 'done' | 'of'> & { uids?: { length: number } }

/**
 * What a backup lacks, or why there is none, as a sentence of that catalogue; `until` is the day it goes on or is done, in
 * words. Who could not sign in is for the caller to say: it depends on who reads it.
 */
export function sentenceOf(texts: typeof enProblem, problem: Said, until: string | null): string {
  const folder = visible(problem.folder ?? '')
  switch (problem.code) {
    case 'message-refused':
      return folder && problem.uids?.length
        ? texts['message-refused-in'](folder, problem.uids.length)
        : texts['message-refused']
    case 'folder-partial':
      return problem.uids?.length
        ? texts['folder-partial'](folder, problem.uids.length)
        : texts['folder-partial-some'](folder)
    case 'folder-not-read':
    case 'folder-name':
    case 'uids-reused':
    case 'server-lied':
      return texts[problem.code](folder)
    case 'not-finished':
      return [unfinished(texts, problem, folder), until && texts['done-by'](until)].filter(Boolean).join(' ')
    case 'budget-spent':
      return [texts['budget-spent'], until && texts['done-by'](until)].filter(Boolean).join(' ')
    case 'server-unreachable':
      // Only of a run that gave up after many broken connections is it known when it goes on: it did answer.
      return texts[until ? 'broken-off' : problem.code]
    default:
      return texts[problem.code] ?? texts.unknown
  }
}

function unfinished(texts: typeof enProblem, { done, of }: Said, folder: string): string {
  if (done === undefined || of === undefined) return texts['not-finished-all']
  return folder
    ? texts['not-finished-folder'](folder, count(done), count(of))
    : texts['not-finished'](count(done), count(of))
}
