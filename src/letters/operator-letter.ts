import type { Alarm, AlarmDetail } from '../domain/alarm.ts'
import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'
import type { Catalogue } from './catalogue.ts'
import { type Block, compose } from './compose.ts'
import { texts } from './texts.ts'

/** Lines of one kind in a letter; the rest is a number. Nobody reads ten thousand. */
const MOST_LINES = 20

/** One alarm with the address of its account; null where it is about no account. */
export type ToldAlarm = Pick<Alarm, 'kind' | 'about' | 'raisedAt' | 'detail'> & { address: string | null }

export interface OperatorNews {
  /** 'grave': at once; 'solved': it is well again; 'summary': once a day */
  occasion: 'grave' | 'solved' | 'summary'
  open: readonly ToldAlarm[]
  solved: readonly ToldAlarm[]
  now: number
}

/** A letter to operators about alarms: by kind, each with what to do, and at most so many lines of one kind. */
export function operatorLetter(language: Language, zone: string, news: OperatorNews): Letter {
  const catalogue = texts[language]
  const { operator } = catalogue
  const line = (alarm: ToldAlarm) => lineOf(catalogue, { language, zone }, alarm)
  const blocks: Block[] = []
  if (news.open.length) {
    if (news.solved.length) blocks.push({ kind: 'heading', text: operator.open })
    for (const [kind, alarms] of byKind(news.open)) {
      blocks.push({ kind: 'heading', text: catalogue.alarms[kind].title })
      blocks.push(...listed(catalogue, alarms, line), {
        kind: 'paragraph',
        text: catalogue.alarms[kind].advice,
      })
    }
  } else blocks.push({ kind: 'paragraph', text: operator.allWell })
  if (news.solved.length) {
    blocks.push({ kind: 'heading', text: operator.solved })
    for (const [kind, alarms] of byKind(news.solved))
      blocks.push(
        { kind: 'paragraph', text: `${catalogue.alarms[kind].title}:` },
        ...listed(catalogue, alarms, line),
      )
  }
  blocks.push({ kind: 'paragraph', text: operator.see }, { kind: 'code', text: 'yestermail status' })
  blocks.push({ kind: 'small', text: operator.why })
  return compose(language, `Yestermail: ${subjectOf(catalogue, language, zone, news)}`, blocks)
}

/** "21 November 2026" in a language. */
export function longDay(language: Language, at: number, zone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: zone }).format(at)
}

function subjectOf(
  { alarms, operator }: Catalogue,
  language: Language,
  zone: string,
  { occasion, open, solved, now }: OperatorNews,
): string {
  if (occasion === 'summary') return operator.summarySubject(longDay(language, now, zone))
  const kinds = new Set((occasion === 'grave' ? open : solved).map(alarm => alarm.kind))
  const [kind] = kinds
  if (occasion === 'solved')
    return kinds.size === 1 && kind
      ? `${operator.solvedSubject}: ${alarms[kind].title}`
      : operator.solvedSubject
  return kinds.size === 1 && kind ? alarms[kind].title : operator.several
}

function byKind(alarms: readonly ToldAlarm[]): Map<Alarm['kind'], ToldAlarm[]> {
  return Map.groupBy(alarms, alarm => alarm.kind)
}

function listed(
  { operator }: Catalogue,
  alarms: readonly ToldAlarm[],
  line: (alarm: ToldAlarm) => string,
): Block[] {
  const items = alarms.slice(0, MOST_LINES).map(line)
  if (alarms.length > MOST_LINES) items.push(operator.more(alarms.length - MOST_LINES))
  return [{ kind: 'list', items }]
}

function lineOf(
  { operator, figures }: Catalogue,
  { language, zone }: { language: Language; zone: string },
  { address, about, raisedAt, detail }: ToldAlarm,
): string {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  const who = [address, about].filter(Boolean).join(', ')
  // What stands before it already: the address of the account, the domain or key it is about.
  const rest = Object.entries(detail).filter(
    ([name, value]) => name !== 'address' && value !== about && value !== '',
  )
  const facts = rest.map(([name, value]) => {
    const label = Object.hasOwn(figures, name) ? figures[name as keyof typeof figures] : name
    return `${label}: ${shownValue(language, when, name, value)}`
  })
  const since = operator.since(when.format(raisedAt))
  return `${who ? `${who}, ` : ''}${since}${facts.length ? ` (${facts.join('; ')})` : ''}`
}

function shownValue(
  language: Language,
  when: Intl.DateTimeFormat,
  name: string,
  value: AlarmDetail[string],
): string {
  if (typeof value === 'string') return value.slice(0, 300)
  if (/(until|At|since)$/.test(name) && value > 1e11) return when.format(value)
  if (name !== 'free' && name !== 'wanted') return new Intl.NumberFormat(language).format(value)
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    maximumFractionDigits: 1,
  }).format(value / 1000 ** power)
}
