import { jmap } from './jmap.ts'

/** A stretch of backups in which a message stood in one folder with the same keywords. Points are "p3". */
export interface Span {
  from: string
  to: string
  mailboxId: string
  path: string
  role: string | null
  emailId: string
  keywords: Record<string, true>
}

/** All that is known of one message over the backups that are kept. */
export interface LifeLine {
  /** oldest first */
  spans: Span[]
  /** the last backup that held it, when a later one does not */
  goneAfter: string | null
  /** backups in which a folder it may have been in could not be read */
  unread: { point: string; path: string }[]
}

/** Something that happened to a message by the time of a backup. */
export interface Turn {
  point: string
  what:
    | { is: 'oldest' | 'first' | 'moved' | 'copied' | 'back'; span: Span }
    | { is: 'marked'; span: Span; added: string[]; removed: string[] }
    | { is: 'gone' }
  /** the copy to open, null where there is none */
  copy: Span | null
}

/** The life line of a message; null when no backup holds it. */
export async function loadLifeLine(control: string, email: string): Promise<LifeLine | null> {
  const [answer] = await jmap<[{ list: LifeLine[] }]>([
    'EmailHistory/get',
    { accountId: control, ids: [email] },
  ])
  return answer.list[0] ?? null
}

/** What happened, oldest first. `points` are all backups, oldest first. */
export function turnsOf({ spans, goneAfter }: LifeLine, points: readonly string[]): Turn[] {
  const at = new Map(points.map((point, n) => [point, n]))
  const turns = spans.flatMap((span, n): Turn[] => {
    const before = spans.slice(0, n)
    const last = before.findLast(one => one.mailboxId === span.mailboxId) ?? before.at(-1)
    const came: Turn = { point: span.from, what: { is: cameAs(span, before, at), span }, copy: span }
    const isSame = last?.mailboxId === span.mailboxId && came.what.is !== 'back'
    const marks = last ? marksBetween(last, span) : marksBetween({ keywords: {} }, span)
    const marked: Turn = { point: span.from, what: { is: 'marked', span, ...marks }, copy: span }
    const isMarked = marks.added.length + marks.removed.length > 0
    return [...(isSame ? [] : [came]), ...(isMarked ? [marked] : [])]
  })
  const end = goneAfter === null ? undefined : points[(at.get(goneAfter) ?? -2) + 1]
  return end === undefined ? turns : [...turns, { point: end, what: { is: 'gone' }, copy: null }]
}

/** The copy a backup holds, if any: of several the one that came last. */
export function copyIn(
  { spans }: Pick<LifeLine, 'spans'>,
  point: string,
  points: readonly string[],
): Span | undefined {
  const at = points.indexOf(point)
  return spans.findLast(span => points.indexOf(span.from) <= at && at <= points.indexOf(span.to))
}

function cameAs(span: Span, before: readonly Span[], at: ReadonlyMap<string, number>) {
  if (before.length === 0) return at.get(span.from) === 0 ? 'oldest' : 'first'
  const begins = at.get(span.from) ?? 0
  const still = before.some(one => one.mailboxId !== span.mailboxId && (at.get(one.to) ?? 0) >= begins)
  if (still) return 'copied'
  const lastEnd = Math.max(...before.map(one => at.get(one.to) ?? 0))
  if (begins > lastEnd + 1) return 'back'
  return 'moved'
}

function marksBetween(before: Pick<Span, 'keywords'>, after: Pick<Span, 'keywords'>) {
  const [old, now] = [Object.keys(before.keywords), Object.keys(after.keywords)]
  return { added: now.filter(one => !old.includes(one)), removed: old.filter(one => !now.includes(one)) }
}
