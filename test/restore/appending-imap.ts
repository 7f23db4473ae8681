import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export interface Kept {
  uid: number
  bytes: Buffer
  flags: string[]
  date: string
}

export interface AppendScript {
  capabilities: string
  /** keywords and flags it keeps; `\*` any */
  permanent: string[]
  folders: Map<string, { uidNext: number; kept: Kept[] }>
  /** what it says to an APPEND instead of taking it: "NO [TOOBIG] too long"; 'BREAK' ends the connection */
  refuse: (message: { bytes: Buffer; flags: string[]; folder: string }) => string | null
  /** the same before the octets are sent, where they have to be asked for */
  refuseEarly: (size: number) => string | null
  /** what it makes of what it takes */
  alter: (message: { bytes: Buffer; flags: string[] }) => { bytes: Buffer; flags: string[] }
  create: (folder: string) => string | null
  /** does it tell the UID of what it took (RFC 4315 2 lets it leave that out) */
  tellsUid: boolean
  /** the UID it tells for the one it gave */
  toldUid: (uid: number) => number
  /**
   * Where a connection ends, by the number of the command among all: 'before' it is carried out, 'after' it without its
   * answer; 'deaf': after it, and what was sent behind it is still carried out, as servers do.
   */
  breaks: (count: number, line: string) => 'before' | 'after' | 'deaf' | null
  commands: string[]
}

