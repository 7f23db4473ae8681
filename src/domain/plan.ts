/**
 * A plan says when an account is backed up, what is kept and what its owner may do. Names and numbers come from the
 * configuration ([plans.NAME]) or are ready-made; a domain names its plan, an account may have another.
 */
export interface Plan {
  name: string
  schedule: Schedule
  keep: KeepRules
  /** may the owner take a backup by hand */
  byHand: boolean
  /** is the folder for junk (\Junk) backed up too */
  junk: boolean
  /** are folders of others that are shared with the account (RFC 2342 namespaces) backed up too */
  shared: boolean
}

/** Times are "HH:MM" of the account's zone; accounts begin spread over so many minutes after it, each always at the same one. */
export type Schedule =
  | { kind: 'daily'; at: string; spreadMinutes: number }
  /** `on`: 1 = Monday … 7 = Sunday (ISO 8601) */
  | { kind: 'weekly'; on: number; at: string; spreadMinutes: number }
  /** every so many hours of the day from `at` on: 6 with "00:00" is 00:00, 06:00, 12:00, 18:00 */
  | { kind: 'hours'; every: number; at: string; spreadMinutes: number }
  | { kind: 'by-hand' }

/**
 * What stays, counted in the account's zone; a point stays as long as any rule keeps it. The first point of an hour, day,
 * week (Monday) or month stands for it, so what a point is kept for is known when it is sealed.
 */
export interface KeepRules {
  /** the newest so many, whatever their age */
  last?: number
  /** the first point of each of so many hours, days, weeks, months */
  hourly?: number
  daily?: number
  weekly?: number
  monthly?: number
  /** every point of today and so many days back */
  withinDays?: number
}
