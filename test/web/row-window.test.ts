import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pagesOf, rowWindow, scrollTo } from '../../web/row-window.ts'
import { fc } from '../world/fast-check.ts'

const list = fc.record({
  total: fc.integer({ min: 0, max: 3_000_000 }),
  row: fc.integer({ min: 20, max: 200 }),
  view: fc.integer({ min: 100, max: 2000 }),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('the rows that are drawn', () => {
  it('cover what is in view, whatever the length of the list', () => {
    fc.assert(
      fc.property(list, ({ total, row, view, part }) => {
        const { height } = rowWindow(total, row, 0, view)
        const scroll = Math.max(0, height - view) * part
        const drawn = rowWindow(total, row, scroll, view)
        assert.ok(drawn.first >= 0 && drawn.end <= total)
        const inView = Math.min(view, total * row)
        assert.ok(drawn.top <= scroll + 1, 'nothing is missing above')
        assert.ok(
          drawn.top + (drawn.end - drawn.first) * row >= scroll + inView - 1,
          'nothing is missing below',
        )
        if (total > 200) assert.ok(drawn.end - drawn.first <= view / row + 18, 'and no more than that')
      }),
    )
  })

  it('reach the last row at the end of the scroll bar, past what a browser can draw too', () => {
    for (const total of [100_000, 5_000_000]) {
      const { height } = rowWindow(total, 76, 0, 800)
      assert.ok(height <= 12_000_000)
      assert.equal(rowWindow(total, 76, height - 800, 800).end, total)
    }
  })

  it('come into view where they are scrolled to', () => {
    fc.assert(
      fc.property(list, fc.nat(), ({ total, row, view, part }, n) => {
        fc.pre(total > 0 && view > row)
        const index = n % total
        const { height } = rowWindow(total, row, 0, view)
        const scroll = scrollTo(total, row, Math.max(0, height - view) * part, view, index)
        const drawn = rowWindow(total, row, scroll, view)
        assert.ok(index >= drawn.first && index < drawn.end)
      }),
    )
  })

  it('are all there below 200, so that the browser finds in them', () => {
    assert.deepEqual(rowWindow(200, 76, 5000, 800), { height: 15_200, first: 0, end: 200, top: 0 })
  })

  it('ask for the pages they touch and no others', () => {
    assert.deepEqual(pagesOf(rowWindow(100_000, 76, 76 * 50_000, 800), 100), [499, 500])
    assert.deepEqual(pagesOf(rowWindow(0, 76, 0, 800), 100), [0])
    assert.deepEqual(pagesOf(rowWindow(150, 76, 0, 800), 100), [0, 1])
  })
})
