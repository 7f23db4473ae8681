import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readWinmail } from '../../web/read-winmail.ts'
import { winmail } from './reading-mails.ts'

describe('winmail.dat', () => {
  const files = {
    'offer.pdf': Buffer.from('%PDF-1.7 …'),
    'größe.txt': Buffer.from('12 × 4'),
    empty: Buffer.alloc(0),
  }

  it('gives its files with their names and exact octets', () => {
    const read = readWinmail(winmail(files))
    assert.deepEqual(
      Object.fromEntries(read?.map(({ name, octets }) => [name, Buffer.from(octets)]) ?? []),
      files,
    )
  })

  it('that is cut gives what is whole, and what is none gives nothing', () => {
    const whole = winmail(files)
    for (let length = 0; length < whole.length; length++) {
      const read = readWinmail(whole.subarray(0, length))
      assert.ok(length < 6 ? read === null : (read?.length ?? 0) <= 3)
    }
    assert.equal(readWinmail(Buffer.from('%PDF-1.7 is not it')), null)
  })

  it('with attributes that lie about their length, or without end, is read as far as its bounds', () => {
    const lying = Buffer.concat([winmail({}), Buffer.from([2, 0x0f, 0x80, 6, 0, 0xff, 0xff, 0xff, 0xff])])
    assert.deepEqual(readWinmail(lying), [])
    const one = Buffer.from([2, 0x0f, 0x80, 6, 0, 0, 0, 0, 0, 0, 0])
    assert.equal(readWinmail(Buffer.concat([winmail({}), ...Array<Buffer>(300_000).fill(one)]))?.length, 100)
  })
})
