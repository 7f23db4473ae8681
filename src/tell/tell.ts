import type { AlarmKind, WatchedAlarm } from '../domain/alarm.ts'
import { instantOf, localDay } from '../domain/day.ts'
import { isMailAddress, type Letter, messageIdOf, type NewLetter } from '../domain/letter.ts'
import type { MailServer } from '../domain/mail-server.ts'
import type { MailSettings } from '../domain/mail-settings.ts'
import type { AccountId } from '../domain/point.ts'
import { readPreferences } from '../domain/preferences.ts'
import type { Standing } from '../domain/standing.ts'
import { type OperatorNews, operatorLetter, type ToldAlarm } from '../letters/operator-letter.ts'
import { signInLetter, vanishedLetter } from '../letters/owner-letter.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface TellWorld {
  ledger: {
    alarms(since: number): Promise<WatchedAlarm[]>
    standings(): Promise<Standing[]>
    lastSummary(): Promise<string | null>
    tell(
      news: {
        letters: NewLetter[]
        told: readonly number[]
        solved: readonly number[]
        owner: readonly number[]
        summary: string | null
      },
      now: number,
    ): Promise<boolean>
  }
  mail: Pick<MailSettings, 'from' | 'operators' | 'language' | 'summaryAt'>
  servers: ReadonlyMap<string, MailServer>
  /** of the installation: operators' times */
  zone: string
  publicUrl: string | null
  preferences(account: AccountId): Promise<unknown>
  /** random text for a Message-ID */
  newId(): string
}

/** Told at once: all accounts, or all that was kept, are at stake. The others wait for the morning. */
const GRAVE: ReadonlySet<AlarmKind> = new Set([
  'all-refused',
  'server-down',
  'key-missing',
  'disk-low',
  'clock',
  'damaged',
])

/**
 * Turns alarms into letters in the outbox, each once: grave ones at once, though what comes within ten minutes is one
 * letter, and one account after the other is one piece of news; everything in one summary a day, if there is anything;
 * what was told, again when it is well. What is raised again is not told again before 24 hours are over. Owners are told
 * of what is theirs alone.
 */
export async function tell(world: TellWorld, now: number): Promise<void> {
  const alarms = await world.ledger.alarms(now - 3 * DAY)
  await tellOperators(world, alarms, now)
  await tellOwners(world, alarms, now)
}

async function tellOperators(world: TellWorld, all: readonly WatchedAlarm[], now: number): Promise<void> {
  const { ledger, mail, zone } = world
  if (!mail.operators.length) return
  // What an owner's mail does is the owner's business.
  const alarms = all.filter(alarm => alarm.kind !== 'mail-vanished')
  const open = alarms.filter(alarm => alarm.clearedAt === null)
  const solved = alarms.filter(
    one => one.clearedAt !== null && one.toldAt !== null && one.solvedToldAt === null,
  )
  const day = localDay(now, zone)
  const isTime = now >= instantOf(day, mail.summaryAt, zone) && ((await ledger.lastSummary()) ?? '') < day
  if (isTime) {
    const told = open.filter(alarm => alarm.toldAt === null)
    await write({ occasion: 'summary', open, solved, told, day })
    return
  }
  const lately = alarms.some(
    one => GRAVE.has(one.kind) && Math.max(one.toldAt ?? 0, one.solvedToldAt ?? 0) > now - 10 * MINUTE,
  )
  if (lately) return
  const fresh = open.filter(
    alarm =>
      GRAVE.has(alarm.kind) && alarm.toldAt === null && !toldBefore(alarms, alarm, 'toldAt', now - DAY),
  )
  // What befalls one account after the other is one piece of news; who came later is in the summary.
  const news = fresh.filter(
    ({ kind, account }) =>
      account === null ||
      !alarms.some(one => one.kind === kind && one.account !== null && (one.toldAt ?? 0) > now - DAY),
  )
  const well = solved.filter(alarm => GRAVE.has(alarm.kind) && alarm.account === null)
  if (news.length) await write({ occasion: 'grave', open: news, solved: well, told: news, day: null })
  else if (well.length) await write({ occasion: 'solved', open, solved: well, told: [], day: null })

  async function write(said: {
    occasion: OperatorNews['occasion']
    open: WatchedAlarm[]
    solved: WatchedAlarm[]
    told: WatchedAlarm[]
    day: string | null
  }): Promise<void> {
    const isNews = said.open.length + said.solved.length > 0
    const letter = isNews
      ? operatorLetter(mail.language, zone, {
          occasion: said.occasion,
          open: await named(world, said.open),
          solved: await named(world, said.solved),
          now,
        })
      : null
    await ledger.tell(
      {
        letters: letter ? mail.operators.map(to => addressed(world, null, to, letter)) : [],
        told: said.told.map(alarm => alarm.id),
        solved: said.solved.map(alarm => alarm.id),
        owner: [],
        summary: said.day,
      },
      now,
    )
  }
}

