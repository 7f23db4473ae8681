import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'
import type { Actor, RestoreRequest } from '../domain/restore.ts'
import { labelled, longDay, longTime } from './alarm-facts.ts'
import { type Block, compose } from './compose.ts'
import { type RestoreLabel, restoreTexts } from './restore-texts.ts'
import { texts } from './texts.ts'

/** What became of a request; 'for-you': an admin asked and decided in the owner's place. */
export type RestoreEvent =
  | 'filed'
  | 'for-you'
  | 'confirmed'
  | 'rejected'
  | 'expired'
  | 'withdrawn'
  | 'done'
  | 'partial'
  | 'failed'
  | 'cancelled'
  | 'undone'

export interface RestoreFacts {
  language: Language
  isAdmin: boolean
  /** zone of the account */
  zone: string
  publicUrl: string | null
  /** whom the owner may ask */
  contact: string | null
  /** when the backup was taken, milliseconds; null when it is not known any more */
  takenAt: number | null
}

/**
 * A letter about a request: counts, sizes and times, never a subject or a folder. What people typed (note, reason) stands
 * in its text alone. Its link opens a page and decides nothing.
 */
export function restoreLetter(facts: RestoreFacts, event: RestoreEvent, request: RestoreRequest): Letter {
  const { language, isAdmin, publicUrl, contact } = facts
  const words = restoreTexts[language]
  const number = `R${request.number}`
  const blocks: Block[] = [
    { kind: 'paragraph', text: words.sentences[event](request.address) },
    { kind: 'list', items: figures(facts, event, request) },
  ]
  if (publicUrl !== null) {
    const path = isAdmin ? `admin/requests/${request.id}` : ''
    blocks.push(
      { kind: 'paragraph', text: isAdmin ? words.openAdmin : words.openOwner },
      { kind: 'link', url: `${publicUrl}/${path}` },
    )
  }
  if (!isAdmin) blocks.push({ kind: 'paragraph', text: words.notYou })
  if (!isAdmin && contact !== null)
    blocks.push({ kind: 'paragraph', text: texts[language].owner.contact(contact) })
  blocks.push({ kind: 'small', text: isAdmin ? words.whyAdmin : words.whyOwner })
  return compose(language, words.subjects[event](number), blocks)
}

function figures(facts: RestoreFacts, event: RestoreEvent, request: RestoreRequest): string[] {
  const { language, zone, takenAt } = facts
  const { labels } = restoreTexts[language]
  const { plan, result, undone } = request
  const lines: string[] = []
  const say = (label: RestoreLabel, value: string | null) => {
    if (value !== null) lines.push(labelled(language, labels[label], value))
  }
  const count = (value: number | undefined) =>
    value === undefined ? null : new Intl.NumberFormat(language).format(value)
  const some = (value: number | undefined) => (value ? count(value) : null)
  const time = (at: number | null) => (at === null ? null : longTime(language, at, zone))
  const day = takenAt === null ? '' : `, ${longDay(language, takenAt, zone)}`
  say('request', `R${request.number}`)
  say('backup', `#${request.point}${day}`)
  if (event === 'undone') {
    say('removed', count(undone?.removed))
    say('kept', some(undone?.kept))
    return lines
  }
  if (result === null) {
    say('toAdd', count(plan?.add))
    say('size', plan && sizeOf(language, plan.bytes))
  } else {
    say('added', count(result.added))
    say('size', sizeOf(language, result.bytes))
    say('there', some(result.there))
    say('notAdded', some(result.failed))
    say('left', some(result.left))
  }
  say('price', request.price)
  if (event === 'filed') say('until', time(request.decideUntil))
  if (event === 'filed') say('note', request.note)
  if (request.decidedBy !== null) say('decidedBy', nameOf(language, request.decidedBy))
  say('reason', request.reason)
  say('undoUntil', time(request.undoUntil))
  return lines
}

function nameOf(language: Language, actor: Actor): string {
  return actor.kind === 'admin' ? actor.name : restoreTexts[language].actors[actor.kind]
}

function sizeOf(language: Language, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const style = { style: 'unit', unit: units[power] ?? 'byte', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, style).format(bytes / 1000 ** power)
}
