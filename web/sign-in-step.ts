import type { SignInAnswer } from '../src/http/wire.ts'
import { loadBackups } from './backups.ts'
import { go, place } from './place.ts'
import { ask, asTrouble, type Trouble } from './server.ts'
import { signedInAs } from './session.ts'

/** What was typed. `day` is null for the latest backup, else "2026-11-14" (or empty while it is being chosen). */
export interface Answers {
  address: string
  password: string
  day: string | null
}

/** One attempt to sign in; afterwards the page is where it was, or on the day that was asked for. */
export async function enter(answers: Answers, consent: boolean): Promise<'signed-in' | 'consent' | Trouble> {
  try {
    const answer = await ask<SignInAnswer>('/api/sign-in', {
      address: answers.address.trim(),
      password: answers.password,
      ...(consent ? { consent } : {}),
    })
    if (answer.state === 'consent') return 'consent'
    if (answers.day && place.value.point === null) await openDay(answer.me.control, answers.day)
    signedInAs(answer.me)
    return 'signed-in'
  } catch (error) {
    return asTrouble(error)
  }
}

/** The last backup of that day; where it has none, the last one before it, else the first there is. */
async function openDay(control: string, day: string): Promise<void> {
  const { all } = await loadBackups(control)
  const wanted = all.findLast(one => one.localDay <= day) ?? all[0]
  if (wanted) go({ ...place.value, point: wanted.number }, { replace: true })
}
