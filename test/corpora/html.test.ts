import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadCpuUsage } from 'node:process'
import { before, describe, test } from 'node:test'
import { renderPolicy } from '../../src/formats/render-policy.ts'
import { safeHtml } from '../../src/formats/safe-html.ts'
import { chosen, everyPoint, howToRepeat } from '../faults/sample.ts'
import { attackersIn, type Outcome, openAttacker, PARTS, REMOTE, type Served } from '../web/html-attacker.ts'
import { tempFolder } from '../world/temp.ts'

const corpora = process.env.YESTERMAIL_CORPORA
// As http/render.ts sends them.
const HEADERS = {
  'content-security-policy': renderPolicy('http://app.example', PARTS, false),
  'x-dns-prefetch-control': 'off',
}
/** numbers between the first attack of one set and of the next */
const SET = 10_000
const CIDS = new Map([['logo@example.org', '2']])

/** pages that are about form controls, attributes and style blocks that a mail does not keep */
const FORMS =
  /^(css-has|css-inert-attribute|css-pseudo-class-default|css-selectors-pseudo-class-focus|html-forms|html-loading-attribute)\.html$/

interface Attack {
  name: string
  /** image, never, script, ui, dos, keep (mail-vectors.json); others are expected to do nothing at all */
  kind: string
  html: string
}

if (corpora === undefined) console.log('YESTERMAIL_CORPORA is not set: the larger HTML corpora are not read')
else {
  const folder = join(corpora, 'B-html')
  const attacks = readAttacks(folder)
  if (!everyPoint) console.log(`${attacks.length} of the HTML attacks are tried; ${howToRepeat}`)

  describe('the HTML corpora', { timeout: 400_000 }, () => {
    // One browser is shown all of it, each set of attacks with hosts of its own; its notes are whole when it is closed.
    let safe: Outcome[]
    let asked: Outcome[]
    let raw: Outcome[]
    let honest: Outcome[]
    let named: number[]
    const ofMail = attacks.filter(({ name }) => name.startsWith('mail/'))
    const pages = chosen(readdirSync(join(folder, 'caniemail')).sort(), 30, 'honest pages').map(name => ({
      name,
      html: readFileSync(join(folder, 'caniemail', name), 'utf8'),
    }))
    before(async () => {
      await using temp = await tempFolder('corpora')
      const netLog = join(temp.path, 'net-log.json')
      const attacker = await openAttacker(netLog)
      const show = (list: Attack[], first: number, serve: (html: string) => Served, host?: string) =>
        attacker.show(
          attacker
            .armed(
              list.map(({ html }) => html),
              first,
              host,
            )
            .map(serve),
          first,
        )
      try {
        safe = await show(attacks, 0, html => cleaned(html, false))
        asked = await show(ofMail, SET, html => cleaned(html, true), REMOTE)
        // What only costs time runs nothing and asks for nothing, and 3,000 tables in one another end Chromium 150 itself.
        const unread = attacks.map(one => (one.kind === 'dos' ? { ...one, html: '' } : one))
        raw = await show(unread, 2 * SET, html => ({ html, headers: HEADERS }))
        honest = await attacker.show(
          [
            ...pages.map(({ html }) => ({ html, headers: HEADERS })),
            ...pages.map(({ html }) => cleaned(html, false)),
          ],
          3 * SET,
        )
        await attacker.close()
        named = await attackersIn(netLog)
      } finally {
        await attacker.close()
      }
    })
    const namedIn = (list: Attack[], first: number) =>
      named.flatMap(n => list[n - first] ?? []).map(({ name }) => name)

    test('the sanitizer alone: no script, no request, no look-up', () => {
      assertQuiet(attacks, safe)
      assert.deepEqual(namedIn(attacks, 0), [])
    })

    test('the sanitizer alone, after the reader asked for pictures: only pictures come', () => {
      const loud = asked.map((outcome, i) =>
        ofMail[i]?.kind === 'image' ? { ...outcome, asked: [] } : outcome,
      )
      assertQuiet(ofMail, loud)
      const pictures = new Set(ofMail.filter(({ kind }) => kind === 'image').map(({ name }) => name))
      assert.deepEqual(
        namedIn(ofMail, SET).filter(name => !pictures.has(name)),
        [],
      )
      assert.ok(asked.some(outcome => outcome.asked.length > 0))
    })

    test('the policy alone, raw HTML behind it: no script, no request', () => {
      assertQuiet(attacks, raw)
      // What is looked up or connected to ahead, with no request after it, only the sanitizer takes away.
      const ahead = attacks.filter(({ html }) => /<i?frame|dns-prefetch|preconnect/i.test(html))
      const others = namedIn(attacks, 2 * SET).filter(name => !ahead.some(one => one.name === name))
      assert.deepEqual(others, [])
    })

    test('what must be kept is seen as it would be without the sanitizer', () => {
      const kept = attacks.flatMap(({ kind }, i) => (kind === 'keep' ? [i] : []))
      assert.ok(kept.length > 0 && raw.length === attacks.length && safe.length === attacks.length)
      for (const i of kept) assert.equal(words(safe[i]), words(raw[i]), attacks[i]?.name)
    })

    test('honest pages are not cut, and their text is kept', () => {
      const lost: string[] = []
      pages.forEach(({ name, html }, i) => {
        assert.equal(safeHtml(html, options(false)).cut, false, name)
        const left = new Set(words(honest[pages.length + i]).split(' '))
        const before = words(honest[i]).split(' ')
        const gone = before.filter(word => !left.has(word))
        if (gone.length > before.length * 0.05 && !FORMS.test(name))
          lost.push(`${name}: ${gone.slice(0, 12).join(' ')}`)
      })
      assert.deepEqual(lost, [])
    })

    test('every vector is read in 2 s and reads back as itself', () => {
      for (const { name, html } of attacks) {
        const start = threadCpuUsage()
        const once = safeHtml(html, options(false)).html
        assert.ok(threadCpuUsage(start).user < 2_000_000, name)
        assert.equal(uncounted(safeHtml(once, options(false)).html), uncounted(once), name)
      }
    })
  })
}

