import { type Signal, signal } from '@preact/signals'
import { jmap } from './jmap.ts'
import { asTrouble, trouble } from './server.ts'
import { me } from './session.ts'

/** Where a message stands, as the mail server names the folder. */
export interface Spot {
  /** null: no backup knows that folder yet */
  mailboxId: string | null
  path: string
  role: string | null
}

/** Is a message still in the mailbox? 'unknown': its folder could not be read. */
export interface Presence {
  state: 'there' | 'moved' | 'trash' | 'junk' | 'gone' | 'unknown'
  /** where it is now */
  places: Spot[]
  lastSeen: { point: string; takenAt: string; mailboxId: string; path: string } | null
  /** the first backup that lacks it; null when it went after the last one */
  goneSince: { point: string; takenAt: string; localDay: string } | null
}

/** With what the backups are compared: the mailbox itself, or its newest backup. */
export interface Comparison {
  state: 'none' | 'checking' | 'ready' | 'failed'
  /** UTC date */
  comparedAt: string | null
  basis: 'live' | 'backup'
  point: string | null
  unknown: { mailboxId: string | null; path: string }[]
  /** why the mailbox could not be looked at */
  problem: string | null
}

export const comparison = signal<Comparison | null>(null)

const nothingYet: Comparison = {
  ...{ state: 'none', comparedAt: null, basis: 'backup' },
  ...{ point: null, unknown: [], problem: null },
}

/** Grows when what was said about presence may no longer be so. */
export const comparedTimes = signal(0)

/** Rows that are only passed by scrolling are not asked for. */
const settle = 200
const poll = 500
/** Ids asked for in one call. */
const most = 100

const known = new Map<string, Signal<Presence | null>>()
const wanted = new Set<string>()
/** Asked for in vain; asked for again when the network is back. */
const missed = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined
let checking: Promise<void> | null = null
let account: string | undefined

/** What is known of a message, null before it is; `wantPresence` asks. */
export function presenceOf(email: string): Signal<Presence | null> {
  forgetOthers()
  let it = known.get(email)
  if (!it) {
    it = signal(null)
    known.set(email, it)
  }
  return it
}

/** What an answer about something else said of a message in passing. */
export function tellPresence(email: string, it: Presence): void {
  presenceOf(email).value = it
}

/** Asks soon, together with others; the function that comes back takes the wish back. */
export function wantPresence(email: string): () => void {
  if (presenceOf(email).peek() === null) {
    wanted.add(email)
    if (timer === undefined) timer = setTimeout(askWanted, settle)
  }
  return () => {
    wanted.delete(email)
    missed.delete(email)
  }
}

/** Asks what there is to compare with, without looking into the mailbox. */
export async function loadComparison(): Promise<void> {
  const control = me.peek()?.control
  if (!control) return
  const [answer] = await jmap<[{ list: Comparison[] }]>(['Presence/get', { accountId: control, ids: null }])
  if (answer.list[0]) setComparison(answer.list[0])
}

/**
 * Has the mailbox itself looked at (what was seen minutes ago is taken as it is) and waits until that is over. Never
 * rejects: what went wrong stands in `comparison`.
 */
export function compareNow(): Promise<void> {
  checking ??= check()
    .catch(error => {
      const last = comparison.peek() ?? nothingYet
      comparison.value = { ...last, state: 'failed', problem: asTrouble(error).code }
    })
    .finally(() => {
      checking = null
    })
  return checking
}

async function check(): Promise<void> {
  const { control, how } = me.peek() ?? {}
  if (!control) return
  if (how === 'offline') {
    await loadComparison()
    throw trouble('server-unreachable', 'Nobody asks the mail server in a session without it.')
  }
  // What it was before is asked for, too: the look may be over when the next answer comes, and a list that was
  // loaded meanwhile must be known to be older.
  const [before] = await jmap<[{ list: Comparison[] }, unknown]>(
    ['Presence/get', { accountId: control, ids: null }],
    ['Presence/set', { accountId: control, update: { singleton: { check: true } } }],
  )
  if (comparison.peek() === null && before.list[0]) setComparison(before.list[0])
  for (;;) {
    await loadComparison()
    if (comparison.peek()?.state !== 'checking' || me.peek()?.control !== control) return
    await new Promise(done => setTimeout(done, poll))
  }
}

globalThis.addEventListener?.('online', () => {
  for (const id of missed) wanted.add(id)
  missed.clear()
  if (wanted.size > 0) timer ??= setTimeout(askWanted, settle)
})

async function askWanted(): Promise<void> {
  timer = undefined
  const control = me.peek()?.control
  const ids = [...wanted].slice(0, most)
  for (const id of ids) wanted.delete(id)
  if (!control || ids.length === 0) return
  if (wanted.size > 0) timer = setTimeout(askWanted)
  const before = comparedTimes.peek()
  if (comparison.peek() === null) loadComparison().catch(() => undefined)
  try {
    const [answer] = await jmap<[{ list: (Presence & { id: string })[] }]>([
      'EmailPresence/get',
      { accountId: control, ids },
    ])
    if (before !== comparedTimes.peek()) return
    for (const one of answer.list) presenceOf(one.id).value = one
  } catch {
    // A list without badges is still the list; whoever opens "missing now" is told what is wrong.
    for (const id of ids) missed.add(id)
  }
}

function setComparison(next: Comparison): void {
  const last = comparison.peek()
  comparison.value = next
  const isOther =
    last && (last.comparedAt !== next.comparedAt || last.basis !== next.basis || last.point !== next.point)
  if (!isOther) return
  known.clear()
  comparedTimes.value += 1
}

// Ids name copies within one mailbox; another person's are other messages.
function forgetOthers(): void {
  const now = me.peek()?.account
  if (now === account) return
  account = now
  known.clear()
  wanted.clear()
  missed.clear()
  comparison.value = null
}