async function tellOwners(world: TellWorld, alarms: readonly WatchedAlarm[], now: number): Promise<void> {
  const due = alarms.filter(
    alarm =>
      alarm.account !== null &&
      alarm.clearedAt === null &&
      alarm.ownerToldAt === null &&
      // A server that refuses everybody for a while must not send every owner to the page.
      (alarm.kind === 'mail-vanished' || (alarm.kind === 'sign-in-needed' && now - alarm.raisedAt >= HOUR)) &&
      !toldBefore(alarms, alarm, 'ownerToldAt', now - 20 * HOUR),
  )
  if (!due.length) return
  const troubled = new Set(
    alarms
      .filter(one => one.clearedAt === null && (one.kind === 'all-refused' || one.kind === 'server-down'))
      .map(one => one.about),
  )
  const standings = new Map((await world.ledger.standings()).map(one => [one.id, one]))
  for (const alarm of due) {
    const standing = standings.get(alarm.account ?? '')
    if (!standing || (alarm.kind === 'sign-in-needed' && troubled.has(standing.domain))) continue
    const letter = isMailAddress(standing.address) ? await ownerLetter(world, alarm, standing) : null
    const letters = letter ? [addressed(world, standing.id, standing.address, letter)] : []
    await world.ledger.tell({ letters, told: [], solved: [], owner: [alarm.id], summary: null }, now)
  }
}

async function ownerLetter(
  world: TellWorld,
  { kind, detail }: WatchedAlarm,
  standing: Standing,
): Promise<Letter> {
  const server = world.servers.get(standing.domain)
  const { language } = readPreferences(await world.preferences(standing.id))
  const facts = {
    language: language ?? server?.language ?? world.mail.language,
    zone: standing.zone,
    address: standing.address,
    publicUrl: world.publicUrl,
    contact: server?.contact ?? null,
  }
  if (kind === 'sign-in-needed') return signInLetter(facts, standing.newestGood ?? standing.createdAt)
  const figure = (name: string) => Number(detail[name] ?? 0)
  return vanishedLetter(facts, {
    count: figure('messages'),
    of: figure('of'),
    point: figure('point'),
    takenAt: figure('takenAt'),
    until: figure('until'),
  })
}

// The same trouble of the same account told of within that time, however often it came and went since. Days of one
// account's vanished mail are one trouble.
function toldBefore(
  alarms: readonly WatchedAlarm[],
  { id, kind, account, about }: WatchedAlarm,
  when: 'toldAt' | 'ownerToldAt',
  since: number,
): boolean {
  return alarms.some(
    one =>
      one.id !== id &&
      one.kind === kind &&
      one.account === account &&
      (one.about === about || kind === 'mail-vanished') &&
      (one[when] ?? 0) > since,
  )
}

async function named(world: TellWorld, alarms: readonly WatchedAlarm[]): Promise<ToldAlarm[]> {
  if (!alarms.some(alarm => alarm.account !== null)) return alarms.map(alarm => ({ ...alarm, address: null }))
  const addresses = new Map((await world.ledger.standings()).map(one => [one.id, one.address]))
  return alarms.map(alarm => ({
    ...alarm,
    address: alarm.account === null ? null : (addresses.get(alarm.account) ?? null),
  }))
}

function addressed(
  { mail, newId }: TellWorld,
  account: AccountId | null,
  recipient: string,
  letter: Letter,
): NewLetter {
  return { account, recipient, letter, messageId: messageIdOf(mail.from, newId()) }
}
