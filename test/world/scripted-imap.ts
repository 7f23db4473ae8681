import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A message of the script: so many octets, each `fill`, behind a small header. */
export interface ScriptedMail {
  size: number
  /** breaks the connection in the middle of its bytes, each time it is asked for, or so many times */
  breaks?: number
  /** answered with NO and these words, each time */
  refused?: string
  /** octets a second at which it drips */
  drips?: number
}

export interface ImapScript {
  folders: Map<string, { uidValidity: number; specialUse?: string; mails: Map<number, ScriptedMail> }>
  /** the next command that fits is answered with this line alone: "BAD Request is throttled…" */
  answers: { to: RegExp; line: string }[]
  /** commands that fit are never answered */
  silentAt: RegExp | null
  /** told each command before it is answered */
  hear: (command: string) => void
  /** connections are refused from now on */
  down: boolean
  /** each connection ends after so many octets */
  endsAfter: number
  commands: string[]
  sent: number
  connections: number
}

/**
 * An IMAP server (RFC 3501, no extensions) with messages made while they are sent, so a giant mailbox
 * needs no memory; it breaks, drips, refuses and keeps silent as told. Any user and password are right.
 */
export async function startScriptedImap() {
  const script: ImapScript = {
    folders: new Map([['INBOX', { uidValidity: 1, mails: new Map() }]]),
    answers: [],
    silentAt: null,
    hear: () => {},
    down: false,
    endsAfter: Number.POSITIVE_INFINITY,
    commands: [],
    sent: 0,
    connections: 0,
  }
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined) // both ends break on purpose here
    if (script.down) {
      socket.resetAndDestroy()
      return
    }
    script.connections++
    void serve(socket, script).catch(() => socket.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    script,
    port: typeof address === 'object' && address ? address.port : 0,
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** SHA-256 of the exact octets of a scripted message. */
export function scriptedHash(uid: number, { size }: ScriptedMail): string {
  const hash = createHash('sha256')
  for (const piece of pieces(uid, size, 0, size)) hash.update(piece)
  return hash.digest('hex')
}

async function serve(socket: Socket, script: ImapScript): Promise<void> {
  let sent = 0
  const write = async (data: string | Buffer) => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    if (sent + bytes.length > script.endsAfter) {
      socket.write(bytes.subarray(0, Math.max(0, script.endsAfter - sent)))
      socket.end()
      throw new Error('ended')
    }
    sent += bytes.length
    script.sent += bytes.length
    if (socket.destroyed) throw new Error('gone')
    if (!socket.write(bytes)) await drained(socket)
  }
  let selected: string | null = null
  await write('* OK ready\r\n')
  for await (const line of lines(socket)) {
    const [tag = '', first = '', ...words] = line.split(' ')
    const uid = first.toUpperCase() === 'UID'
    const command = (uid ? (words.shift() ?? '') : first).toUpperCase()
    const rest = words.join(' ')
    const heard = `${uid ? 'UID ' : ''}${command} ${rest}`
    script.commands.push(heard)
    script.hear(heard)
    if (script.silentAt?.test(heard)) continue
    const planned = script.answers.findIndex(answer => answer.to.test(heard))
    if (planned >= 0) {
      const [answer] = script.answers.splice(planned, 1)
      await write(`${tag} ${answer?.line}\r\n`)
      continue
    }
    const box = selected === null ? undefined : script.folders.get(selected)
    if (command === 'CAPABILITY') await write('* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR SPECIAL-USE\r\n')
    else if (command === 'LIST') await list(write, rest, script)
    else if (command === 'STATUS') await write(status(script, rest))
    else if (command === 'EXAMINE') {
      selected = rest.replaceAll('"', '')
      const found = script.folders.get(selected)
      await write(
        `* FLAGS (\\Seen)\r\n* ${found?.mails.size} EXISTS\r\n* OK [UIDVALIDITY ${found?.uidValidity}]\r\n* OK [UIDNEXT 9000001]\r\n`,
      )
    } else if (command === 'SEARCH') await write(`* SEARCH ${[...(box?.mails.keys() ?? [])].join(' ')}\r\n`)
    else if (command === 'FETCH' && box) {
      const refused = await fetch({ write, socket }, box.mails, rest, uid)
      if (refused) {
        await write(`${tag} NO ${refused}\r\n`)
        continue
      }
    } else if (command === 'LOGOUT') {
      await write(`* BYE\r\n${tag} OK\r\n`)
      socket.end()
      return
    }
    await write(`${tag} OK done\r\n`)
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    const go = () => {
      socket.off('drain', go).off('close', go)
      resolve()
    }
    socket.on('drain', go).on('close', go)
  })
}

