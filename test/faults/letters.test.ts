import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import type { MailSettings } from '../../src/domain/mail-settings.ts'
import { openLog } from '../../src/log.ts'
import { sendLetter } from '../../src/smtp/send-letter.ts'
import { sendLetters } from '../../src/tell/send-letters.ts'
import { openRequests } from '../requests/request-world.ts'
import { type SinkOptions, startSink } from '../world/smtp-sink.ts'

/**
 * Faults of the mail server that the letters about restores go to. What must hold:
 *   a request goes its way whether anybody can be told or not
 *   no letter is lost: each arrives when the mail server is well again, and each by itself where only one is refused
 *   twice only when the server took it and its answer was lost, and then under the same Message-ID
 */
const MINUTE = 60_000
const signal = new AbortController().signal

/** `once`: the first letter alone meets it. `twice`: may be there twice. `held`: one failure holds all, else each is tried. */
const faults: { name: string; fault: SinkOptions | Cut; held: boolean; twice?: boolean }[] = [
  { name: 'nobody listens', fault: { cut: 'absent' }, held: true },
  { name: 'hung up before the greeting', fault: { cut: 'greeting' }, held: true },
  { name: 'hung up after the recipient', fault: { cut: 'RCPT' }, held: true },
  { name: 'hung up in the middle of the message', fault: { cut: 'DATA' }, held: true },
  { name: 'taken, and hung up before it said so', fault: { cut: '.' }, held: true, twice: true },
  { name: '421 at MAIL', fault: { answer: saying('MAIL', '421 4.3.2 closing') }, held: true },
  { name: '451 at RCPT, greylisted', fault: { answer: saying('RCPT', '451 4.7.1 later') }, held: false },
  { name: '550 at RCPT', fault: { answer: saying('RCPT', '550 5.1.1 nobody') }, held: false },
  {
    name: '452 at DATA, its disk is full',
    fault: { answer: saying('DATA', '452 4.3.1 no space') },
    held: false,
  },
  { name: '451 after the message', fault: { answer: saying('.', '451 4.3.0 not now') }, held: false },
  { name: '554 after the message', fault: { answer: saying('.', '554 5.7.1 no') }, held: false },
  { name: 'silent', fault: { silent: true }, held: true },
  { name: 'one octet at a time', fault: { drip: true }, held: true },
]

interface Cut {
  cut: 'absent' | 'greeting' | 'RCPT' | 'DATA' | '.'
}

describe('a mail server that cannot be told', { concurrency: 4, timeout: 120_000 }, () => {
  for (const { name, fault, held, twice = false } of faults)
    test(`${name}: the restore goes on, and every letter arrives when it is well again`, async () => {
      await using world = await openRequests({ policy: { decide: 'owner' } })
      const { ledger, clock } = world
      const id = await world.filed()
      await world.carryOut()
      await world.ask('restore-undo', id)
      await world.carryOut()
      const ids = world.letters().length
      assert.ok(ids >= 2, 'there is something to be told')
      assert.equal((await world.read(id)).state, 'undone')
      const well = await startSink()
      const ill = 'cut' in fault ? await hangsUp(fault.cut) : { ...(await startSink(fault)), taken: () => [] }
      const post = (port: number, limits = { patience: 20_000, deadline: 30_000 }) => ({
        ...{ ledger, log: openLog({ level: 'silent' }), now: () => clock.now },
        send: (letter: Parameters<typeof sendLetter>[1], madeAt: number) =>
          sendLetter(settings(port), letter, madeAt, signal, limits),
      })
      try {
        const isStill = 'silent' in fault || 'drip' in fault
        await sendLetters(post(ill.port, isStill ? { patience: 300, deadline: 600 } : undefined), signal)
        assert.equal((await ledger.figures(clock.now)).letters, ids, 'none counts as sent')
        assert.equal(ill.connections(), 'cut' in fault && fault.cut === 'absent' ? 0 : held ? 1 : ids)
        await sendLetters(post(well.port), signal)
        assert.equal(well.received.length, 0, 'not before its time')
        clock.now += 10 * MINUTE
        await sendLetters(post(well.port), signal)
        assert.equal((await ledger.figures(clock.now)).letters, 0)
        const told = well.received.map(one => messageId(one.bytes))
        assert.equal(new Set(told).size, ids)
        assert.equal(told.length, ids)
        assert.deepEqual(
          ill.taken().filter(one => !told.includes(one)),
          [],
        )
        assert.equal(ill.taken().length, twice ? 1 : 0)
      } finally {
        await Promise.all([well.stop(), ill.stop()])
      }
    })
})

function saying(at: string, answer: string) {
  return (command: string) => (command === at ? answer : undefined)
}

function settings(port: number): MailSettings {
  return {
    ...{ host: '127.0.0.1', port, user: null, password: '', security: 'none' },
    ...{ from: 'yestermail@yester.example', operators: [], summaryAt: '07:00', language: 'en' },
  }
}

function messageId(bytes: Buffer): string {
  return /^Message-ID: (\S+)/im.exec(bytes.toString('latin1'))?.[1] ?? ''
}

/** A mail server that ends each connection at that place; what it took it took. */
async function hangsUp(cut: Cut['cut']) {
  const sockets = new Set<Socket>()
  const taken: string[] = []
  let connections = 0
  const server = createServer(socket => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    if (cut === 'greeting') return socket.resetAndDestroy()
    socket.write('220 sink.example\r\n')
    let text = ''
    let data = false
    return socket.on('data', chunk => {
      text += chunk.toString('latin1')
      if (data && cut === 'DATA') return socket.resetAndDestroy()
      for (let end = text.indexOf('\r\n'); !data && end >= 0; end = text.indexOf('\r\n')) {
        const word = text.slice(0, 4)
        text = text.slice(end + 2)
        if (word === cut && cut !== 'DATA') return socket.resetAndDestroy()
        data = word === 'DATA'
        socket.write(data ? '354 go on\r\n' : '250 ok\r\n')
      }
      if (!data || !text.includes('\r\n.\r\n')) return socket
      taken.push(messageId(Buffer.from(text)))
      return socket.destroy()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await once(server.close(), 'close')
  }
  if (cut === 'absent') await stop()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => connections,
    taken: () => taken,
    stop,
  }
}
