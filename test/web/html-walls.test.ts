import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { renderPolicy } from '../../src/formats/render-policy.ts'
import { safeHtml } from '../../src/formats/safe-html.ts'
import { HTML_VECTORS } from '../formats/html-vectors.ts'
import { tempFolder } from '../world/temp.ts'
import { attackersIn, type Outcome, openAttacker, PARTS, REMOTE, type Served } from './html-attacker.ts'

// As http/render.ts sends them, with the looser policy of the two that show no pictures: that of the sheet to print.
const HEADERS = {
  'content-security-policy': renderPolicy('http://app.example', PARTS, false, true),
  'x-dns-prefetch-control': 'off',
}
const VECTORS = HTML_VECTORS.map(({ html }) => html)

/** One browser is shown all of it, each set of attacks with hosts of its own; its notes are whole when it is closed. */
const SETS = { bare: 0, cleaned: 1000, asked: 2000, policy: 3000 }
let shown: Record<keyof typeof SETS, Outcome[]>
let named: number[] = []
const namedOf = (set: keyof typeof SETS) =>
  named.flatMap(n => (n >= SETS[set] && n < SETS[set] + 1000 ? [n - SETS[set]] : []))

before(async () => {
  await using folder = await tempFolder('walls')
  const netLog = join(folder.path, 'net-log.json')
  const attacker = await openAttacker(netLog)
  const show = (set: keyof typeof SETS, serve: (html: string) => Served) =>
    attacker.show(
      attacker.armed(VECTORS, SETS[set], set === 'asked' ? REMOTE : undefined).map(serve),
      SETS[set],
    )
  try {
    shown = {
      bare: await show('bare', html => ({ html })),
      cleaned: await show('cleaned', html => cleaned(html, false)),
      asked: await show('asked', html => cleaned(html, true)),
      policy: await show('policy', html => ({ html, headers: HEADERS })),
    }
    await attacker.close()
    named = await attackersIn(netLog)
  } finally {
    await attacker.close()
  }
})

describe('two walls, each of which alone stops everything', () => {
  test('without a wall the same vectors run and leak, so these tests can fail', () => {
    const caught = shown.bare.filter(({ asked, ran }) => asked.length + ran.length > 0)
    assert.ok(caught.length > 60, `only ${caught.length} of ${VECTORS.length} were seen to do harm`)
    assert.ok(namedOf('bare').length > 50, `only ${namedOf('bare').length} hosts in the browser's notes`)
    // Names looked up and connections made ahead, with no request after them.
    for (const rel of ['dns-prefetch', 'preconnect']) {
      const i = HTML_VECTORS.findIndex(({ html }) => html.startsWith(`<link rel=${rel} `))
      assert.ok(namedOf('bare').includes(i), `${rel} was not noted`)
    }
  })

  test('the sanitizer alone, with no policy at all: no script, no request, no look-up', () => {
    assertQuiet(shown.cleaned)
    assert.deepEqual(namedOf('cleaned'), [])
    HTML_VECTORS.forEach(({ seen }, i) => {
      if (seen !== undefined) assert.equal(shown.cleaned[i]?.text.replace(/\s+/g, ' ').trim(), seen)
    })
  })

  test('the sanitizer alone, after the reader asked for pictures: pictures, nothing else', () => {
    const loud = shown.asked.map((outcome, i) =>
      HTML_VECTORS[i]?.kind === 'picture' ? { ...outcome, asked: [] } : outcome,
    )
    assertQuiet(loud)
    const blank = HTML_VECTORS.filter(({ kind }, i) => kind === 'picture' && !shown.asked[i]?.asked.length)
    assert.deepEqual(blank, [])
    const others = namedOf('asked').filter(i => HTML_VECTORS[i]?.kind !== 'picture')
    assert.deepEqual(others, [])
  })

  test('the policy alone, raw HTML behind it: no script, no request', () => {
    assertQuiet(shown.policy)
    // Chromium connects ahead for a frame before it reads the policy that forbids the frame: no request is ever sent,
    // but the name is looked up; and no directive forbids to look up and connect ahead. Only the sanitizer takes
    // those away, and nothing else may be named.
    const others = namedOf('policy').filter(
      i => !/<i?frame |rel=(preconnect|dns-prefetch) /.test(VECTORS[i] ?? ''),
    )
    assert.deepEqual(others, [])
  })
})

function cleaned(html: string, remote: boolean): Served {
  return { html: safeHtml(html, { remote, partsUrl: PARTS, cids: new Map() }).html }
}

function assertQuiet(outcomes: readonly Outcome[]): void {
  const loud = outcomes.flatMap(({ ran, asked }, i) =>
    ran.length + asked.length > 0 ? [{ i, ran, asked }] : [],
  )
  assert.deepEqual(loud, [])
}
