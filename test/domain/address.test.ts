import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalAddress, canonicalDomain } from '../../src/domain/address.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { fc } from '../world/fast-check.ts'

const server = (domain: string, more: Partial<MailServer> = {}): MailServer => ({
  domain,
  host: 'mail.example',
  port: 993,
  security: 'tls',
  login: 'address',
  foldCase: true,
  plan: 'days-15',
  enrol: 'sign-in',
  ...more,
})
const servers = new Map<string, MailServer>([
  ['one.example', server('one.example')],
  ['exact.example', server('exact.example', { foldCase: false })],
  ['xn--bcher-kva.example', server('xn--bcher-kva.example')],
  [
    'master.example',
    server('master.example', { master: { user: 'm', password: 'p', form: 'separator', separator: '+' } }),
  ],
])
const canonical = (text: string) => canonicalAddress(text, servers)?.address ?? null

test('one mailbox has one spelling', () => {
  for (const text of ['anna@one.example', ' Anna@ONE.example ', 'ANNA@one.example.'])
    assert.equal(canonical(text), 'anna@one.example')
  assert.equal(canonical('Anna@Exact.Example'), 'Anna@exact.example')
  assert.equal(canonical('o\u0308@one.example'), 'ö@one.example')
  assert.equal(canonical('max@Bücher.example'), 'max@xn--bcher-kva.example')
  assert.equal(canonical('max@xn--bcher-kva.example'), 'max@xn--bcher-kva.example')
})

test('a domain without a server, and text that is no address, is nobody', () => {
  for (const text of ['', '@', 'anna', 'anna@', '@one.example', 'anna@other.example', 'a@b@two.example'])
    assert.equal(canonical(text), null)
})

test('nothing that a mail server may read as more than a user name gets through', () => {
  for (const local of [
    'anna*master',
    'anna%master',
    'a/b',
    'a!b',
    'a b',
    'a\tb',
    'a\r\nb',
    'a\0b',
    '"a"',
    'a\\b',
    'a@b',
    'a(b',
    'a<b',
    'a,b',
    'a:b',
    'a\u202eb',
    'x'.repeat(65),
  ])
    assert.equal(canonical(`${local}@one.example`), null, JSON.stringify(local))
})

test("a configured master user's separator is refused too", () => {
  assert.equal(canonical('anna+news@one.example'), 'anna+news@one.example')
  assert.equal(canonical('anna+m@master.example'), null)
})

test('no text whatever raises an error or comes back with a line break, a star or a space', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom(...servers.keys()),
      (local, domain) => {
        const found = canonicalAddress(`${local}@${domain}`, servers)
        if (found) assert.doesNotMatch(found.address, /[\p{Cc}\s*%"\\]/u)
        canonicalAddress(local, servers)
      },
    ),
  )
})

test('a mail domain is letters, digits and hyphens, never an address of a host', () => {
  assert.equal(canonicalDomain('Example.ORG'), 'example.org')
  for (const text of [
    '',
    '.',
    '127.0.0.1',
    '[::1]',
    '0x7f.1',
    'a..b',
    '-a.b',
    'a b.c',
    'a.b:25',
    'a/b',
    'ex_ample.org',
  ])
    assert.equal(canonicalDomain(text), null, text)
})