/** An IMAP server that takes messages, or refuses and alters them as told. Any user and password are right. */
export async function startAppendingImap(chosen: Partial<AppendScript> = {}) {
  const script: AppendScript = {
    capabilities: 'IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS LITERAL+',
    permanent: ['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '\\Deleted', '\\*'],
    folders: new Map([['INBOX', { uidNext: 1, kept: [] }]]),
    refuse: () => null,
    refuseEarly: () => null,
    alter: message => message,
    create: () => null,
    tellsUid: true,
    toldUid: uid => uid,
    breaks: () => null,
    commands: [],
    ...chosen,
  }
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    void serve(socket, script).catch(() => socket.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return {
    script,
    port: typeof address === 'object' && address ? address.port : 0,
    kept: (folder: string) => script.folders.get(folder)?.kept ?? [],
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function serve(socket: Socket, script: AppendScript): Promise<void> {
  const say = (line: string) => socket.destroyed || socket.write(`${line}\r\n`, 'latin1')
  const input = reader(socket)
  let open = script.folders.get('INBOX')
  say(`* OK [CAPABILITY ${script.capabilities}] ready`)
  for (;;) {
    const line = await input.line()
    if (line === null) return
    const [, tag = '', uid, word = '', rest = ''] = /^(\S+) (UID )?(\S+) ?(.*)$/i.exec(line) ?? []
    const command = word.toUpperCase()
    const name = /^"?([^"]*?)"?(?: .*)?$/.exec(rest)?.[1] ?? ''
    const count = script.commands.push(`${uid ? 'UID ' : ''}${command} ${rest}`)
    const broken = script.breaks(count, line)
    if (broken === 'before') {
      socket.destroy()
      return
    }
    let done = 'OK done'
    if (command === 'APPEND') {
      const answer = await append(script, rest, input, say)
      if (answer === 'BREAK') {
        socket.destroy()
        return
      }
      done = answer
    } else if (command === 'CAPABILITY') say(`* CAPABILITY ${script.capabilities}`)
    else if (command === 'LOGIN' || command === 'AUTHENTICATE')
      done = `OK [CAPABILITY ${script.capabilities}] in`
    else if (command === 'LIST')
      for (const folder of rest.endsWith('""') ? [] : script.folders.keys()) say(`* LIST () "/" "${folder}"`)
    else if (command === 'STATUS') say(`* STATUS "${name}" (${stateOf(script.folders.get(name))})`)
    else if (command === 'CREATE') {
      const refused = script.folders.has(name) ? 'NO [ALREADYEXISTS] it is there' : script.create(name)
      if (refused) done = refused
      else script.folders.set(name, { uidNext: 1, kept: [] })
    } else if (command === 'EXAMINE' || command === 'SELECT') {
      open = script.folders.get(name)
      say(`* ${open?.kept.length ?? 0} EXISTS`)
      say('* FLAGS (\\Seen)')
      const permanent = command === 'SELECT' ? script.permanent.join(' ') : ''
      say(`* OK [PERMANENTFLAGS (${permanent})] flags`)
      say('* OK [UIDVALIDITY 7] valid')
      say(`* OK [UIDNEXT ${open?.uidNext ?? 1}] next`)
      done = open ? 'OK done' : 'NO [NONEXISTENT] no such folder'
    } else if (command === 'SEARCH')
      say(`* SEARCH ${open?.kept.map(one => one.uid).join(' ') ?? ''}`.trimEnd())
    else if (command === 'FETCH' || command === 'STORE') {
      for (const [seq, one] of (open?.kept ?? []).entries()) {
        if (!inRange(rest.split(' ')[0] ?? '', uid ? one.uid : seq + 1)) continue
        if (command === 'STORE') {
          const flags = /\(([^)]*)\)$/.exec(rest)?.[1]?.split(' ') ?? []
          const stays = flags.filter(
            flag => script.permanent.includes('\\*') || script.permanent.includes(flag),
          )
          one.flags = [...new Set([...one.flags, ...stays])]
        } else say(rowOf(seq + 1, one, rest))
      }
    } else if (command === 'EXPUNGE' && open) {
      const goes = (one: Kept) =>
        one.flags.includes('\\Deleted') && (!uid || inRange(rest.split(' ')[0] ?? '', one.uid))
      open.kept = open.kept.filter(one => !goes(one))
    } else if (command === 'LOGOUT') {
      socket.end(`* BYE\r\n${tag} OK done\r\n`)
      return
    }
    if (broken) socket.destroy()
    if (broken === 'after') return
    say(`${tag} ${done}`)
  }
}

async function append(
  script: AppendScript,
  rest: string,
  input: ReturnType<typeof reader>,
  say: (line: string) => unknown,
): Promise<string> {
  const [, folder = '', list = '', date = '', size = '0', plus] =
    /^"([^"]*)" \(([^)]*)\) "([^"]*)" ~?\{(\d+)(\+?)\}$/.exec(rest) ?? []
  if (!plus) {
    const refused = script.refuseEarly(Number(size))
    if (refused) return refused
    say('+ go ahead')
  }
  const bytes = await input.octets(Number(size))
  await input.line()
  const flags = list.split(' ').filter(Boolean)
  const refused = script.refuse({ bytes, flags, folder })
  if (refused) return refused
  const box = script.folders.get(folder)
  if (!box) return 'NO [TRYCREATE] no such folder'
  const uid = box.uidNext++
  box.kept.push({ uid, date, ...script.alter({ bytes, flags }) })
  return script.tellsUid && script.capabilities.includes('UIDPLUS')
    ? `OK [APPENDUID 7 ${script.toldUid(uid)}] done`
    : 'OK done'
}

function stateOf(folder: { uidNext: number; kept: Kept[] } | undefined): string {
  return `MESSAGES ${folder?.kept.length ?? 0} UIDNEXT ${folder?.uidNext ?? 1} UIDVALIDITY 7`
}

function rowOf(seq: number, { uid, bytes, flags, date }: Kept, rest: string): string {
  const parts = [
    `UID ${uid}`,
    `FLAGS (${flags.join(' ')})`,
    `INTERNALDATE "${date}"`,
    `RFC822.SIZE ${bytes.length}`,
  ]
  const part = /BODY\.PEEK\[([^\]]*)\](?:<(\d+)\.(\d+)>)?/.exec(rest)
  const text = bytes.toString('latin1')
  if (part?.[1]) {
    const header = `${/^Message-ID:.*\r\n/im.exec(text)?.[0] ?? ''}\r\n`
    parts.push(`BODY[${part[1]}] {${header.length}}\r\n${header}`)
  } else if (part) {
    const octets = text.slice(Number(part[2] ?? 0), Number(part[2] ?? 0) + Number(part[3] ?? text.length))
    parts.push(`BODY[]${part[2] ? `<${part[2]}>` : ''} {${octets.length}}\r\n${octets}`)
  }
  return `* ${seq} FETCH (${parts.join(' ')})`
}

function inRange(set: string, n: number): boolean {
  return set.split(',').some(part => {
    const [from = '', to = from] = part.split(':')
    return n >= Number(from) && (to === '*' || n <= Number(to))
  })
}

function reader(socket: Socket) {
  let chunks: Buffer[] = []
  let size = 0
  let ended = false
  let wake = () => {}
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    wake()
  })
  socket.on('close', () => {
    ended = true
    wake()
  })
  const until = async <T>(take: () => T | null): Promise<T | null> => {
    for (;;) {
      const got = take()
      if (got !== null || ended) return got
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
  const joined = () => {
    const [held = Buffer.alloc(0), ...more] = chunks
    if (more.length) chunks = [Buffer.concat(chunks)]
    return chunks[0] ?? held
  }
  const cut = (n: number) => {
    const held = joined()
    chunks = [held.subarray(n)]
    size -= n
    return held.subarray(0, n)
  }
  return {
    line: () =>
      until(() => {
        const end = joined().indexOf('\r\n')
        return end < 0 ? null : cut(end + 2).toString('latin1', 0, end)
      }),
    octets: async (n: number) => (await until(() => (size < n ? null : cut(n)))) ?? Buffer.alloc(0),
  }
}
