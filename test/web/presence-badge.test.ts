import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { en } from '../../web/i18n/en.ts'
import type { Presence } from '../../web/presence.ts'
import { badgeOfAll } from '../../web/presence-badge.ts'
import { setWords } from '../../web/words.ts'

setWords(en, ['en-GB'])

describe('what a row says of where its messages are now', () => {
  const is = (state: Presence['state']): Presence => ({ state, places: [], lastSeen: null, goneSince: null })

  it('of a conversation how many are missing, in words', () => {
    const all = (['there', 'gone', 'there', 'trash', 'moved'] as const).map(is)
    assert.deepEqual(badgeOfAll(all, is('there')), { text: '2 of 5 messages are missing now', kind: 'gone' })
    assert.equal(badgeOfAll([is('gone'), is('there')], is('there'))?.text, '1 of 2 messages is missing now')
  })

  it('where none is missing, or there is but one, what its newest message says', () => {
    assert.equal(badgeOfAll([is('there'), is('there')], is('there')), null)
    assert.equal(badgeOfAll([is('there'), is('moved')], is('moved'))?.kind, 'moved')
    assert.equal(badgeOfAll([is('gone')], is('gone'))?.text, 'Missing now')
  })
})
