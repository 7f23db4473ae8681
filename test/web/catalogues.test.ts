import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { LANGUAGES } from '../../src/domain/language.ts'
import { DEFAULT_PREFERENCES } from '../../src/domain/preferences.ts'
import { de } from '../../web/i18n/de.ts'
import { deReceipt } from '../../web/i18n/de-receipt.ts'
import { en } from '../../web/i18n/en.ts'
import { enMore } from '../../web/i18n/en-more.ts'
import { enReceipt } from '../../web/i18n/en-receipt.ts'
import { es } from '../../web/i18n/es.ts'
import { esReceipt } from '../../web/i18n/es-receipt.ts'
import { fr } from '../../web/i18n/fr.ts'
import { frReceipt } from '../../web/i18n/fr-receipt.ts'
import { it as italian } from '../../web/i18n/it.ts'
import { itReceipt } from '../../web/i18n/it-receipt.ts'
import { nb } from '../../web/i18n/nb.ts'
import { nbReceipt } from '../../web/i18n/nb-receipt.ts'
import { chooseLanguage } from '../../web/language.ts'
import { languageNames } from '../../web/language-names.ts'
import { count, size } from '../../web/numbers.ts'
import { defaults } from '../../web/preferences.ts'
import { setWords } from '../../web/words.ts'

const web = join(import.meta.dirname, '..', '..', 'web')
const all = { en, it: italian, fr, nb, de, es }

describe('the texts of the page', () => {
  it('are there in every language there is, each of which says which it is', () => {
    assert.deepEqual(Object.keys(all), [...LANGUAGES])
    assert.deepEqual(Object.keys(languageNames), [...LANGUAGES])
    for (const language of LANGUAGES) assert.equal(all[language].language, language)
  })

  it('are chosen by preference, else by the browser, whatever Norwegian it asks for', () => {
    assert.equal(chooseLanguage('de', ['it-IT'], LANGUAGES), 'de')
    assert.equal(chooseLanguage(null, ['pt-BR', 'fr-CH', 'de'], LANGUAGES), 'fr')
    assert.equal(chooseLanguage(null, ['no'], LANGUAGES), 'nb')
    assert.equal(chooseLanguage(null, ['nn-NO', 'en'], LANGUAGES), 'nb')
    assert.equal(chooseLanguage('tlh', ['ja'], LANGUAGES), 'en')
    assert.equal(chooseLanguage(null, [], LANGUAGES), 'en')
  })

  it('count one message as one in receipts and in what a backup lacks', () => {
    const receipts = {
      en: enReceipt,
      it: itReceipt,
      fr: frReceipt,
      nb: nbReceipt,
      de: deReceipt,
      es: esReceipt,
    }
    for (const [language, { receipt }] of Object.entries(receipts)) {
      const [one, two] = [1, 2].map(n => receipt.counted('', n).replace(String(n), ''))
      assert.equal(one === two, language === 'nb', language)
    }
    for (const [language, { problem }] of Object.entries(all)) {
      assert.match(problem['message-refused-in']('Rechnungen', 2), /2.*Rechnungen/, language)
      assert.doesNotMatch(problem['message-refused-in']('Rechnungen', 1), /\d/, language)
    }
  })

  it('follow the plural rules of each language, millions too', () => {
    const counts = (texts: { list: { count(n: number): string } }) =>
      [0, 1, 2, 1_000_000].map(n => texts.list.count(n).replaceAll(/\s/g, ' '))
    assert.deepEqual(counts(en), ['0 messages', '1 message', '2 messages', '1,000,000 messages'])
    assert.deepEqual(counts(fr), ['0 message', '1 message', '2 messages', '1 000 000 de messages'])
    assert.deepEqual(counts(italian), ['0 messaggi', '1 messaggio', '2 messaggi', '1.000.000 di messaggi'])
    assert.deepEqual(counts(es), ['0 mensajes', '1 mensaje', '2 mensajes', '1.000.000 de mensajes'])
    assert.deepEqual(counts(de), ['0 Nachrichten', '1 Nachricht', '2 Nachrichten', '1.000.000 Nachrichten'])
    assert.deepEqual(counts(nb), ['0 meldinger', '1 melding', '2 meldinger', '1 000 000 meldinger'])
  })

  it('write numbers and sizes as the reader does', () => {
    setWords(fr, ['fr-CA', 'en'])
    assert.equal(size(12_300_000).replaceAll(/\s/g, ' '), '12 Mo')
    assert.equal(size(1_230_000).replaceAll(/\s/g, ' '), '1,2 Mo')
    setWords(de, ['de-CH'])
    assert.match(count(1_234_567), /^1['’]234['’]567$/)
    setWords(en, ['en-GB'])
    assert.equal(size(84_000), '84 kB')
  })

  it('keep what the server would keep where nothing was chosen', () => {
    const { vanishAlarm, vanishMails, vanishPercent, ...page } = DEFAULT_PREFERENCES
    assert.deepEqual({ ...defaults }, page)
    assert.ok(vanishAlarm && vanishMails && vanishPercent === null)
  })

  it('of rare parts are asked for by parts that wait for them, and by no other', async () => {
    const first = await firstModules()
    assert.ok(first.has('mail-view.ts') && !first.has('receipt.ts'))
    for (const name of first) {
      const text = await readFile(join(web, name), 'utf8')
      const asked = [
        ...Array.from(text.matchAll(/\bwords\.(\w+)/g), m => m[1] ?? ''),
        ...Array.from(text.matchAll(/\{([^{}]*)\} = words\b/g), m => m[1]?.split(/[\s,:]+/) ?? []).flat(),
      ]
      assert.deepEqual(
        asked.filter(subject => subject in enMore),
        [],
        name,
      )
    }
  })
})

/** Modules that run before a part can have come through `later`: what main.ts needs, and what is loaded past it. */
async function firstModules(): Promise<Set<string>> {
  const found = new Set<string>()
  const follow = async (name: string) => {
    if (found.has(name)) return
    found.add(name)
    const text = await readFile(join(web, name), 'utf8')
    const needed = Array.from(
      text.matchAll(/^(?:import|export)\s(?!type\b)[^'"]*?'\.\/([\w-]+\.ts)'/gm),
      m => m[1] ?? '',
    )
    const past = Array.from(text.matchAll(/await import\('\.\/([\w-]+\.ts)'\)/g), m => m[1] ?? '')
    for (const one of [...needed, ...past]) await follow(one)
  }
  await follow('main.ts')
  assert.ok((await readdir(web)).length > found.size)
  return found
}
