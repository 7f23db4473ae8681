import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitPacked, unpacked } from '../../web/split-packed.ts'

describe('files in a text', () => {
  it('are found, unpacked exactly, and leave the text around them', () => {
    const octets = Uint8Array.from({ length: 256 }, (_, i) => i)
    const text = `before\n${packed('all octets.bin', octets)}after\n${packed('empty', new Uint8Array())}`
    const pieces = splitPacked(text)
    assert.deepEqual(
      pieces.map(piece => ('text' in piece ? piece.text : [piece.name, piece.size])),
      ['before', ['all octets.bin', 256], 'after', ['empty', 0]],
    )
    const [, file] = pieces
    assert.ok(file && 'lines' in file)
    assert.deepEqual(unpacked(file.lines), octets)
  })

  it('keep their octets when spaces at line ends were lost on the way', () => {
    const [file] = splitPacked(
      packed('zeros', new Uint8Array(90)).replaceAll('`', ' ').replaceAll(/ +$/gm, ''),
    )
    assert.ok(file && 'lines' in file)
    assert.deepEqual(unpacked(file.lines), new Uint8Array(90))
  })

  it('that only begin stay text, and many of them, too', () => {
    for (const text of [
      'begin 644 the day with\nsome coffee, and a long walk',
      'begin 644 x\n#0V%T\n',
      'nothing',
    ])
      assert.deepEqual(splitPacked(text), [{ text }])
    for (const text of ['begin 644 x\n'.repeat(40_000), `begin 644 x\n${'#0V%T\n'.repeat(60_000)}`])
      assert.deepEqual(splitPacked(text), [{ text }])
  })
})

function packed(name: string, octets: Uint8Array): string {
  const letter = (n: number) => (n === 0 ? '`' : String.fromCharCode(32 + n))
  const lines: string[] = []
  for (let at = 0; at < octets.length; at += 45) {
    const row = octets.subarray(at, at + 45)
    let line = letter(row.length)
    for (let i = 0; i < row.length; i += 3) {
      const group = ((row[i] ?? 0) << 16) | ((row[i + 1] ?? 0) << 8) | (row[i + 2] ?? 0)
      line += [18, 12, 6, 0].map(bits => letter((group >> bits) & 63)).join('')
    }
    lines.push(line)
  }
  return [`begin 644 ${name}`, ...lines, '`', 'end', ''].join('\n')
}
