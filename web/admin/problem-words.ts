import type { AdminProblem } from '../../src/http/admin-wire.ts'
import { sentenceOf } from '../problem-sentence.ts'
import { dayOf, words } from './words.ts'

/** Why a backup failed or what it lacks, as a sentence for who looks after the account. */
export function problemWords(problem: AdminProblem | null): string {
  if (!problem) return words.problem.unknown
  if (problem.held) return words.problem.held
  const { code, folder, messages, done, of, until } = problem
  const said = {
    ...{ code, uids: { length: messages } },
    ...(folder === null ? {} : { folder }),
    ...(done === undefined || of === undefined ? {} : { done, of }),
  }
  return sentenceOf(words.problem, said, until === undefined ? null : dayOf(until))
}
