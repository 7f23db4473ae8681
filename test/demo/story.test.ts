import assert from 'node:assert/strict'
import test from 'node:test'
import { chronicle } from './chronicle.ts'
import type { Event } from './scene.ts'
import { writeStory } from './story.ts'

const zone = 'Europe/Rome'
const sunday = Date.parse('2026-11-22T09:00:00Z')

test('the story is the same, octet by octet, for the same clock', () => {
  assert.deepEqual(writeStory({ now: sunday, zone }).events, writeStory({ now: sunday, zone }).events)
})

test('whatever day it is, the invoice is there before a Thursday and gone after it', () => {
  for (let n = 0; n < 7; n++) {
    const story = writeStory({ now: sunday + n * 86_400_000, zone })
    const { deletedOn, subject, weekday } = story.invoice
    assert.equal(weekday, 'Thursday')
    assert.equal(new Date(`${deletedOn}T12:00:00Z`).getUTCDay(), 4)
    const held = story.nights.map(night => holds(story.events, night, subject))
    const gone = held.lastIndexOf(true) + 1
    assert.ok(held.includes(true) && gone < held.length)
    assert.ok(!held.slice(gone).includes(true))
    assert.equal(new Intl.DateTimeFormat('sv', { timeZone: zone }).format(story.nights[gone]), deletedOn)
  }
})

test('the last night is yesterday, also in the weeks when clocks change', () => {
  for (const [now, last] of [
    ['2026-03-30T00:30:00Z', '2026-03-29T21:50:00.000Z'],
    ['2026-10-26T08:00:00Z', '2026-10-25T22:50:00.000Z'],
    ['2026-11-22T22:30:00Z', '2026-11-21T22:50:00.000Z'],
  ] as const) {
    const { nights } = writeStory({ now: Date.parse(now), zone })
    assert.equal(nights.length, 10)
    assert.equal(new Date(nights.at(-1) ?? 0).toISOString(), last)
  }
})

test('a mailbox is lived in: mail is read, answered, flagged, moved, deleted, and a folder goes with all in it', () => {
  const story = writeStory({ now: sunday, zone })
  const first = chronicle(story.events, story.nights[0] ?? 0)
  const last = chronicle(story.events, story.nights[9] ?? 0)
  assert.ok(first.folders.includes('Projects/Bathroom') && !last.folders.includes('Projects/Bathroom'))
  assert.ok(story.events.filter(event => event.what === 'arrive').length >= 120)
  for (const what of ['flag', 'unflag', 'move', 'delete', 'drop'])
    assert.ok(
      story.events.some(event => event.what === what),
      what,
    )
  const flags = new Set(last.entries.flatMap(entry => entry.flags))
  for (const flag of ['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '$Forwarded'])
    assert.ok(flags.has(flag), flag)
  assert.ok(last.entries.some(entry => !entry.flags.includes('\\Seen')))
})

test('every address in the story is one that cannot exist', () => {
  for (const event of writeStory({ now: sunday, zone }).events) {
    if (event.what !== 'arrive') continue
    const text = event.bytes.toString('latin1').replace(/=\r\n/g, '')
    const hosts = [...text.matchAll(/[\w.-]+@([a-z0-9.-]+\.[a-z]{2,})|https?:\/\/([\w.-]+)/g)].map(
      m => m[1] ?? m[2] ?? '',
    )
    for (const host of hosts) assert.match(host, /\.example$|^(nordlys|lumen|cevisol|citta)$/, event.id)
  }
})

function holds(events: readonly Event[], at: number, subject: string): boolean {
  const shas = new Set(chronicle(events, at).entries.map(entry => entry.sha))
  const arrived = events.filter(event => event.what === 'arrive')
  const bearer = arrived.find(event => event.bytes.includes(`Subject: ${subject}\r\n`))
  assert.ok(bearer)
  return chronicle([bearer], at).entries.every(entry => shas.has(entry.sha)) && bearer.at < at
}
