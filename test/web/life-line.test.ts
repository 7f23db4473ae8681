import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { copyIn, type LifeLine, type Span, turnsOf } from '../../web/life-line.ts'

const points = ['p1', 'p2', 'p3', 'p4', 'p6', 'p7']

describe('the life line of a message', () => {
  it('says when it came, was read, moved, flagged and went', () => {
    const line: LifeLine = {
      spans: [
        span('p2', 'p2', 'f1'),
        span('p3', 'p3', 'f1', '$seen'),
        span('p4', 'p4', 'f5', '$seen'),
        span('p6', 'p6', 'f5', '$seen', '$flagged'),
      ],
      goneAfter: 'p6',
      unread: [],
    }
    assert.deepEqual(told(line), [
      'p2 first f1',
      'p3 marked +$seen',
      'p4 moved f5',
      'p6 marked +$flagged',
      'p7 gone',
    ])
    assert.equal(copyIn(line, 'p4', points)?.mailboxId, 'f5')
    assert.equal(copyIn(line, 'p1', points), undefined)
    assert.equal(copyIn(line, 'p7', points), undefined)
  })

  it('what the oldest backup holds may have come at any time before', () => {
    const line = { spans: [span('p1', 'p7', 'f1', '$seen')], goneAfter: null, unread: [] }
    assert.deepEqual(told(line), ['p1 oldest f1', 'p1 marked +$seen'])
  })

  it('a second copy is no move, and one that comes back after days is there again', () => {
    const copied = { spans: [span('p1', 'p7', 'f1'), span('p3', 'p7', 'f2')], goneAfter: null, unread: [] }
    assert.deepEqual(told(copied), ['p1 oldest f1', 'p3 copied f2'])
    assert.equal(copyIn(copied, 'p6', points)?.mailboxId, 'f2')
    const back = {
      spans: [span('p1', 'p2', 'f1', '$flagged'), span('p6', 'p7', 'f1')],
      goneAfter: null,
      unread: [],
    }
    assert.deepEqual(told(back), ['p1 oldest f1', 'p1 marked +$flagged', 'p6 back f1', 'p6 marked -$flagged'])
  })
})

function span(from: string, to: string, mailboxId: string, ...keywords: string[]): Span {
  return {
    ...{ from, to, mailboxId, path: mailboxId, role: null, emailId: `e${mailboxId}` },
    keywords: Object.fromEntries(keywords.map(one => [one, true as const])),
  }
}

function told(line: LifeLine): string[] {
  return turnsOf(line, points).map(({ point, what }) => {
    if (what.is === 'gone') return `${point} gone`
    if (what.is !== 'marked') return `${point} ${what.is} ${what.span.mailboxId}`
    return `${point} marked ${[...what.added.map(one => `+${one}`), ...what.removed.map(one => `-${one}`)].join()}`
  })
}
