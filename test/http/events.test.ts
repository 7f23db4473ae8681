import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, startWeb, type WebWorld } from './web-world.ts'

const start = Date.parse('2026-11-14T01:00:00Z')
const clock = { now: start }
let world: WebWorld
let account: string
let anna: Browser
before(async () => {
  world = await startWeb({ users: { anna: 'anna-secret', ben: 'ben-secret' }, clock })
  account = await world.work.enrol('anna', 'anna-secret')
  await world.work.enrol('ben', 'ben-secret')
  anna = await world.signedIn('anna')
})
after(async () => world?.stop())

interface Listening {
  next(): Promise<{ event: string; data: string } | null>
  close(): Promise<void>
  headers: Headers
}

async function listen(query: string): Promise<Listening> {
  const answer = await anna.ask(`/jmap/events${query}`, { headers: { accept: 'text/event-stream' } })
  assert.equal(answer.status, 200)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  assert.ok(reader)
  let text = ''
  return {
    headers: answer.headers,
    async next() {
      while (!text.includes('\n\n')) {
        const { done, value } = await reader.read()
        if (done) return null
        text += value
      }
      const [block = ''] = text.split('\n\n', 1)
      text = text.slice(block.length + 2)
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
      return { event: field('event'), data: field('data') }
    },
    close: () => reader.cancel(),
  }
}

