import type { Readable, Writable } from 'node:stream'
import type { Added, AddedMessage, ServerNo } from '../domain/live-writer.ts'
import { answerLines, readAnswer } from './answer-lines.ts'
import { appendLine, type LiteralWays } from './append-command.ts'

/** So many APPENDs, and octets of them, may wait for their answers. */
const MOST = 128
const MOST_OCTETS = 8 << 20

/**
 * One APPEND behind the other on a signed-in connection, without waiting for answers where the server lets us: imapflow
 * has one command under way at a time, and waits for each answer. When the connection is lost, or the server is silent
 * for `silence` milliseconds while it owes an answer, whatever waits is rejected. `hide` takes the credential out of
 * what the server says.
 */
export function appendStream(
  sockets: { readSocket: Readable; writeSocket: Writable },
  ways: LiteralWays,
  { silence, hide }: { silence: number; hide: (text: string) => string },
) {
  const { readSocket, writeSocket } = sockets
  const waiting = new Map<string, Waiting>()
  const wakers = new Set<() => void>()
  let tags = 0
  let octets = 0
  let sent = 0
  let lost: Error | null = null
  let bye: string | null = null
  let goAhead: ((tag: string | null) => void) | null = null
  let last: Promise<void> = Promise.resolve()
  let watch = setTimeout(() => {}, 0)

  const wake = () => {
    for (const one of wakers) one()
    wakers.clear()
  }
  const lose = (error: Error) => {
    if (lost) return
    lost = Object.assign(error, { byeWords: bye })
    clearTimeout(watch)
    readSocket.destroy()
    writeSocket.destroy()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    goAhead?.(null)
    wake()
  }
  const heard = () => {
    clearTimeout(watch)
    if (waiting.size && !lost)
      watch = setTimeout(() => lose(new Error('the server is silent')), silence).unref()
  }
  const onLine = (line: string) => {
    if (line.startsWith('+')) goAhead?.(null)
    if (/^\* BYE\b/i.test(line)) bye = hide(line.slice(6).slice(0, 200))
    const space = line.indexOf(' ')
    const one = waiting.get(line.slice(0, space))
    const answer = one && readAnswer(line.slice(space + 1))
    if (!one || !answer) return
    waiting.delete(one.tag)
    octets -= one.size
    one.resolve(answer.ok ? answer : { ...answer, words: hide(answer.words) })
    goAhead?.(one.tag)
    wake()
  }
  const feed = answerLines(onLine)
  readSocket.on('data', (chunk: Buffer) => {
    try {
      feed(chunk)
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)))
    }
    heard()
  })
  for (const socket of new Set([readSocket, writeSocket]))
    socket
      .on('error', (error: Error) => lose(error))
      .on('close', () => lose(new Error('the connection was lost')))
  readSocket.on('end', () => lose(new Error('the connection was lost'))).resume()

  async function send(one: Waiting, raw: string, message: AddedMessage): Promise<void> {
    const pieces = message.bytes[Symbol.iterator]()
    // Read, and so proven, before a word of the command is said.
    const first = pieces.next()
    const hasNul = !first.done && Buffer.from(first.value).includes(0)
    const { line, asks } = appendLine(one.tag, raw, { ...message, hasNul }, ways)
    if (lost) throw lost
    waiting.set(one.tag, one)
    octets += message.size
    heard()
    writeSocket.cork()
    writeSocket.write(line, 'latin1')
    try {
      if (asks) writeSocket.uncork()
      if (asks && !(await asked(one.tag))) return
      if (asks) writeSocket.cork()
      await sendOctets(first, pieces, message.size)
      writeSocket.write('\r\n')
      writeSocket.uncork()
    } catch (error) {
      // The server waits for the rest of a literal: this connection can say nothing else any more.
      lose(error instanceof Error ? error : new Error(String(error)))
    }
  }

  // The answer itself comes instead of "+" where the server will not have the message.
  function asked(own: string): Promise<boolean> {
    return new Promise(resolve => {
      goAhead = tag => {
        if (tag !== null && tag !== own) return
        goAhead = null
        resolve(tag === null && lost === null)
      }
    })
  }

  async function sendOctets(first: Piece, pieces: Iterator<Uint8Array>, size: number): Promise<void> {
    let left = size
    for (let piece = first; !piece.done; piece = pieces.next()) {
      const { value } = piece
      left -= value.length
      if (left < 0) break
      sent += value.length
      if (value.length === size) writeSocket.write(value)
      else await written(writeSocket, value)
    }
    if (left !== 0) throw new Error('a message is not as long as it was')
  }

  return {
    append(raw: string, message: AddedMessage): Promise<Added | ServerNo> {
      return new Promise<Added | ServerNo>((resolve, reject) => {
        const one: Waiting = { tag: `R${++tags}`, size: message.size, resolve, reject }
        last = last.then(() => send(one, raw, message)).catch(reject)
      })
    },
    /** resolves when one more may be sent */
    async room(): Promise<void> {
      for (;;) {
        await last
        if (lost) throw lost
        if (waiting.size < MOST && octets < MOST_OCTETS) return
        await new Promise<void>(resolve => wakers.add(resolve))
      }
    },
    usable: () => lost === null,
    sent: () => sent,
    /** what the server said when it ended the connection */
    bye: () => bye,
    close() {
      if (!lost) writeSocket.write(`R${++tags} LOGOUT\r\n`)
      lose(new Error('the connection was closed'))
    },
  }
}

export type AppendStream = ReturnType<typeof appendStream>

type Piece = IteratorResult<Uint8Array, unknown>

interface Waiting {
  tag: string
  size: number
  resolve(answer: Added | ServerNo): void
  reject(error: unknown): void
}

// A long message's pieces lie in memory that is used again.
function written(socket: Writable, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.uncork()
    socket.write(piece, error => (error ? reject(error) : resolve()))
  })
}
