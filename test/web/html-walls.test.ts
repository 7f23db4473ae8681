import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { renderPolicy } from '../../src/formats/render-policy.ts'
import { safeHtml } from '../../src/formats/safe-html.ts'
import { HTML_VECTORS } from '../formats/html-vectors.ts'
import { tempFolder } from '../world/temp.ts'
import { armed, attackersIn, type Outcome, openAttacker, PARTS, type Served } from './html-attacker.ts'

const POLICY = renderPolicy('http://app.example', PARTS, false)
const raw = HTML_VECTORS.map((vector, i) => armed(vector.html, i))

describe('two walls, each of which alone stops everything', () => {
  test('without a wall the same vectors run and leak, so these tests can fail', async () => {
    const { outcomes, named } = await shownBy(raw.map(html => ({ html })))
    const caught = outcomes.filter(({ asked, ran }) => asked.length + ran.length > 0)
    assert.ok(caught.length > 60, `only ${caught.length} of ${raw.length} were seen to do harm`)
    assert.ok(named.length > 50, `only ${named.length} hosts in the browser's notes`)
  })

  test('the sanitizer alone, with no policy at all: no script, no request, no look-up', async () => {
    const { outcomes, named } = await shownBy(raw.map(html => cleaned(html, false)))
    assertQuiet(outcomes)
    assert.deepEqual(named, [])
    HTML_VECTORS.forEach(({ seen }, i) => {
      if (seen !== undefined) assert.equal(outcomes[i]?.text.replace(/\s+/g, ' ').trim(), seen)
    })
  })

  test('the sanitizer alone, after the reader asked for pictures: pictures, nothing else', async () => {
    const { outcomes } = await shownBy(raw.map(html => cleaned(html, true)))
    const loud = outcomes.map((outcome, i) =>
      HTML_VECTORS[i]?.kind === 'picture' ? { ...outcome, asked: [] } : outcome,
    )
    assertQuiet(loud)
    const blank = HTML_VECTORS.filter(({ kind }, i) => kind === 'picture' && !outcomes[i]?.asked.length)
    assert.deepEqual(blank, [])
  })

  test('the policy alone, raw HTML behind it: no script, no request', async () => {
    const { outcomes, named } = await shownBy(raw.map(html => ({ html, policy: POLICY })))
    assertQuiet(outcomes)
    // Chromium connects ahead for a frame before it reads the policy that forbids the frame: no request is ever sent,
    // but the name is looked up. Only the sanitizer takes that away, and nothing else may be named.
    const framed = named.filter(host => /<i?frame /.test(raw[Number(/\d+/.exec(host)?.[0])] ?? ''))
    assert.deepEqual(named, framed)
  })
})

async function shownBy(documents: Served[]): Promise<{ outcomes: Outcome[]; named: string[] }> {
  await using folder = await tempFolder('walls')
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

function cleaned(html: string, remote: boolean): Served {
  return { html: safeHtml(html, { remote, partsUrl: PARTS, cids: new Map() }).html }
}

function assertQuiet(outcomes: readonly Outcome[]): void {
  const loud = outcomes.flatMap(({ ran, asked }, i) =>
    ran.length + asked.length > 0 ? [{ i, ran, asked }] : [],
  )
  assert.deepEqual(loud, [])
}
