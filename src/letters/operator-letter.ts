import type { Alarm } from '../domain/alarm.ts'
import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'
import { alarmFacts, labelled, longDay, longTime } from './alarm-facts.ts'
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
        { kind: 'paragraph', text: labelled(language, catalogue.alarms[kind].title, '').trimEnd() },
        ...listed(catalogue, alarms, line),
      )
  }
  blocks.push({ kind: 'paragraph', text: operator.see }, { kind: 'code', text: 'yestermail status' })
  blocks.push({ kind: 'small', text: operator.why })
  return compose(language, `Yestermail: ${subjectOf(catalogue, language, zone, news)}`, blocks)
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
      ? labelled(language, operator.solvedSubject, alarms[kind].title)
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
  { operator }: Catalogue,
  { language, zone }: { language: Language; zone: string },
  alarm: ToldAlarm,
): string {
  const facts = alarmFacts(language, zone, alarm)
  const who = [alarm.address, alarm.about].filter(Boolean).join(', ')
  const since = operator.since(longTime(language, alarm.raisedAt, zone))
  const verify =
    alarm.kind === 'damaged' && alarm.address ? `: yestermail verify ${alarm.address} --heal` : ''
  return `${who ? `${who}, ` : ''}${since}${facts.length ? ` (${facts.join('; ')})` : ''}${verify}`
}
