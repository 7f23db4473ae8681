import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { decodedSize, decodeTransfer, decodeTransferBytes } from '../../src/formats/transfer-encoding.ts'
import { fc } from '../world/fast-check.ts'

const ENCODINGS = ['base64', 'quoted-printable', 'x-uuencode']
const text = (encoded: string, encoding: string) =>
  Buffer.from(decodeTransferBytes(Buffer.from(encoded, 'latin1'), encoding)).toString('latin1')

/** Well-formed and dirty texts of every encoding, at even and odd places of their memory. */
const encoded = fc
  .tuple(
    fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map(b => Buffer.from(b).toString('base64')),
      fc.uint8Array({ maxLength: 400 }).map(b => Buffer.from(b).toString('latin1')),
      fc
        .array(
          fc.constantFrom(
            '=',
            '=3D',
            '=\r\n',
            '= \n',
            '=4',
            '-',
            '_',
            '\n',
            'QUJD',
            'begin 644 a\n',
            'end\n',
            '#QUJD\n',
          ),
          { maxLength: 40 },
        )
        .map(a => a.join('')),
    ),
    fc.constantFrom('', '\n', '\r\n'),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([raw, eol, skip]) => {
    const lines = Buffer.from(eol ? raw.replace(/.{76}/gs, `$&${eol}`) : raw, 'latin1')
    return Buffer.concat([Buffer.alloc(skip), lines]).subarray(skip)
  })

test('the size of a part is the length of what it decodes to', () => {
  fc.assert(
    fc.property(encoded, fc.constantFrom(...ENCODINGS, '7bit'), (bytes, encoding) => {
      assert.equal(decodedSize(bytes, encoding), decodeTransferBytes(bytes, encoding).length)
    }),
    { numRuns: 5000 },
  )
})

test('base64 and quoted-printable give back what was encoded', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom('\n', '\r\n'), (bytes, eol) => {
      const raw = Buffer.from(bytes)
      const base64 = raw.toString('base64').replace(/.{76}/g, `$&${eol}`)
      assert.deepEqual(Buffer.from(decodeTransferBytes(Buffer.from(base64), 'base64')), raw)
      assert.equal(decodedSize(Buffer.from(base64), 'base64'), raw.length)
      const quoted = raw.toString('hex').toUpperCase().replace(/../g, '=$&').replace(/.{75}/g, `$&=${eol}`)
      assert.deepEqual(Buffer.from(decodeTransferBytes(Buffer.from(quoted), 'quoted-printable')), raw)
    }),
  )
})

test('a stream in any pieces gives the same octets', async () => {
  await fc.assert(
    fc.asyncProperty(
      encoded,
      fc.constantFrom(...ENCODINGS),
      fc.constantFrom(1, 2, 3, 7, 99, 100, 333),
      async (bytes, encoding, step) => {
        const pieces: Buffer[] = []
        for (let at = 0; at < bytes.length; at += step) pieces.push(bytes.subarray(at, at + step))
        const stream = decodeTransfer(encoding)
        assert.ok(stream)
        const got = await buffer(Readable.from(pieces).pipe(stream))
        assert.deepEqual(got, Buffer.from(decodeTransferBytes(bytes, encoding)))
      },
    ),
    { numRuns: 1000 },
  )
})

test('where there is nothing to undo there is no stream', () => {
  for (const encoding of ['7bit', '8bit', 'binary', 'x-nobody-knows', null])
    assert.equal(decodeTransfer(encoding), null)
})

test('dirt is passed over, and footers are not decoded', () => {
  assert.equal(text('aGVs*bG8g!!\r\nd29y bGQ\r\n-- \r\nfooter', 'base64'), 'hello world')
  assert.equal(text('aGVsbG8=\r\nfooter', 'base64'), 'hello')
  assert.equal(text('aGVsbG8\r\n_______\r\nlist', 'base64'), 'hello')
  assert.equal(text('=', 'base64'), '')
  assert.equal(text('100=% caf=c3=a9=', 'quoted-printable'), '100=% cafÃ©')
  assert.equal(text('soft= \t\r\nbreak=\nhere', 'quoted-printable'), 'softbreakhere')
  assert.equal(text('#QUJD', 'x-uuencode'), '')
})
