import assert from 'node:assert/strict'
import { type EventEmitter, once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import { loadConfig } from '../../src/config/config.ts'
import { newKeyPair } from '../../src/formats/sealed-box.ts'
import { listen } from '../../src/http/listen.ts'
import type { Web } from '../../src/http/web.ts'
import { openLog } from '../../src/log.ts'
import { createData } from '../../src/maildir/data-folder.ts'
import { layout as layoutOf } from '../../src/maildir/layout.ts'
import { serve } from '../../src/main/serve.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from '../world/temp.ts'
import { startWork } from '../world/yestermail.ts'
import { buildFakePage, startWeb } from './web-world.ts'

const log = openLog({ level: 'silent' })

test('what keeps it from starting is said in a sentence that names it', async () => {
  const work = await startWork({ port: 1 }, { now: Date.now() })
  try {
    const { config } = work
    const dist = join(work.folder, 'dist')
    await assert.rejects(serve({ config, log, dist }), { code: 'page-not-built', message: /npm run build/ })
    await mkdir(dist)
    await assert.rejects(serve({ config, log, dist }), { code: 'page-not-built' })
    await buildFakePage(dist)
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await assert.rejects(serve({ config: { ...config, listen: { host: '127.0.0.1', port } }, log, dist }), {
      code: 'cannot-listen',
      message: /another program listens there/,
    })
    await new Promise(resolve => other.close(resolve))
    await assert.rejects(
      serve({ config: { ...config, listen: { host: '203.0.113.1', port: 0 } }, log, dist }),
      { code: 'cannot-listen', message: /no such address/ },
    )
    await using empty = await tempFolder('empty')
    await assert.rejects(serve({ config: { ...config, data: empty.path }, log, dist }), {
      code: 'data-missing',
      message: new RegExp(empty.path),
    })
  } finally {
    await work.stop()
  }
})

test('it starts before the worker has made a ledger, and finds it when it comes', async () => {
  await using temp = await tempFolder('early')
  const dist = join(temp.path, 'dist')
  await buildFakePage(dist)
  const { config } = loadConfig({
    flags: {
      imap: 'imap://127.0.0.1:1',
      domain: 'one.example',
      data: join(temp.path, 'data'),
      listen: '127.0.0.1:0',
    },
  })
  const layout = layoutOf(config.data)
  await createData(layout, newKeyPair)
  const web = await serve({ config, log, dist })
  try {
    assert.deepEqual(await (await fetch(`${web.url}/health`)).json(), {
      status: 'ill',
      work: 'silent',
      data: 'readable',
      ledger: 'unreadable',
    })
    assert.equal((await fetch(`${web.url}/api/me`)).status, 200)
    const ledger = openLedger(layout.ledger)
    await ledger.heartbeatNow(Date.now())
    assert.equal((await fetch(`${web.url}/health`)).status, 200)
    ledger.close()
    await rm(layout.marker)
    const { data } = (await (await fetch(`${web.url}/health`)).json()) as { data: string }
    assert.equal(data, 'unreadable')
  } finally {
    await web.close()
  }
})

test('it closes though an event stream is open', async () => {
  const world = await startWeb({ users: { anna: 'anna-secret' } })
  await world.work.enrol('anna', 'anna-secret')
  const anna = await world.signedIn('anna')
  const stream = await anna.ask('/jmap/events')
  const ended = stream.text().catch(() => 'broken')
  await world.web.close()
  await ended
  await world.work.stop()
  await world.dovecot.stop()
})

test('a fault of the listening socket is logged and ends nothing', async () => {
  const faults: string[] = []
  const app = new Hono<Web>().get('/:fault', c => {
    const { server } = c.env.incoming.socket as { server?: EventEmitter }
    // As node:net does when accept(2) fails.
    server?.emit('error', new Error(c.req.param('fault')))
    return c.text('well')
  })
  const { url, close } = await listen(app, {
    ...{ host: '127.0.0.1', port: 0, tls: null },
    log: { error: (event, fields) => faults.push(`${event}: ${(fields as { error: Error }).error.message}`) },
  })
  for (const fault of ['EMFILE', 'ENFILE'])
    assert.equal(await (await fetch(`${url}/${fault}`)).text(), 'well')
  assert.deepEqual(faults, ['listening broken: EMFILE', 'listening broken: ENFILE'])
  await close()
})

test('more connections than it takes are closed at once, and a place that is left is taken again', async () => {
  const app = new Hono<Web>().get('/', c => c.text('well'))
  const { port, close } = await listen(app, {
    ...{ host: '127.0.0.1', port: 0, tls: null, maxConnections: 2 },
    log: { error: () => {} },
  })
  const open = async () => {
    const socket = connect(port, '127.0.0.1')
    const answer = new Promise<string>(resolve => {
      socket.once('data', data => resolve(String(data).slice(0, 12)))
      socket.once('close', () => resolve('closed'))
      socket.on('error', () => {})
    })
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    return { socket, answer: await answer }
  }
  const [first, second] = [await open(), await open()]
  assert.deepEqual([first.answer, second.answer], ['HTTP/1.1 200', 'HTTP/1.1 200'])
  assert.equal((await open()).answer, 'closed')
  first.socket.end()
  await once(first.socket, 'close')
  // the server sees the end of a connection when it gets round to it
  let third = await open()
  for (let tries = 0; third.answer === 'closed' && tries < 500; tries++) {
    await pause(20)
    third = await open()
  }
  assert.equal(third.answer, 'HTTP/1.1 200')
  second.socket.destroy()
  third.socket.destroy()
  await close()
})
