import { type Calendar, lastDay, storyCalendar } from './calendar.ts'
import { bathroomLetters } from './letters/bathroom.ts'
import { clientLetters } from './letters/clients.ts'
import { familyLetters } from './letters/family.ts'
import { invoiceScene, kitchenLetters } from './letters/kitchen.ts'
import { listLetters } from './letters/list.ts'
import { newsLetters } from './letters/news.ts'
import { noticeLetters } from './letters/notices.ts'
import { oddLetters } from './letters/odd.ts'
import { olderLetters } from './letters/older.ts'
import { paperLetters } from './letters/paper.ts'
import { type Event, maria, messageId, type Scene, sceneEvents } from './scene.ts'

/** Ten days in one mailbox: all that happened, in order, and the instants at which a picture of it was taken. */
export interface Story {
  address: string
  zone: string
  events: readonly Event[]
  /** when the night's run comes, "HH:MM" */
  nightly: string
  /** the ten nights, milliseconds since 1970, the oldest first; the last one is last night */
  nights: readonly number[]
  /** on one night (its place in `nights`) the mail server was down, on another one folder could not be opened */
  troubles: { down: number; unreadable: { night: number; folder: string } }
  /** what happened after the last night, which no restore point knows: the subjects of a letter deleted, and of one moved and where to */
  thisMorning: { deleted: string; moved: string; to: string }
  /** the one the reader is asked to find */
  invoice: { folder: string; subject: string; deletedOn: string; weekday: string }
}

/** Late enough that a day is over, early enough that its point bears its date. */
const nightly = '23:50'

/**
 * The story as it stands at `now` (milliseconds since 1970) for somebody in `zone` (IANA name): its last day is
 * yesterday. The same clock gives the same octets.
 */
export function writeStory({ now, zone }: { now: number; zone: string }): Story {
  const calendar = storyCalendar({ now, zone })
  const scenes = allScenes(calendar)
  const ids = new Map(scenes.map(scene => [scene.id, messageId(scene.id, scene.from)]))
  if (ids.size !== scenes.length) throw new Error('two scenes have one name')
  const events = [...folderEvents(calendar), ...scenes.flatMap(scene => sceneEvents(scene, calendar, ids))]
  const invoice = scenes.find(scene => scene.id === invoiceScene)
  if (!invoice) throw new Error('the story has lost its invoice')
  const lastNight = calendar.at(lastDay, nightly)
  return {
    address: maria.replace(/^.*<(.*)>$/, '$1'),
    zone,
    events: events.sort((a, b) => a.at - b.at),
    nightly,
    nights: Array.from({ length: lastDay }, (_, n) => calendar.at(n + 1, nightly)),
    troubles: {
      // not the nights around the Thursday, which the reader needs
      down: [3, 2, 1].find(night => night !== calendar.thursday - 1 && night !== calendar.thursday - 2) ?? 0,
      unreadable: { night: 6, folder: 'Receipts' },
    },
    thisMorning: sinceThen(
      scenes,
      events.filter(event => event.at > lastNight),
    ),
    invoice: {
      folder: invoice.folder,
      subject: invoice.subject,
      deletedOn: calendar.day(calendar.thursday),
      weekday: calendar.weekday(calendar.thursday, 'en'),
    },
  }
}

function sinceThen(scenes: readonly Scene[], events: readonly Event[]): Story['thisMorning'] {
  const subject = (event: Event | undefined) =>
    scenes.find(scene => event && 'id' in event && scene.id === event.id)?.subject
  const [deleted, moved] = [
    events.find(one => one.what === 'delete'),
    events.find(one => one.what === 'move'),
  ]
  const [gone, went] = [subject(deleted), subject(moved)]
  if (gone === undefined || went === undefined || moved?.what !== 'move')
    throw new Error('nothing happened this morning')
  return { deleted: gone, moved: went, to: moved.folder }
}

function allScenes(calendar: Calendar): Scene[] {
  return [
    ...olderLetters(calendar),
    ...bathroomLetters(calendar),
    ...kitchenLetters(calendar),
    ...clientLetters(calendar),
    ...familyLetters(calendar),
    ...newsLetters(calendar),
    ...paperLetters(calendar),
    ...noticeLetters(calendar),
    ...listLetters(calendar),
    ...oddLetters(calendar),
  ]
}

// The bathroom is finished, and on the sixth evening its folder is deleted with all that is in it.
function folderEvents(calendar: Calendar): Event[] {
  const special: [string, string][] = [
    ['Drafts', '\\Drafts'],
    ['Sent', '\\Sent'],
    ['Junk', '\\Junk'],
    ['Trash', '\\Trash'],
    ['Archive', '\\Archive'],
  ]
  const own = ['Clients/García', 'Clients/Lefèvre', 'Clients/Weber', 'Family', 'Lists/Daylight']
  const more = ['Projects/Bathroom', 'Projects/Kitchen', 'Reading', 'Receipts', 'Travel']
  const at = calendar.at(-365, '12:00')
  return [
    ...special.map(([folder, specialUse]): Event => ({ what: 'create', at, folder, specialUse })),
    ...[...own, ...more].map((folder): Event => ({ what: 'create', at, folder, specialUse: null })),
    { what: 'drop', at: calendar.at(6, '18:30'), folder: 'Projects/Bathroom' },
  ]
}
