import type { Problem as Recorded } from '../src/domain/point.ts'
import { dayWithYear } from './dates.ts'
import { count } from './numbers.ts'
import { me } from './session.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** As JMAP tells it: an instant is a UTC date. */
export type Problem = Omit<Recorded, 'until'> & { until?: string }

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
    case 'uids-reused':
    case 'server-lied':
      return words.problem[problem.code](folder)
    case 'login-refused':
      // only where the owner's own password is kept does a sign-in help
      return me.peek()?.state === 'needs-sign-in'
        ? words.problem['login-refused']
        : words.problem['not-let-in']
    case 'not-finished':
      return [unfinished(problem, folder), doneBy(problem)].filter(Boolean).join(' ')
    case 'budget-spent':
      return [words.problem['budget-spent'], doneBy(problem)].filter(Boolean).join(' ')
    default:
      return words.problem[problem.code] ?? words.problem.unknown
  }
}

function unfinished({ done, of }: Problem, folder: string): string {
  if (done === undefined || of === undefined) return words.problem['not-finished-all']
  return folder
    ? words.problem['not-finished-folder'](folder, count(done), count(of))
    : words.problem['not-finished'](count(done), count(of))
}

function doneBy({ until }: Problem): string {
  return until === undefined ? '' : words.problem['done-by'](dayWithYear(Date.parse(until), here))
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
