import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImapFlow } from 'imapflow'
import { hidingCredential } from '../../src/imap/hidden-credential.ts'

class Library {
  usable = true
  note = ''
  async list() {
    throw Object.assign(new Error('Command failed'), { responseText: 'not for secret1' })
  }
  async *fetch() {
    yield 'one'
    throw new Error('secret1 again')
  }
  stats() {
    throw new Error(`secret1 of ${this.note}`)
  }
  self() {
    return this
  }
}

const wrapped = (library: Library) =>
  hidingCredential(library as unknown as ImapFlow, ['secret1']) as unknown as Library

test('errors of promises, of generators and of plain calls are cleaned', async () => {
  const client = wrapped(new Library())
  await assert.rejects(client.list(), { responseText: 'not for [hidden]' })
  const got: string[] = []
  await assert.rejects(
    async () => {
      for await (const one of client.fetch()) got.push(one)
    },
    { message: '[hidden] again' },
  )
  assert.deepEqual(got, ['one'])
  assert.throws(() => client.stats(), { message: '[hidden] of ' })
})

test('it is the library otherwise: what is set is set there, and a loop that is left ends its generator', async () => {
  const library = new Library()
  const client = wrapped(library)
  client.note = 'x'
  assert.equal(library.note, 'x')
  assert.equal(client.usable, true)
  assert.ok(client instanceof Library)
  assert.equal(client.self(), library)
  for await (const one of client.fetch()) {
    assert.equal(one, 'one')
    break
  }
  library.stats = () => assert.fail('replaced')
  assert.throws(() => client.stats(), { message: 'replaced' })
})
