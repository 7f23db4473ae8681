import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lines, table } from '../../src/main/terminal.ts'

test('what a mail server named or said cannot write on the terminal of who reads it', () => {
  assert.equal(
    lines('NO \u001b[2J\u009b31m\u202egpj\r\nnext'),
    'NO \ufffd[2J\ufffd31m\ufffdgpj\ufffd\nnext\n',
  )
  assert.equal(table([['a\u001b[2J', 'b\n']]), 'a\ufffd[2J  b\ufffd\n')
})
