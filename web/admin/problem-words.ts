import type { AdminProblem } from '../../src/http/admin-wire.ts'
import { sentenceOf } from '../problem-sentence.ts'
import { knownCode } from '../restore-codes.ts'
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

/** Why a restore could not be planned, failed, or waits for another try. */
export function restoreProblemWords(code: string): string {
  const name = knownCode(code)
  if (name === 'sign-in-refused') return words.problem['login-refused']
  const known: Record<string, unknown> = { ...words.problem, ...words.restoreProblem }
  const said = Object.hasOwn(known, name) ? known[name] : undefined
  return typeof said === 'string' ? said : words.restoreProblem.other
}
