import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openPlans } from '../../src/http/export-plans.ts'

const refusal = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code

test('one plan is only so large, and gives its room back', () => {
  const plans = openPlans<string>({ one: 10, all: 100 })
  for (let i = 0; i < 50; i++) {
    const room = plans.room()
    room.take(9)
    assert.throws(() => room.take(2), refusal('too-large'))
    room.end()
  }
})

test('plans that are made and taken have so much room together, and those nobody takes make room', () => {
  const plans = openPlans<string>({ one: 60, all: 100, idle: 50 })
  const make = (key: string, octets: number) => {
    const room = plans.room()
    try {
      room.take(octets)
      room.keep(key, key)
    } finally {
      room.end()
    }
  }
  make('a', 40)
  const a = plans.use('a')
  make('b', 40)
  assert.equal(plans.use('a')?.it, 'a')
  const making = plans.room()
  // b goes, for nobody takes it; a stays, for it is taken.
  making.take(60)
  assert.equal(plans.use('b'), null)
  assert.throws(() => make('c', 1), refusal('busy'))
  making.end()
  make('c', 60)
  assert.equal(plans.use('c')?.it, 'c')
  a?.done()
  a?.done()
  assert.throws(() => make('d', 1), refusal('busy'))
})

test('what is made twice is kept and counted once', () => {
  const plans = openPlans<string>({ one: 60, all: 100 })
  for (const version of ['first', 'second']) {
    const room = plans.room()
    room.take(50)
    room.keep('same', version)
    room.end()
  }
  assert.equal(plans.use('same')?.it, 'first')
  plans.room().take(50)
  assert.throws(() => plans.room().take(1), refusal('busy'))
})
