import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { qrCode } from '../../web/admin/qr-code.ts'

const drawn = (text: string) => (qrCode(text) ?? []).map(row => row.map(dark => (dark ? '#' : '.')).join(''))

/** Each of these was read back, letter by letter, by a reader of another maker (jsQR 1.4.0), as were 16 more lengths. */
const known: readonly [text: string, size: number, sha256: string][] = [
  [
    'otpauth://totp/Yestermail:olga?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Yestermail',
    41,
    '384e9ca814a67597126d07156b84fcf91db4c1f208173dc254bca68856ee1ddf',
  ],
  ['å'.repeat(60), 45, '9b29623281384fd0ef79c59ca671a361f7210b768280b9ded8896f6060344e60'],
  ['x'.repeat(412), 77, '7d42c1735fe8f78d13ff4f2874c84b7450fc7a6c40b2eccde7bc19c9421b6a9e'],
]

describe('a QR code', () => {
  it('is drawn as a reader of another maker reads it', () => {
    assert.deepEqual(drawn('YESTERMAIL'), [
      '#######..##...#######',
      '#.....#...##..#.....#',
      '#.###.#.##..#.#.###.#',
      '#.###.#.#...#.#.###.#',
      '#.###.#.#..##.#.###.#',
      '#.....#.#.#.#.#.....#',
      '#######.#.#.#.#######',
      '........#####........',
      '#.#####...#.#.#####..',
      '#...#..##.#.#..#.##..',
      '..#.#.#..#.#.#...###.',
      '.####..###...#...###.',
      '##..#.###.##....###.#',
      '........#..##.##..##.',
      '#######..##.##...#.#.',
      '#.....#.##.###.####.#',
      '#.###.#.#...#..#.##.#',
      '#.###.#.#.#.###..##..',
      '#.###.#.#.##......#..',
      '#.....#..#.......##..',
      '#######.##.#......##.',
    ])
    for (const [text, size, sha256] of known) {
      const rows = drawn(text)
      assert.equal(rows.length, size)
      assert.equal(createHash('sha256').update(rows.join('\n')).digest('hex'), sha256, text)
    }
  })

  it('takes the smallest size that holds the text, and none when it is too long', () => {
    for (const [octets, size] of [
      ...([
        [0, 21],
        [14, 21],
        [15, 25],
        [180, 53],
        [181, 57],
        [412, 77],
      ] as const),
    ])
      assert.equal(drawn('a'.repeat(octets)).length, size, `${octets}`)
    assert.equal(qrCode('a'.repeat(413)), null)
    assert.equal(qrCode('é'.repeat(207)), null)
  })
})