// How many pictures were held back is said once; cleaned again there are none.
const uncounted = (html: string) => html.replace(/<meta name="(remote-pictures|cut)" content="\d+">/g, '')

function readAttacks(folder: string): Attack[] {
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const list: Attack[] = []
  const add = (name: string, kind: string, html: unknown) => {
    if (typeof html !== 'string') throw new Error(`no HTML in ${name}`)
    // https to http, so that the attacker can answer and a mere connection is no request; each vector asks for a host of its own
    const own = html.replace(/https:/gi, 'http:').replaceAll(/leak\.invalid/gi, 'EVIL')
    list.push({ name, kind, html: own })
  }
  for (const vector of json('mail-vectors.json').vectors) add(`mail/${vector.id}`, vector.class, vector.html)
  for (const vector of json('dompurify-expect.json'))
    add(`dompurify/${vector.title}`, 'script', vector.payload)
  const sheet = json('h5sc-items.json')
  for (const item of sheet.items) {
    const html = String(item.data).replace(/%(\w+)%/g, (whole, name) => sheet.payloads[name] ?? whole)
    add(`h5sc/${item.id}`, 'script', html)
  }
  for (const vector of json('loofah-sanitizer.json')) add(`loofah/${vector.name}`, 'script', vector.input)
  add('httpleaks', 'never', readFileSync(join(folder, 'httpleaks.html'), 'utf8'))
  // All of the attacks by mail and all that must be kept, each time; of those on other programs a part, chosen by the seed.
  const ours = list.filter(({ name, kind }) => name.startsWith('mail/') || kind !== 'script')
  const others = list.filter(one => !ours.includes(one))
  return [...ours, ...chosen(others, 100, 'html attacks')]
}

function options(remote: boolean) {
  return { remote, partsUrl: PARTS, cids: CIDS }
}

function cleaned(html: string, remote: boolean): Served {
  return { html: safeHtml(html, options(remote)).html }
}

function words(outcome: Outcome | undefined): string {
  return (outcome?.text ?? '').replace(/\s+/g, ' ').trim()
}

function assertQuiet(attacks: readonly Attack[], outcomes: readonly Outcome[]): void {
  const loud = outcomes.flatMap(({ ran, asked }, i) =>
    ran.length + asked.length > 0 ? [{ name: attacks[i]?.name, ran, asked }] : [],
  )
  assert.deepEqual(loud, [])
}
