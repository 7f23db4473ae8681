import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DaysView } from '../../src/sqlite/days-view.ts'
import { stateOf } from '../../src/sqlite/whereabouts.ts'

const [inbox, archive, trash, junk] = [1, 2, 3, 4]
const spot = { folder: 'f1', path: 'x', role: null }
const view: DaysView = {
  ...{ points: [], shown: new Map(), now: new Map(), arrived: new Map(), fresh: [], freshBins: [] },
  ...{ basis: 'live', comparedAt: 0, point: 1, unknown: [] },
  facts: new Map([
    [inbox, { ...spot, bin: null }],
    [archive, { ...spot, bin: null }],
    [trash, { ...spot, bin: 'trash' }],
    [junk, { ...spot, bin: 'junk' }],
  ]),
}

const cases: [what: string, present: number[], unsure: number[], wanted: number[]][] = [
  ['there', [inbox], [], [inbox]],
  ['there', [inbox], [archive], [inbox, archive]],
  ['there', [inbox, trash], [], [inbox]],
  ['gone', [], [], [inbox]],
  ['gone', [], [], [inbox, trash]],
  ['trash', [trash], [], [inbox]],
  ['trash', [trash, junk], [], [inbox]],
  ['junk', [junk], [], [inbox]],
  ['there', [trash], [], [trash]],
  ['moved', [archive], [], [inbox]],
  ['moved', [archive], [junk], [inbox]],
  // it may stand where nobody could look: neither there nor gone
  ['unknown', [], [inbox], [inbox]],
  ['unknown', [], [archive], [inbox]],
  ['unknown', [trash], [archive], [inbox]],
]

test('a message is gone, in Trash, in Junk, moved or there; where a folder that had it could not be read, unknown', () => {
  for (const [state, present, unsure, wanted] of cases) {
    const now = { present: new Set(present), unsure: new Set(unsure) }
    assert.equal(stateOf(view, now, new Set(wanted)), state, JSON.stringify({ present, unsure, wanted }))
  }
})
