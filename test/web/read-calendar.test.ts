import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CalendarEvent, readCalendar } from '../../web/read-calendar.ts'

const event = (lines: string, around = '') =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${around}BEGIN:VEVENT\r\n${lines.trim().replaceAll('\n', '\r\n')}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
const read = (lines: string, around = ''): CalendarEvent => {
  const [one] = readCalendar(event(lines, around))?.events ?? []
  assert.ok(one)
  return one
}
const startOf = (lines: string, around = '') => {
  const { start } = read(lines, around)
  return start?.kind === 'instant' ? new Date(start.at).toISOString() : start
}

/** As Outlook writes it, and as daylight saving is in most of Europe. */
const westernEurope = `BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
`.replaceAll('\n', '\r\n')

describe('a calendar file', () => {
  const times: [title: string, line: string, instant: string, around?: string][] = [
    ['in UTC', 'DTSTART:20261114T091200Z', '2026-11-14T09:12:00.000Z'],
    [
      'in a zone by its name, in winter',
      'DTSTART;TZID=Europe/Rome:20261114T091200',
      '2026-11-14T08:12:00.000Z',
    ],
    [
      'in a zone by its name, in summer',
      'DTSTART;TZID=Europe/Rome:20260714T091200',
      '2026-07-14T07:12:00.000Z',
    ],
    ['south of the equator', 'DTSTART;TZID=Australia/Sydney:20260114T090000', '2026-01-13T22:00:00.000Z'],
    ['by half hours', 'DTSTART;TZID=Asia/Kolkata:20261114T090000', '2026-11-14T03:30:00.000Z'],
    // RFC 5545 3.3.5: of two the first, of none as if the clocks had not been changed
    ['in the hour that comes twice', 'DTSTART;TZID=Europe/Rome:20261025T023000', '2026-10-25T00:30:00.000Z'],
    ['in the hour that is left out', 'DTSTART;TZID=Europe/Rome:20260329T023000', '2026-03-29T01:30:00.000Z'],
    [
      'behind the prefix of its maker',
      'DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20261201T090000',
      '2026-12-01T14:00:00.000Z',
    ],
    [
      'in a zone that the file gives, in winter',
      'DTSTART;TZID=W. Europe Standard Time:20261114T091200',
      '2026-11-14T08:12:00.000Z',
      westernEurope,
    ],
    [
      'in a zone that the file gives, in summer',
      'DTSTART;TZID="W. Europe Standard Time":20260714T091200',
      '2026-07-14T07:12:00.000Z',
      westernEurope,
    ],
    [
      'in a zone that the file gives, on the last day of summer',
      'DTSTART;TZID=W. Europe Standard Time:20261025T015900',
      '2026-10-24T23:59:00.000Z',
      westernEurope,
    ],
    [
      'in a zone that the file names twice',
      'DTSTART;TZID=Home:20261114T091200',
      '2026-11-14T08:12:00.000Z',
      'BEGIN:VTIMEZONE\r\nTZID:Home\r\nX-LIC-LOCATION:Europe/Rome\r\nEND:VTIMEZONE\r\n',
    ],
  ]
  for (const [title, line, instant, around] of times)
    it(`says the instant of a time ${title}`, () => assert.equal(startOf(line, around), instant))

  it('gives a time without a zone, or in one that nobody knows, as the clock’s own', () => {
    const wall = Date.UTC(2026, 10, 14, 9, 12)
    assert.deepEqual(startOf('DTSTART:20261114T091200'), { kind: 'floating', wall, zone: null })
    assert.deepEqual(startOf('DTSTART;TZID=Mars/Olympus:20261114T091200'), {
      ...{ kind: 'floating', wall },
      zone: 'Mars/Olympus',
    })
  })

  it('ends days with the last of them, and what has a duration after it', () => {
    const days = read('DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227')
    assert.deepEqual(
      [days.start, days.end],
      [
        { kind: 'day', day: '2026-12-24' },
        { kind: 'day', day: '2026-12-26' },
      ],
    )
    const one = read('DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224')
    assert.deepEqual(one.end, { kind: 'day', day: '2026-12-24' })
    const { end } = read('DTSTART:20261114T091200Z\nDURATION:P1DT1H30M')
    assert.equal(end?.kind === 'instant' && end.at, Date.UTC(2026, 10, 15, 10, 42))
  })

  it('is read with folded lines, escapes, quoted names and what stands inside an event', () => {
    const one = read(
      `SUMMARY:Fattura\\, 2026\\;118
 \tand more
BEGIN:VALARM
SUMMARY:not this one
END:VALARM
DESCRIPTION:one\\ntwo
LOCATION:Via Cadorna 4
ORGANIZER;CN="Rossi; Maria":MAILTO:maria@rossi.example
ATTENDEE;CN=Luca;PARTSTAT=TENTATIVE;ROLE=REQ-PARTICIPANT:mailto:luca@verdi.example
STATUS:CANCELLED
RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T000000Z`,
    )
    assert.equal(one.title, 'Fattura, 2026;118\tand more')
    assert.equal(one.notes, 'one\ntwo')
    assert.deepEqual(one.organizer, { name: 'Rossi; Maria', email: 'maria@rossi.example', answer: null })
    assert.deepEqual(one.people, [{ name: 'Luca', email: 'luca@verdi.example', answer: 'tentative' }])
    assert.deepEqual(one.repeats, { every: 'weekly', interval: 2, count: null, until: '2026-12-31' })
    assert.ok(one.isCancelled)
  })

  it('that cancels makes every event of it cancelled', () => {
    const file = readCalendar(event('SUMMARY:x', 'METHOD:CANCEL\r\n'))
    assert.deepEqual([file?.method, file?.events[0]?.isCancelled], ['CANCEL', true])
  })

  it('that is broken gives what can be read, and what is none gives nothing', () => {
    assert.equal(readCalendar('hello'), null)
    assert.equal(readCalendar(''), null)
    assert.deepEqual(readCalendar('BEGIN:VCALENDAR\nEND:VCALENDAR')?.events, [])
    const cut = readCalendar(
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:cut off\nDTSTART:20269999T999999\n;;;\nX',
    )
    assert.equal(cut?.events[0]?.title, 'cut off')
    assert.equal(cut?.events[0]?.start, null)
    const odd = read('DTSTART:00000000T000000Z\nRRULE:FREQ=SECONDLY;INTERVAL=-9\nDURATION:P99999999999D')
    assert.deepEqual([odd.start, odd.end], [null, null])
    assert.equal(odd.repeats?.every, 'other')
  })

  it('that was made to take long is read, and little is kept of it', () => {
    const floods = [
      `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(20_000)}`,
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n${' x\n'.repeat(90_000)}`,
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE${';A="'.repeat(60_000)}`,
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTENDEE;A=${',"b"'.repeat(60_000)}`,
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nRRULE:${'FREQ=;'.repeat(40_000)}`,
      `BEGIN:VCALENDAR\n${'BEGIN:VTIMEZONE\nTZID:a\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n'.repeat(2_500)}`,
    ]
    for (const text of floods) {
      const read = readCalendar(text)
      assert.ok(JSON.stringify(read).length < 200_000, text.slice(0, 60))
    }
  })
})