async function* lines(socket: Socket): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of socket) {
    const parts: string[] = (rest + String(chunk)).split('\r\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
}

type Write = (data: string | Buffer) => Promise<void>

async function list(write: Write, rest: string, script: ImapScript): Promise<void> {
  if (rest.startsWith('"" ""')) return write('* LIST (\\Noselect) "/" ""\r\n')
  for (const [name, { specialUse }] of script.folders)
    await write(`* LIST (${specialUse ?? ''}) "/" "${name}"\r\n`)
}

function status(script: ImapScript, rest: string): string {
  const name = /^"?([^"(]+?)"? \(/.exec(rest)?.[1] ?? ''
  const box = script.folders.get(name)
  return `* STATUS "${name}" (MESSAGES ${box?.mails.size ?? 0} UIDNEXT 9000001 UIDVALIDITY ${box?.uidValidity ?? 1})\r\n`
}

async function fetch(
  { write, socket }: { write: Write; socket: Socket },
  mails: Map<number, ScriptedMail>,
  rest: string,
  uid: boolean,
): Promise<string | null> {
  const [set = '', ...items] = rest.split(' ')
  const query = items.join(' ').toUpperCase()
  const isAsked = asked(set)
  const partial = /<(\d+)\.(\d+)>/.exec(query)
  let seq = 0
  let block = ''
  for (const [number, mail] of mails) {
    seq++
    if (!isAsked(uid ? number : seq)) continue
    const head = `* ${seq} FETCH (UID ${number} FLAGS () INTERNALDATE "01-Jan-2026 00:00:00 +0000" RFC822.SIZE ${mail.size}`
    if (!query.includes('BODY')) {
      block += `${head})\r\n`
      if (block.length > 60_000) {
        await write(block)
        block = ''
      }
      continue
    }
    if (mail.refused) return mail.refused
    const start = Math.min(mail.size, Number(partial?.[1] ?? 0))
    const end = Math.min(mail.size, start + Number(partial?.[2] ?? mail.size))
    const name = partial ? `BODY[]<${start}>` : 'BODY[]'
    await write(`${head} ${name} {${end - start}}\r\n`)
    if (mail.breaks) {
      mail.breaks--
      for (const piece of pieces(number, mail.size, start, start + Math.floor((end - start) / 2)))
        await write(piece)
      socket.end()
      throw new Error('broken')
    }
    for (const piece of pieces(number, mail.size, start, end))
      if (mail.drips === undefined) await write(piece)
      else
        for (const byte of piece) {
          await write(Buffer.from([byte]))
          await new Promise(resolve => setTimeout(resolve, 1000 / Number(mail.drips)))
        }
    await write(')\r\n')
  }
  if (block) await write(block)
  return null
}

// "1:3,7,10:*" → is a number in it.
function asked(set: string): (n: number) => boolean {
  const parts = set.split(',').map(part => {
    const [from = '', to = from] = part.split(':')
    return [from === '*' ? 1 : Number(from), to === '*' ? Number.POSITIVE_INFINITY : Number(to)] as const
  })
  if (parts.length === 1 && parts[0]) {
    const [from, to] = parts[0]
    return n => n >= from && n <= to
  }
  return n => parts.some(([from, to]) => n >= from && n <= to)
}

const FILL = Buffer.alloc(64 * 1024, 'a line of a scripted message, which is the same all over\r\n')

function* pieces(uid: number, size: number, start: number, end: number): Generator<Buffer> {
  const header = Buffer.from(`Subject: scripted ${uid}\r\n\r\n`).subarray(0, size)
  if (start < header.length) yield header.subarray(start, Math.min(end, header.length))
  for (let at = Math.max(start, header.length); at < end; ) {
    const offset = (at - header.length) % FILL.length
    const piece = FILL.subarray(offset, Math.min(FILL.length, offset + end - at))
    yield piece
    at += piece.length
  }
}