test('a new restore point and the run that makes it are told, with the states the methods answer', async () => {
  const events = await listen('?types=*&closeafter=no&ping=30')
  assert.match(events.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal((await events.next())?.event, 'ping')
  await world.work.backUp(account, 'first')
  const [points, runs] = await anna.jmap(
    ['RestorePoint/get', { accountId: `c${account}`, ids: [] }],
    ['BackupRun/get', { accountId: `c${account}`, ids: [] }],
  )
  const states: Record<string, string> = {}
  for (let tries = 0; ; tries++) {
    const told = await events.next()
    assert.equal(told?.event, 'state')
    const { '@type': type, changed } = JSON.parse(told?.data ?? '')
    assert.equal(type, 'StateChange')
    assert.deepEqual(Object.keys(changed), [`c${account}`])
    Object.assign(states, changed[`c${account}`])
    if (states.RestorePoint === points.state && states.BackupRun === runs.state) break
    assert.ok(tries < 5, `${told?.data} is not the end`)
  }
  await events.close()
})

test('a request for a restore is told: when it is asked for, and whatever becomes of it', async () => {
  const events = await listen('?types=RestoreRequest&closeafter=no&ping=0')
  await events.next()
  const accountId = `c${account}`
  const [{ ids }] = await anna.jmap(['RestorePoint/query', { accountId }])
  const create = { a: { what: [{ accountId: ids[0] }], target: { kind: 'in-place' } } }
  const [made] = await anna.jmap(['RestoreRequest/set', { accountId, create }])
  const id = made.created.a.id
  const stateTold = async () => {
    const told = JSON.parse((await events.next())?.data ?? '').changed[accountId]
    assert.deepEqual(Object.keys(told), ['RestoreRequest'])
    return told.RestoreRequest
  }
  const get = async () => (await anna.jmap(['RestoreRequest/get', { accountId, ids: [id] }]))[0]
  assert.equal(await stateTold(), (await get()).state, 'nobody has taken it up, and it is told')
  const stopping = new AbortController()
  const working = Promise.all([world.work.work(stopping.signal), world.work.keepRequests(stopping.signal)])
  try {
    // As the page follows it: no look without being told.
    let now = await get()
    while (now.list[0].state === 'planning') {
      await stateTold()
      now = await get()
    }
    assert.match(now.list[0].state, /^(planned|unplannable)$/, 'the worker has taken it up')
  } finally {
    stopping.abort()
    await working
    await events.close()
  }
})

test('who asks to be closed after a state is closed', async () => {
  const events = await listen('?types=RestorePoint&closeafter=state&ping=0')
  await events.next()
  clock.now += 86_400_000
  anna = await world.signedIn('anna')
  await events.close()
  const again = await listen('?types=RestorePoint&closeafter=state&ping=0')
  await again.next()
  await world.work.backUp(account, 'nightly')
  const told = await again.next()
  assert.deepEqual(Object.keys(JSON.parse(told?.data ?? '').changed[`c${account}`]), ['RestorePoint'])
  assert.equal(await again.next(), null)
})

test('types that are not asked for, or do not exist here, are never told', async () => {
  clock.now += 86_400_000
  anna = await world.signedIn('anna')
  const none = await listen('?types=Email,Mailbox&closeafter=state&ping=5')
  const some = await listen('?types=Email,RestorePoint&closeafter=no&ping=0')
  assert.equal((await none.next())?.event, 'ping')
  assert.deepEqual(await some.next(), { event: '', data: '' })
  await world.work.backUp(account, 'nightly')
  const told = await some.next()
  assert.deepEqual(Object.keys(JSON.parse(told?.data ?? '').changed[`c${account}`]), ['RestorePoint'])
  assert.equal((await none.next())?.event, 'ping')
  await none.close()
  await some.close()
})

test('pings come as often as asked for, within what RFC 8620 7.3 lets a server choose, and never with 0', async () => {
  for (const [ping, interval] of [
    ['1', 5],
    ['300', 300],
    ['9999', 300],
    ['x', 60],
    ['', 60],
  ]) {
    const events = await listen(`?types=*&closeafter=no&ping=${ping}`)
    assert.deepEqual(JSON.parse((await events.next())?.data ?? ''), { interval }, `${ping}`)
    await events.close()
  }
  const never = await listen('?types=*&closeafter=no&ping=0')
  assert.deepEqual(await never.next(), { event: '', data: '' })
  await never.close()
  const events = await listen('?types=*&closeafter=no&ping=5')
  await events.next()
  const begun = performance.now()
  assert.equal((await events.next())?.event, 'ping')
  assert.ok(performance.now() - begun > 4000)
  await events.close()
})

test('one session holds so many streams, and a closed one makes room', async () => {
  const open = await Promise.all(Array.from({ length: 8 }, () => listen('')))
  const refused = await anna.ask('/jmap/events')
  assert.equal(refused.status, 429)
  assert.equal(refused.headers.get('content-type'), 'application/problem+json')
  await open[0]?.close()
  for (let i = 0; ; i++) {
    const answer = await anna.ask('/jmap/events')
    await answer.body?.cancel()
    if (answer.status === 200) break
    assert.ok(i < 50)
    await pause(100)
  }
  await Promise.all(open.map(one => one.close()))
})

test('however often a person is signed in, it holds so many streams, and others have theirs', async () => {
  const sessions = [anna, ...(await Promise.all([1, 2, 3].map(() => world.signedIn('anna'))))]
  const openAll = () =>
    Promise.all(sessions.flatMap(one => Array.from({ length: 8 }, () => one.ask('/jmap/events'))))
  const isRefused = ({ status }: Response) => status === 429
  let answers = await openAll()
  // the places of streams that were closed just now are given back a moment later
  for (let tries = 0; answers.filter(isRefused).length > 8 && tries < 50; tries++) {
    await Promise.all(answers.map(answer => answer.body?.cancel()))
    await pause(100)
    answers = await openAll()
  }
  const counted = answers.map(({ status }) => status).sort()
  assert.deepEqual(counted, [...Array(24).fill(200), ...Array(8).fill(429)])
  const others = await (await world.signedIn('ben')).ask('/jmap/events')
  assert.equal(others.status, 200)
  await Promise.all([...answers, others].map(answer => answer.body?.cancel()))
})

test('a stream ends with the session and does not prolong it', async () => {
  anna = await world.signedIn('anna')
  const events = await listen('')
  await events.next()
  clock.now += 31 * 60_000
  assert.equal(await events.next(), null)
  assert.equal(((await anna.json('/api/me')) as { signedIn: boolean }).signedIn, false)
})
