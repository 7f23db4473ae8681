import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headerFields } from '../../src/formats/header-fields.ts'
import { type HeaderForm, headerForm, mayHaveForm } from '../../src/formats/header-forms.ts'
import { fc } from '../world/fast-check.ts'

test('fields come raw, in their order, folding and capitals kept (RFC 8621 4.1.2.1)', () => {
  const bytes = Buffer.from(
    'SUBJECT:  one\r\n\ttwo\r\nX-Empty:\r\nsubject: again\r\nRaw: ä\r\n\r\nTo: body\r\n',
  )
  assert.deepEqual(headerFields(bytes), [
    { name: 'SUBJECT', value: '  one\r\n\ttwo' },
    { name: 'X-Empty', value: '' },
    { name: 'subject', value: ' again' },
    { name: 'Raw', value: ' ä' },
  ])
})

test('addresses as in the example of RFC 8621 4.1.2.3 and 4.1.2.4', () => {
  const raw =
    '  "  James Smythe" <james@example.com>, Friends:\r\n  jane@example.com, =?UTF-8?Q?John_Sm=C3=AEth?=\r\n  <john@example.com>;'
  const james = { name: 'James Smythe', email: 'james@example.com' }
  const friends = [
    { name: null, email: 'jane@example.com' },
    { name: 'John Smîth', email: 'john@example.com' },
  ]
  assert.deepEqual(headerForm('Addresses', raw), [james, ...friends])
  assert.deepEqual(headerForm('GroupedAddresses', raw), [
    { name: null, addresses: [james] },
    { name: 'Friends', addresses: friends },
  ])
})

test('address lists of every odd kind', () => {
  const of = (raw: string) => headerForm('Addresses', raw).map(a => [a.name, a.email])
  assert.deepEqual(of(''), [])
  assert.deepEqual(of(' , ,, '), [])
  assert.deepEqual(of('undisclosed-recipients:;'), [])
  assert.deepEqual(of('root'), [[null, 'root']])
  assert.deepEqual(of('a@nord.example (Anna)'), [['Anna', 'a@nord.example']])
  assert.deepEqual(of('Anna <a@nord.example> (at work)'), [['Anna', 'a@nord.example']])
  assert.deepEqual(of('<a@nord.example>; <b@nord.example>'), [
    [null, 'a@nord.example'],
    [null, 'b@nord.example'],
  ])
  assert.deepEqual(of('Anna B a@nord.example'), [['Anna B', 'a@nord.example']])
  assert.deepEqual(of('"Berg, \\"A\\"" <a@nord.example>'), [['Berg, "A"', 'a@nord.example']])
  assert.deepEqual(of('Anna <a@[192.0.2.1]>, b@[IPv6:2001:db8::1]'), [
    ['Anna', 'a@[192.0.2.1]'],
    [null, 'b@[IPv6:2001:db8::1]'],
  ])
  assert.deepEqual(of('<<a@nord.example>>'), [[null, 'a@nord.example']])
  assert.deepEqual(of('Anna <a@nord.example'), [['Anna', 'a@nord.example']])
  assert.deepEqual(of('Anna <>'), [['Anna', '']])
  assert.deepEqual(of('""<>'), [])
  assert.deepEqual(of('"a \\"b\\" c"@nord.example'), [[null, '"a \\"b\\" c"@nord.example']])
  assert.deepEqual(of('=?utf-8?Q?Anna=2C_Bo?= <a@nord.example>'), [['Anna, Bo', 'a@nord.example']])
})

test('ids and URLs are what stands in brackets, or null', () => {
  assert.deepEqual(headerForm('MessageIds', ' <a@x>\r\n <b\r\n @y> junk <c>'), ['a@x', 'b@y', 'c'])
  assert.equal(headerForm('MessageIds', ' none at all'), null)
  assert.equal(headerForm('MessageIds', ''), null)
  assert.deepEqual(headerForm('URLs', ' <https://list.example/u?a=1>, (or) <mailto:u@list.example>'), [
    'https://list.example/u?a=1',
    'mailto:u@list.example',
  ])
  assert.equal(headerForm('URLs', 'https://list.example/'), null)
})

test('the forms a field may have are those of RFC 8621 4.1.2', () => {
  const forms: HeaderForm[] = ['Raw', 'Text', 'Addresses', 'GroupedAddresses', 'MessageIds', 'Date', 'URLs']
  const of = (name: string) => forms.filter(form => mayHaveForm(name, form)).join(' ')
  assert.equal(of('Subject'), 'Raw Text')
  assert.equal(of('FROM'), 'Raw Addresses GroupedAddresses')
  assert.equal(of('Resent-Reply-To'), 'Raw Addresses GroupedAddresses')
  assert.equal(of('references'), 'Raw MessageIds')
  assert.equal(of('Resent-Date'), 'Raw Date')
  assert.equal(of('List-Unsubscribe'), 'Raw URLs')
  assert.equal(of('Received'), 'Raw')
  assert.equal(of('Return-Path'), 'Raw')
  assert.equal(of('List-Id'), forms.join(' '))
  assert.equal(of('X-Anything'), forms.join(' '))
  assert.equal(of('__proto__'), forms.join(' '))
})

test('what people see of a header is one clean line, whatever stands in it', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '=?utf-8?Q?=0D=0A=00?=',
      '=?utf-8?B?DQoA?=',
      '=?x?q?a?=',
      '\r\n ',
      '"',
      '<',
      '(',
      '@',
      ',',
      '\0',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
      const raw = pieces.join('')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
      const controls = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/
      assert.doesNotMatch(headerForm('Text', raw), controls)
      for (const { name, email } of headerForm('Addresses', raw))
        assert.doesNotMatch(`${name}${email}`, controls)
      for (const group of headerForm('GroupedAddresses', raw)) assert.doesNotMatch(`${group.name}`, controls)
      for (const id of headerForm('MessageIds', raw) ?? []) assert.doesNotMatch(id, controls)
    }),
    { numRuns: 2000 },
  )
})

test('a parsed date is an instant of its own, or null', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      date => {
        const back = headerForm('Date', date.toUTCString())
        assert.equal(back && Date.parse(back), Math.floor(date.getTime() / 1000) * 1000)
      },
    ),
  )
  fc.assert(
    fc.property(fc.string(), text => {
      const back = headerForm('Date', text)
      assert.ok(back === null || !Number.isNaN(Date.parse(back)), `${back}`)
    }),
  )
})
