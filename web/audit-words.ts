import type { AuditAct, AuditEntry } from '../src/domain/audit.ts'
import { size } from './numbers.ts'
import { visible } from './visible-text.ts'

/** What an entry says beside its act, each in the form a sentence wants it. What is not there is 0 or nothing. */
export interface ActDetails {
  n(name: string): number
  size(name: string): string
  time(name: string): string
  text(name: string): string
}

/** A sentence for everything that is written down. */
export type ActTexts = Record<AuditAct, (it: ActDetails) => string>

/** What was done, as a sentence; an act nobody here knows stays as it was written. `time` writes an instant. */
export function actWords(
  texts: ActTexts,
  { act, about }: Pick<AuditEntry, 'act' | 'about'>,
  time: (at: number) => string,
): string {
  const n = (name: string) => Number(about[name] ?? 0)
  if (Object.hasOwn(texts, act))
    return texts[act as AuditAct]({
      n,
      size: name => size(n(name)),
      time: name => (about[name] === undefined ? '' : time(n(name))),
      text: name => visible(String(about[name] ?? '')),
    })
  const details = Object.entries(about).map(([name, value]) => `${name} ${value}`)
  return visible([act, ...details].join(', '))
}
