import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { home, type Place, placePath, readPlace } from '../../web/place.ts'
import { fc } from '../world/fast-check.ts'

function again(at: Place): Place {
  const url = new URL(placePath(at), 'https://mail.example')
  return readPlace(url.pathname, url.search)
}

describe('the views of time in the address', () => {
  it('what is missing now, of a day, of all days, of a folder', () => {
    const at: Place = { ...home, point: 142, view: 'missing' }
    assert.equal(placePath(at), '/at/p142/missing')
    assert.equal(placePath({ ...at, all: true, sort: '-size' }), '/at/p142/missing?days=all&sort=-size')
    assert.equal(placePath({ ...at, folder: 'f3', email: 'e3-1-7' }), '/at/p142/f3/e3-1-7?view=missing')
  })

  it('which messages of a folder are listed, but of no view', () => {
    const at: Place = { ...home, point: 9, folder: 'f1', show: 'unread' }
    assert.equal(placePath(at), '/at/p9/f1?show=unread')
    assert.deepEqual(again(at), at)
    assert.equal(placePath({ ...at, view: 'missing' }), '/at/p9/f1?view=missing')
    assert.equal(readPlace('/at/p9/f1', '?show=everything').show, null)
  })

  it('a search keeps its words, whatever they are, and the folder it was begun in', () => {
    const at: Place = { ...home, point: 9, view: 'search', q: 'from:"Rossi & C." +50% #1?', all: true }
    assert.deepEqual(again(at), at)
    assert.deepEqual(again({ ...at, folder: 'f1', email: 'e1-2-3' }), {
      ...at,
      folder: 'f1',
      email: 'e1-2-3',
    })
  })

  it('any place is read back as it was written', () => {
    const id = fc.stringMatching(/^[ef][0-9]{1,9}$/)
    const places = fc.record(
      {
        point: fc.integer({ min: 1, max: 1e9 }),
        folder: fc.option(id),
        email: fc.option(id),
        view: fc.constantFrom('missing' as const, 'search' as const),
        q: fc.string({ minLength: 1, unit: 'grapheme' }).filter(q => q.trim() === q),
        all: fc.boolean(),
        sort: fc.option(fc.constantFrom('size', '-goneSince')),
        show: fc.constant(null),
      },
      { noNullPrototype: true },
    )
    fc.assert(fc.property(places, at => assert.deepEqual(again(at), at)))
  })

  it('a question that is no question, an order that is none: neither is taken', () => {
    assert.deepEqual(readPlace('/at/p1/f1', '?q=%20%20&sort=%3Cscript%3E&days=some'), {
      ...home,
      point: 1,
      folder: 'f1',
    })
    assert.equal(readPlace('/at/p1/search', `?q=${'a'.repeat(5000)}`).q?.length, 1000)
  })
})
