import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LANGUAGES } from '../../src/domain/language.ts'
import type { AdminProblem } from '../../src/http/admin-wire.ts'
import { problemWords as said } from '../../src/main/problem-words.ts'
import { de } from '../../web/admin/i18n/de.ts'
import { en } from '../../web/admin/i18n/en.ts'
import { es } from '../../web/admin/i18n/es.ts'
import { fr } from '../../web/admin/i18n/fr.ts'
import { it as italian } from '../../web/admin/i18n/it.ts'
import { nb } from '../../web/admin/i18n/nb.ts'
import { problemWords, restoreProblemWords } from '../../web/admin/problem-words.ts'
import { setAdminWords } from '../../web/admin/words.ts'

const texts = { en, it: italian, fr, nb, de, es }
const codes = Object.keys(said) as AdminProblem['code'][]
const bare = { folder: null, messages: 0 }
const whole = { folder: 'Archiv/2026', messages: 3, done: 5, of: 9, until: Date.UTC(2026, 10, 25) }

describe('problems of backups in the panel', () => {
  it('are sentences in every language, each its own, with all that is known of them or nothing', () => {
    for (const language of LANGUAGES) {
      setAdminWords(texts[language], [])
      for (const about of [bare, whole]) {
        const all = codes.map(code => problemWords({ code, ...about }))
        assert.equal(new Set(all).size, codes.length, `${language}: two problems in the same words`)
        for (const [i, sentence] of all.entries()) {
          assert.match(sentence, /^[\p{Lu}\d].*\.$/su, `${language} ${codes[i]}: ${sentence}`)
          assert.doesNotMatch(
            sentence,
            /undefined|NaN|\bnull\b|\[object|Invalid/,
            `${language} ${codes[i]}: ${sentence}`,
          )
        }
      }
    }
  })

  it('say figures, folder and day, and of an account that was not tried that its domain is held', () => {
    setAdminWords(en, ['en-GB'])
    assert.equal(
      problemWords({ code: 'not-finished', ...whole }),
      '5 of 9 messages of the folder “Archiv/2026” are in this backup so far. The next nights go on from there. At this pace everything will be in by 25 Nov 2026.',
    )
    assert.equal(
      problemWords({ code: 'folder-partial', ...whole, folder: 'a\u202eb' }),
      '3 messages of the folder “a[U+202E]b” could not be had.',
    )
    const unreachable = problemWords({ code: 'server-unreachable', ...bare })
    assert.equal(unreachable, 'The mail server did not answer, or too slowly.')
    assert.equal(
      problemWords({ code: 'server-unreachable', ...whole }),
      'The mail server broke the connection again and again. The backup goes on later.',
    )
    const refused = problemWords({ code: 'login-refused', ...bare })
    assert.equal(refused, 'The mail server refused the sign-in.')
    assert.notEqual(problemWords({ code: 'login-refused', ...bare, held: true }), refused)
  })

  it('of restores are sentences too, whatever the worker calls them', () => {
    for (const language of LANGUAGES) {
      setAdminWords(texts[language], [])
      for (const code of [
        ...codes,
        'no-worker',
        'no-point',
        'no-credential',
        'restore-limit',
        'toString',
        'odd',
      ])
        assert.match(restoreProblemWords(code), /^\p{Lu}.*\.$/su, `${language} ${code}`)
    }
    setAdminWords(en, ['en-GB'])
    assert.equal(restoreProblemWords('login-refused'), 'The mail server refused the sign-in.')
    assert.equal(restoreProblemWords('no-point'), 'This backup is not kept any more.')
    assert.equal(restoreProblemWords('not-compared'), 'The mail server did not answer.')
    assert.match(restoreProblemWords('disk'), /no room/)
    assert.equal(restoreProblemWords('odd'), 'Something went wrong on our side.')
  })
})
