import { jmap } from './jmap.ts'

/** When the owner wants a letter (Preferences/get, singleton). */
export interface LetterWishes {
  vanishAlarm: boolean
  vanishMails: number
  /** null: not by share */
  vanishPercent: number | null
}

export async function loadWishes(control: string): Promise<LetterWishes> {
  const [answer] = await jmap<[{ list: LetterWishes[] }]>([
    'Preferences/get',
    { accountId: control, ids: null },
  ])
  const [wishes] = answer.list
  if (!wishes) throw new Error('no preferences')
  return wishes
}

/** False when the server does not take these values. */
export async function saveWishes(control: string, wishes: LetterWishes): Promise<boolean> {
  const { vanishAlarm, vanishMails, vanishPercent } = wishes
  const [answer] = await jmap<[{ notUpdated: unknown }]>([
    'Preferences/set',
    { accountId: control, update: { singleton: { vanishAlarm, vanishMails, vanishPercent } } },
  ])
  return answer.notUpdated === null
}
