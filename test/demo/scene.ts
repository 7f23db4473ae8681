import { createHash } from 'node:crypto'
import type { Calendar } from './calendar.ts'
import { type Enclosure, mailDate, writeLetter } from './letter.ts'

/** One message and what becomes of it, as the letters are written down. */
export interface Scene {
  /** its own name in the story */
  id: string
  /** path of the folder it comes into */
  folder: string
  /** day of the story (calendar.ts) and "HH:MM" of its arrival */
  day: number
  time: string
  from: string
  subject: string
  text?: string
  html?: string
  to?: string
  cc?: string
  replyTo?: string
  enclosures?: Enclosure[]
  /** names of the scenes it answers, the oldest first */
  answers?: string[]
  also?: [name: string, value: string][]
  charset?: string
  /** minutes east of UTC where it was written; the zone of the story when nothing is said */
  offset?: number
  /**
   * What happens to it afterwards: `"3 09:12 read; 3 10:00 answered; 5 18:00 move Archive; T 17:40 delete"`, where T is
   * the story's Thursday. Words: read, unread, flag, unflag, answered, forwarded, move <folder>, delete.
   */
  life?: string
  /** flags it arrives with */
  flags?: string[]
  /** the whole message as it is, when it is one that no writer of letters would make; one character an octet */
  raw?: (head: { date: string; id: string }) => string
}

/** What happens to the mailbox, one thing at a time; `at` is milliseconds since 1970. */
export type Event = { at: number } & (
  | { what: 'create'; folder: string; specialUse: string | null }
  | { what: 'drop'; folder: string }
  | { what: 'arrive'; id: string; folder: string; bytes: Buffer; flags: string[] }
  | { what: 'flag' | 'unflag'; id: string; flag: string }
  | { what: 'move'; id: string; folder: string }
  | { what: 'delete'; id: string }
)

export const maria = 'Maria Rossi <maria@yester.example>'

/** All that happens to the message of a scene; `ids` holds the Message-ID of every scene. Throws when its life is not written in the words known. */
export function sceneEvents(scene: Scene, calendar: Calendar, ids: ReadonlyMap<string, string>): Event[] {
  const at = calendar.at(scene.day, scene.time) + second(scene.id) * 1000
  const sent = scene.folder === 'Sent' || scene.folder === 'Drafts'
  const old = scene.day < 1 && !scene.flags
  const flags = scene.flags ?? (sent || old ? ['\\Seen'] : [])
  const bytes = sceneBytes(scene, calendar, ids, at - (sent ? 0 : 4000))
  return [
    { what: 'arrive', at, id: scene.id, folder: scene.folder, bytes, flags },
    ...(scene.life ?? '')
      .split(';')
      .map(step => step.trim())
      .filter(step => step !== '')
      .map(step => lifeEvent(scene.id, step, calendar)),
  ]
}

function sceneBytes(scene: Scene, calendar: Calendar, ids: ReadonlyMap<string, string>, at: number): Buffer {
  const offset = scene.offset ?? zoneOffset(calendar.zone, at)
  const known = (name: string) => {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`the story has no "${name}"`)
    return id
  }
  const id = known(scene.id)
  if (scene.raw) {
    return Buffer.from(scene.raw({ date: mailDate(at, offset), id }).replace(/\r?\n/g, '\r\n'), 'latin1')
  }
  const answers = (scene.answers ?? []).map(known)
  const text = scene.text === undefined ? {} : { text: unwrapped(scene.text) }
  return writeLetter({ to: maria, ...scene, ...text, offset, answers }, { id, at })
}

// The letters are written in lines that suit the source; as mail, a paragraph is one line, as most programs send it.
function unwrapped(text: string): string {
  return text
    .split('\n\n')
    .map(paragraph => {
      const lines = paragraph.split('\n')
      const running =
        lines.slice(0, -1).every(line => line.length > 60) &&
        lines.every(line => /^(?![>\s-]|\d[.)])/.test(line))
      return running ? lines.join(' ') : paragraph
    })
    .join('\n\n')
}

function lifeEvent(id: string, step: string, calendar: Calendar): Event {
  const m = /^(?:T([+-]\d)?|(\d{1,2})) (\d\d:\d\d) ([a-z]+)(?: (.+))?$/.exec(step)
  if (!m?.[3] || !m[4]) throw new Error(`${id}: "${step}" is no step of a life`)
  const day = m[2] === undefined ? calendar.thursday + Number(m[1] ?? 0) : Number(m[2])
  const at = calendar.at(day, m[3]) + second(id + step) * 1000
  if (m[4] === 'move' && m[5]) return { what: 'move', at, id, folder: m[5] }
  if (m[4] === 'delete') return { what: 'delete', at, id }
  const flag = flagWords[m[4]]
  if (!flag) throw new Error(`${id}: "${m[4]}" is no word of a life`)
  return { ...flag, at, id }
}

const flagWords: Record<string, { what: 'flag' | 'unflag'; flag: string }> = {
  read: { what: 'flag', flag: '\\Seen' },
  unread: { what: 'unflag', flag: '\\Seen' },
  flag: { what: 'flag', flag: '\\Flagged' },
  unflag: { what: 'unflag', flag: '\\Flagged' },
  answered: { what: 'flag', flag: '\\Answered' },
  forwarded: { what: 'flag', flag: '$Forwarded' },
}

/** Message-ID, without <>, of the message of a scene. */
export function messageId(scene: string, from: string): string {
  const host = /@([^>]+)>?$/.exec(from)?.[1] ?? 'yester.example'
  return `${createHash('sha256').update(scene).digest('hex').slice(0, 16)}.${scene}@${host}`
}

function zoneOffset(zone: string, at: number): number {
  const wall = new Intl.DateTimeFormat('sv', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
  return Math.round((Date.parse(`${wall.replace(' ', 'T')}Z`) - at) / 60_000)
}

function second(seed: string): number {
  return (createHash('sha256').update(seed).digest()[0] ?? 0) % 60
}
