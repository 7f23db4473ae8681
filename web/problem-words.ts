import type { Problem as Recorded } from '../src/domain/point.ts'
import { dayWithYear } from './dates.ts'
import { spotName } from './presence-badge.ts'
import { sentenceOf } from './problem-sentence.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** As JMAP tells it: an instant is a UTC date. */
export type Problem = Omit<Recorded, 'until'> & { until?: string }

/** What a backup lacks, or why there is none, as a sentence for its owner. */
export function problemText(problem: Problem | null): string {
  if (!problem) return words.problem.unknown
  // only where the owner's own password is kept does a sign-in help
  if (problem.code === 'login-refused' && me.peek()?.state !== 'needs-sign-in')
    return words.problem['not-let-in']
  const { until, folder } = problem
  const named = folder === undefined ? problem : { ...problem, folder: spotName({ path: folder }) }
  return sentenceOf(words.problem, named, until ? dayWithYear(Date.parse(until), here) : null)
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
