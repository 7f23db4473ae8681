import assert from 'node:assert/strict'
import { it } from 'node:test'
import { CORE, MAIL, TIME_MACHINE } from '../../src/domain/jmap-capabilities.ts'
import { using } from '../../web/jmap.ts'

it('the page asks with the capabilities the server has', () => {
  assert.deepEqual(using, [CORE, MAIL, TIME_MACHINE])
})
