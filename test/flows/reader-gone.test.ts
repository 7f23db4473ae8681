import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { leanEnv } from '../world/lean-env.ts'

const main = join(import.meta.dirname, '../../src/main.ts')
const server = ['--imap', 'imaps://mail.one.example', '--domain', 'one.example']

test('a command whose output nobody reads any more ends without a word', async () => {
  for (const args of [['--help'], [...server, 'plan', 'show', 'days-15']]) {
    const child = spawn(process.execPath, [main, ...args], {
      env: leanEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // As `| true` does, before the first line comes.
    child.stdout.destroy()
    let said = ''
    child.stderr.on('data', octets => {
      said += octets
    })
    assert.deepEqual(await once(child, 'close'), [0, null])
    assert.equal(said, '')
  }
})

test('a command whose output finds no room says so and fails', async () => {
  const child = spawn(process.execPath, [main, ...server, 'plan', 'show', 'days-15'], {
    env: leanEnv,
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', octets => {
    said += octets
  })
  assert.deepEqual(await once(child, 'close'), [1, null])
  assert.equal(said, 'yestermail: the output cannot be written (ENOSPC).\n')
})
