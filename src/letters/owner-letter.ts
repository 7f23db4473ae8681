import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'
import { longDay, longTime } from './alarm-facts.ts'
import { type Block, compose } from './compose.ts'
import { texts } from './texts.ts'

/** What letters to owners have in common. */
export interface OwnerFacts {
  language: Language
  /** zone of the account */
  zone: string
  address: string
  /** where the page is, without a slash at its end; null when nobody said it */
  publicUrl: string | null
  /** whom the owner may ask; null when nobody was named */
  contact: string | null
}

/** Much mail left the mailbox: how many of how many, since which point, and until when that is kept. Times in milliseconds. */
export function vanishedLetter(
  facts: OwnerFacts,
  gone: { count: number; of: number; point: number; takenAt: number; until: number },
): Letter {
  const { language, zone, address, publicUrl } = facts
  const { owner } = texts[language]
  const number = new Intl.NumberFormat(language)
  const before = `${longTime(language, gone.takenAt, zone)}, #${gone.point}`
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: owner.vanished({ address, count: number.format(gone.count), of: number.format(gone.of), before }),
    },
    { kind: 'paragraph', text: owner.wasYou },
    { kind: 'paragraph', text: owner.notYou({ before, until: longDay(language, gone.until, zone) }) },
    ...(publicUrl === null
      ? [{ kind: 'paragraph', text: owner.openWithout } as const]
      : [
          { kind: 'paragraph', text: owner.open } as const,
          { kind: 'link', url: `${publicUrl}/at/p${gone.point}` } as const,
        ]),
    { kind: 'paragraph', text: owner.otherHands },
    ...contactOf(facts),
    { kind: 'small', text: owner.whyVanished },
  ]
  return compose(language, owner.vanishedSubject(gone.count), blocks)
}

/** The kept password is refused: sign in once. `since`: the newest point, or when the account came. Milliseconds. */
export function signInLetter(facts: OwnerFacts, since: number): Letter {
  const { language, zone, address, publicUrl } = facts
  const { owner } = texts[language]
  const blocks: Block[] = [
    { kind: 'paragraph', text: owner.signIn({ address, since: longDay(language, since, zone) }) },
    ...(publicUrl === null
      ? [{ kind: 'paragraph', text: owner.signInWithout } as const]
      : [
          { kind: 'paragraph', text: owner.signInHere } as const,
          { kind: 'link', url: `${publicUrl}/` } as const,
        ]),
    ...contactOf(facts),
    { kind: 'small', text: owner.signInWarning },
  ]
  return compose(language, owner.signInSubject, blocks)
}

function contactOf({ language, contact }: OwnerFacts): Block[] {
  return contact === null ? [] : [{ kind: 'paragraph', text: texts[language].owner.contact(contact) }]
}
