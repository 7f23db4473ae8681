import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls'

export interface Received {
  from: string
  to: string[]
  /** the message as it came, dots unstuffed */
  bytes: Buffer
  secure: boolean
  /** "user password" where somebody signed in */
  signedIn: string | null
}

export interface SinkOptions {
  /** PEM; then STARTTLS is offered, or TLS spoken from the first octet with `implicit` */
  tls?: { key: string; cert: string }
  implicit?: boolean
  /** the one user who may send, "user password" */
  user?: string
  /** an answer other than "250 ok" to a command in capital letters ("RCPT", "DATA", "." for the end of the message) */
  answer?: (command: string, line: string) => string | undefined
  /** say nothing at all */
  silent?: boolean
  /** never come to the end of the answer to EHLO, but never be still for long */
  drip?: boolean
}

/** A mail server (RFC 5321) on loopback that keeps what it is given. */
export async function startSink(options: SinkOptions = {}) {
  const received: Received[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const arrived = new EventTarget()
  const onSocket = (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    if (options.silent) return
    talk(socket, options, one => {
      received.push(one)
      arrived.dispatchEvent(new Event('letter'))
    })
  }
  const server =
    options.implicit && options.tls ? createTlsServer(options.tls, onSocket) : createServer(onSocket)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    /** resolves when there are so many letters */
    async letters(count: number): Promise<Received[]> {
      while (received.length < count) await once(arrived, 'letter')
      return received
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function talk(plain: Socket, options: SinkOptions, take: (one: Received) => void): void {
  let socket = plain
  let secure = plain instanceof TLSSocket
  let signedIn: string | null = null
  let buffer = Buffer.alloc(0)
  let mail = { from: '', to: [] as string[] }
  let data = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const ok = (command: string, line: string, usual = '250 ok') =>
    say(options.answer?.(command, line) ?? usual)

  const command = (line: string): unknown => {
    const word = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
    if (word === 'EHLO' && options.drip) {
      const timer = setInterval(() => say('250-and'), 50)
      socket.on('close', () => clearInterval(timer))
      return
    }
    if (word === 'EHLO') {
      const more = [
        ...(options.tls && !secure ? ['STARTTLS'] : []),
        ...(options.user ? ['AUTH PLAIN'] : []),
        'SMTPUTF8',
      ]
      return say(
        ['sink.example', '8BITMIME', ...more]
          .map((one, i, all) => `250${i === all.length - 1 ? ' ' : '-'}${one}`)
          .join('\r\n'),
      )
    }
    if (word === 'STARTTLS') return options.tls ? upgrade(options.tls) : say('502 not here')
    if (word === 'AUTH') {
      const [, user = '', password = ''] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
        .toString()
        .split('\0')
      signedIn = `${user} ${password}`
      return say(signedIn === options.user ? '235 ok' : '535 5.7.8 wrong password')
    }
    if (word === 'MAIL') {
      if (options.user && signedIn !== options.user) return say('530 5.7.0 sign in first')
      mail = { from: /<(.*)>/.exec(line)?.[1] ?? '', to: [] }
      return ok('MAIL', line)
    }
    if (word === 'RCPT') {
      const answer = options.answer?.('RCPT', line)
      if (!answer) mail.to.push(/<(.*)>/.exec(line)?.[1] ?? '')
      return say(answer ?? '250 ok')
    }
    if (word === 'DATA') {
      data = true
      return ok('DATA', line, '354 go on')
    }
    if (word === 'QUIT') return socket.end('221 bye\r\n')
    return ok(word, line)
  }
  const onData = (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = data ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n')
      if (end < 0) return
      if (!data) {
        const line = buffer.subarray(0, end).toString()
        buffer = buffer.subarray(end + 2)
        command(line)
        continue
      }
      const bytes = Buffer.from(
        buffer
          .subarray(0, end + 2)
          .toString('latin1')
          .replace(/^\.\./gm, '.'),
        'latin1',
      )
      buffer = buffer.subarray(end + 5)
      data = false
      const answer = options.answer?.('.', '')
      if (!answer) take({ ...mail, bytes, secure, signedIn })
      say(answer ?? '250 taken')
    }
  }
  const upgrade = (tls: { key: string; cert: string }) => {
    say('220 go on')
    plain.removeAllListeners('data')
    const upgraded = new TLSSocket(plain, { isServer: true, secureContext: createSecureContext(tls) })
    upgraded.on('error', () => {})
    upgraded.on('data', onData)
    socket = upgraded
    secure = true
  }
  socket.on('data', onData)
  say('220 sink.example ready')
}
