import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { renderPolicy } from '../../src/formats/render-policy.ts'
import { safeHtml } from '../../src/formats/safe-html.ts'
import { chosen, everyPoint, howToRepeat } from '../faults/sample.ts'
import { armed, attackersIn, type Outcome, openAttacker, PARTS, type Served } from '../web/html-attacker.ts'
import { type TempFolder, tempFolder } from '../world/temp.ts'

const corpora = process.env.YESTERMAIL_CORPORA
const POLICY = renderPolicy('http://app.example', PARTS, false)
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
    // One browser for all that needs no notes of its own; what it showed is looked at more than once.
    let attacker: Awaited<ReturnType<typeof openAttacker>>
    let notes: TempFolder
    let safe: Outcome[] = []
    let raw: Outcome[] = []
    before(async () => {
      notes = await tempFolder('corpora')
      attacker = await openAttacker(join(notes.path, 'net-log.json'))
    })
    after(async () => {
      await attacker?.close()
      await notes?.remove()
    })

    test('the sanitizer alone: no script, no request, no look-up', async () => {
      const { outcomes, named } = await shownBy(attacks.map(attack => cleaned(attack.html, false)))
      safe = outcomes
      assertQuiet(attacks, outcomes)
      assert.deepEqual(named, [])
    })

    test('the sanitizer alone, after the reader asked for pictures: only pictures come', async () => {
      const mail = attacks.filter(({ name }) => name.startsWith('mail/'))
      const outcomes = await attacker.show(mail.map(attack => cleaned(attack.html, true)))
      const loud = outcomes.map((outcome, i) =>
        mail[i]?.kind === 'image' ? { ...outcome, asked: [] } : outcome,
      )
      assertQuiet(mail, loud)
    })

    test('the policy alone, raw HTML behind it: no script, no request', async () => {
      raw = await attacker.show(attacks.map(({ html }) => ({ html, policy: POLICY })))
      assertQuiet(attacks, raw)
    })

    test('what must be kept is seen as it would be without the sanitizer', () => {
      const kept = attacks.flatMap(({ kind }, i) => (kind === 'keep' ? [i] : []))
      assert.ok(kept.length > 0 && raw.length === attacks.length && safe.length === attacks.length)
      for (const i of kept) assert.equal(words(safe[i]), words(raw[i]), attacks[i]?.name)
    })

    test('honest pages are not cut, and their text is kept', async () => {
      const pages = chosen(readdirSync(join(folder, 'caniemail')).sort(), 50, 'honest pages').map(name => ({
        name,
        html: readFileSync(join(folder, 'caniemail', name), 'utf8'),
      }))
      const shown = await attacker.show([
        ...pages.map(({ html }) => ({ html, policy: POLICY })),
        ...pages.map(({ html }) => cleaned(html, false)),
      ])
      const lost: string[] = []
      pages.forEach(({ name, html }, i) => {
        assert.equal(safeHtml(html, options(false)).cut, false, name)
        const left = new Set(words(shown[pages.length + i]).split(' '))
        const before = words(shown[i]).split(' ')
        const gone = before.filter(word => !left.has(word))
        if (gone.length > before.length * 0.05 && !FORMS.test(name))
          lost.push(`${name}: ${gone.slice(0, 12).join(' ')}`)
      })
      assert.deepEqual(lost, [])
    })

    test('every vector is read in 2 s and reads back as itself', () => {
      for (const { name, html } of attacks) {
        const start = performance.now()
        const once = safeHtml(html, options(false)).html
        assert.ok(performance.now() - start < 2000, name)
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
  return [...ours, ...chosen(others, 120, 'html attacks')].map((one, i) => ({
    ...one,
    html: armed(one.html, i),
  }))
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

async function shownBy(documents: Served[]): Promise<{ outcomes: Outcome[]; named: string[] }> {
  await using folder = await tempFolder('corpora')
  const netLog = join(folder.path, 'net-log.json')
  const attacker = await openAttacker(netLog)
  try {
    const outcomes = await attacker.show(documents)
    await attacker.close()
    return { outcomes, named: await attackersIn(netLog) }
  } finally {
    await attacker.close()
  }
}

function assertQuiet(attacks: readonly Attack[], outcomes: readonly Outcome[]): void {
  const loud = outcomes.flatMap(({ ran, asked }, i) =>
    ran.length + asked.length > 0 ? [{ name: attacks[i]?.name, ran, asked }] : [],
  )
  assert.deepEqual(loud, [])
}
