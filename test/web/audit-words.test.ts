import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AUDIT_ACTS } from '../../src/domain/audit.ts'
import { LANGUAGES } from '../../src/domain/language.ts'
import { actWords } from '../../web/audit-words.ts'
import { deActs } from '../../web/i18n/de-audit.ts'
import { enActs } from '../../web/i18n/en-audit.ts'
import { esActs } from '../../web/i18n/es-audit.ts'
import { frActs } from '../../web/i18n/fr-audit.ts'
import { itActs } from '../../web/i18n/it-audit.ts'
import { nbActs } from '../../web/i18n/nb-audit.ts'
import { setHabits } from '../../web/numbers.ts'

const texts = { en: enActs, it: itActs, fr: frActs, nb: nbActs, de: deActs, es: esActs }
const time = (at: number) => new Date(at).toISOString()
const figures = {
  ...{
    request: 12,
    point: 142,
    add: 3,
    bytes: 1_230_000,
    added: 3,
    there: 2,
    failed: 1,
    removed: 3,
    kept: 1,
  },
  ...{ most: 20, until: 0, plan: 'days-30', admin: 'olga', role: 'domain', domains: 'yester.example' },
}

describe('what stands in the log', () => {
  it('is a sentence in every language, whatever is written down, with details or without', () => {
    for (const language of LANGUAGES) {
      setHabits(language, [])
      for (const about of [figures, {}]) {
        const said = AUDIT_ACTS.map(act => actWords(texts[language], { act, about }, time))
        assert.equal(new Set(said).size, AUDIT_ACTS.length, `${language}: two acts in the same words`)
        for (const [i, sentence] of said.entries()) {
          assert.match(sentence, /^\p{Lu}.*\p{L}/u, `${language} ${AUDIT_ACTS[i]}: ${sentence}`)
          assert.doesNotMatch(sentence, /undefined|NaN|\bnull\b|\[object|Invalid/, `${language}: ${sentence}`)
        }
      }
    }
  })

  it('has the figures, the times and the way out that belong to it', () => {
    setHabits('en', ['en-GB'])
    const said = (act: string, about: Record<string, string | number> = figures) =>
      actWords(enActs, { act, about }, time)
    assert.equal(said('restore.filed'), 'Restore R12 of backup #142 asked for: 3 messages, 1.2 MB')
    assert.equal(
      said('restore.partial'),
      'Restore R12 done in part: 3 messages added, 2 already there, 1 failed',
    )
    assert.equal(said('restore.done', { request: 1, added: 1 }), 'Restore R1 done: 1 message added')
    assert.match(said('access.granted'), /until 1970-01-01T00:00:00/)
    assert.equal(said('account.plan', { plan: 'default' }), 'Plan changed: that of the domain')
    assert.match(said('account.removal-refused'), /20 accounts a day.*yestermail account remove/)
  })

  it('stays as it was written where this version has no words for it, and cannot play tricks', () => {
    assert.equal(actWords(enActs, { act: 'old.thing', about: { n: 3 } }, time), 'old.thing, n 3')
    assert.equal(actWords(enActs, { act: 'constructor', about: {} }, time), 'constructor')
    assert.doesNotMatch(
      actWords(enActs, { act: 'admin.removed', about: { admin: 'a\u202eb' } }, time),
      /\u202e/,
    )
  })
})
