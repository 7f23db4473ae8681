import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A bare IMAP session for tests: puts mail into the world and looks at it from outside, sharing no code with the product. */
export interface ImapSession extends AsyncDisposable {
  /**
   * Send one command and wait for its tagged answer. A Uint8Array among the parts goes out as a literal.
   * Resolves to all untagged answers (one string an answer, literals inside it, one character an octet);
   * throws when the server says NO or BAD.
   */
  command(...parts: (string | Uint8Array)[]): Promise<string[]>
  close(): Promise<void>
}

/** Tags of test sessions begin so; whoever counts the product's commands leaves these sessions out. */
export const worldTag = 'world'

/** Connect to a plain IMAP port and sign in. */
export async function openImap(
  at: { host: string; port: number },
  user: string,
  password: string,
): Promise<ImapSession> {
  const socket = connect(at.port, at.host)
  await once(socket, 'connect')
  const nextAnswer = answers(socket)
  await nextAnswer()
  let n = 0
  let mayPush = true
  const command = async (...parts: (string | Uint8Array)[]): Promise<string[]> => {
    const tag = `${worldTag}${++n}`
    const untagged: string[] = []
    const pieces = encode(tag, parts, mayPush)
    socket.write(pieces.shift() ?? '')
    for (;;) {
      const answer = await nextAnswer()
      // A server without LITERAL+ asks for each literal.
      if (answer.startsWith('+') && pieces.length) {
        socket.write(pieces.shift() ?? '')
        continue
      }
      if (!answer.startsWith(`${tag} `)) untagged.push(answer)
      else if (answer.startsWith(`${tag} OK`)) return untagged
      else throw new Error(`IMAP: ${answer} (after ${parts.find(p => typeof p === 'string')})`)
    }
  }
  const close = async () => {
    if (!socket.destroyed) await command('LOGOUT').catch(() => undefined)
    socket.destroy()
  }
  try {
    const [offered = ''] = await command('CAPABILITY')
    if (offered.includes('AUTH=PLAIN')) await command(`LOGIN ${quoted(user)} ${quoted(password)}`)
    else if (offered.includes('AUTH=LOGIN'))
      await command('AUTHENTICATE LOGIN\r\n', base64(user), '\r\n', base64(password))
    else await command(`LOGIN ${quoted(user)} ${quoted(password)}`)
    mayPush = /LITERAL\+/.test((await command('CAPABILITY')).join())
  } catch (error) {
    socket.destroy()
    throw error
  }
  return { command, close, [Symbol.asyncDispose]: close }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

/** An IMAP quoted string (RFC 3501 4.3). */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** A folder name as IMAP4rev1 wants it: modified UTF-7 (RFC 3501 5.1.3), quoted. */
export function folderName(name: string): string {
  const encoded = name.replace(/&|[^\x20-\x7e]+/g, run => {
    if (run === '&') return '&-'
    const utf16 = Buffer.from(run, 'utf16le').swap16()
    return `&${utf16.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`
  })
  return quoted(encoded)
}

/** Literals as LITERAL+ (RFC 7888), so that no answer has to be awaited in between. */
function encode(tag: string, parts: (string | Uint8Array)[], mayPush: boolean): Buffer[] {
  const pieces: Uint8Array[][] = [[Buffer.from(`${tag} `)]]
  for (const part of parts) {
    if (typeof part === 'string') pieces.at(-1)?.push(Buffer.from(part))
    else if (mayPush) pieces.at(-1)?.push(Buffer.from(`{${part.length}+}\r\n`), part)
    else {
      pieces.at(-1)?.push(Buffer.from(`{${part.length}}\r\n`))
      pieces.push([part])
    }
  }
  pieces.at(-1)?.push(Buffer.from('\r\n'))
  return pieces.map(piece => Buffer.concat(piece))
}

/** The server's answers one at a time: a line, and where it ends in {n} also n octets and what follows them. */
function answers(socket: Socket): () => Promise<string> {
  let held = Buffer.alloc(0)
  let failed: Error | null = null
  let wake = () => {}
  const fail = (error: Error) => {
    failed ??= error
    wake()
  }
  socket.on('data', chunk => {
    held = Buffer.concat([held, chunk])
    wake()
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('IMAP: the connection was closed')))
  return async () => {
    for (;;) {
      const end = answerEnd(held)
      if (end !== null) {
        const answer = held.toString('latin1', 0, end - 2)
        held = held.subarray(end)
        return answer
      }
      if (failed) throw failed
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
}

function answerEnd(bytes: Buffer): number | null {
  for (let from = 0; ; ) {
    const eol = bytes.indexOf('\r\n', from)
    if (eol < 0) return null
    const literal = /\{([0-9]+)\}$/.exec(bytes.toString('latin1', Math.max(from, eol - 20), eol))
    if (!literal) return eol + 2
    from = eol + 2 + Number(literal[1])
    if (bytes.length < from) return null
  }
}
