import type { AlarmKind } from '../domain/alarm.ts'
import type { DamageKind } from '../domain/damage.ts'
import type { Problem } from '../domain/point.ts'

/** Every text of the letters in one language: a text that is missing does not compile. None holds a word of anybody else. */
export interface Catalogue {
  /** what is wrong, as a heading without a full stop, and what to do about it */
  alarms: Record<AlarmKind, { title: string; advice: string }>
  /** names of the figures that alarms carry */
  figures: Record<Figure, string>
  /** what some of them say by a code */
  values: Record<Value, string>
  operator: {
    /** subjects; of several kinds at once */
    several: string
    solvedSubject: string
    summarySubject: (day: string) => string
    /** headings */
    open: string
    solved: string
    allWell: string
    since: (when: string) => string
    more: (count: number) => string
    /** how to see more: a command follows */
    see: string
    why: string
  }
  owner: {
    vanishedSubject: (count: number) => string
    vanished: (facts: { address: string; count: string; of: string; before: string }) => string
    wasYou: string
    notYou: (facts: { before: string; until: string }) => string
    otherHands: string
    open: string
    openWithout: string
    whyVanished: string
    signInSubject: string
    signIn: (facts: { address: string; since: string }) => string
    signInHere: string
    signInWithout: string
    signInWarning: string
    contact: (address: string) => string
  }
}

/** Figures that alarms carry in their details; one that is not here is shown by the name it has. */
export type Figure =
  | 'days' // without a good point, or damaged
  | 'minutes' // a run has taken
  | 'usualMinutes'
  | 'failures'
  | 'problem'
  | 'why'
  | 'free' // octets
  | 'wanted' // octets
  | 'freeInodes'
  | 'wantedInodes'
  | 'accounts'
  | 'done'
  | 'of'
  | 'held'
  | 'dropped'
  | 'damages'
  | 'what'
  | 'day'
  | 'folder'
  | 'clock'
  | 'until'
  | 'detail'
  | 'messages' // that are gone
  | 'point' // number
  | 'takenAt'
  | 'uid'
  | 'key'
  | 'reason'
  | 'wrong' // lines of a list
  | 'before' // addresses of the list before
  | 'listed'

/** Codes that alarms carry: of a run that failed, of damage, of a list that was not taken, of the clock. */
export type Value =
  | Extract<
      Problem['code'],
      | 'login-refused'
      | 'not-signed-in'
      | 'server-unreachable'
      | 'key-missing'
      | 'disk'
      | 'budget-spent'
      | 'throttled'
      | 'interrupted'
      | 'fault'
    >
  | DamageKind
  | 'failed'
  | 'empty'
  | 'far-shorter'
  | 'no-program'
  | 'no-right'
  | 'too-much'
  | 'too-long'
  | 'ahead'
  | 'behind'
