import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { CORE, TIME_MACHINE } from '../../src/domain/jmap-capabilities.ts'
import { startDemo } from './demo.ts'

// biome-ignore lint/suspicious/noExplicitAny: JSON of the server under test, looked into by assertions
type Answer = any

const all = process.env.YESTERMAIL_TEST === 'all'
const skip = !all && 'it lives through ten nights for it: YESTERMAIL_TEST=all'
test('the deleted invoice of the demo comes back into its mailbox, a notice arrives there, and it can be undone', {
  skip,
}, async t => {
  const demo = await startDemo({ zone: 'Europe/Rome', admin: true })
  t.after(demo.stop)
  const ask = await signedIn(demo)
  const me = await ask('/api/me')
  const accountId: string = me.control
  const jmap = async (name: string, args: object): Promise<Answer> => {
    const request = { using: [CORE, TIME_MACHINE], methodCalls: [[name, { accountId, ...args }, '0']] }
    return (await ask('/jmap/api', request)).methodResponses[0][1]
  }
  const reach = async (id: string, states: string[]): Promise<Answer> => {
    for (;;) {
      const { list } = await jmap('RestoreRequest/get', { ids: [id] })
      if (states.includes(list[0]?.state)) return list[0]
      await setTimeout(200)
    }
  }
  const missing = { missing: ['gone'], text: demo.invoice.subject }
  const { created } = await jmap('RestoreRequest/set', { create: { a: { what: [{ filter: missing }] } } })
  const { id } = created.a
  const planned = await reach(id, ['planned', 'unplannable'])
  assert.equal(planned.plan?.add, 1)
  const inbox = () => demo.mailbox.folders().flatMap(folder => folder.copies.map(copy => copy.bytes))
  const holds = (text: string) => inbox().filter(bytes => Buffer.from(bytes).includes(text)).length
  const before = inbox().length
  await jmap('RestoreRequest/set', { update: { [id]: { state: 'waiting' } } })
  const done = await reach(id, ['done', 'failed', 'partial'])
  assert.deepEqual([done.state, done.result.added], ['done', 1])
  while (holds('yestermail@') === 0) await setTimeout(200)
  assert.ok(inbox().length >= before + 2, 'the message and the notice')
  await jmap('RestoreRequest/set', { update: { [id]: { state: 'undone' } } })
  assert.equal((await reach(id, ['undone'])).undone.removed, 1)
})

async function signedIn({ url, address, password }: { url: string; address: string; password: string }) {
  let cookie = ''
  const ask = async (path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return answer.json()
  }
  await ask('/api/sign-in', { address, password })
  return ask
}
