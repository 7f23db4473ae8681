import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { inSet, internalDate } from '../demo/imap-wire.ts'

export interface OddMail {
  text: string
  flags: string[]
  /** INTERNALDATE, seconds since 1970 */
  date: number
  /** EMAILID, or X-GM-MSGID */
  id?: string
  /** what RFC822.SIZE says, where it is not true */
  said?: number
}

export interface OddFolder {
  uidValidity: number
  uidNext: number
  modseq: number
  /** MAILBOXID */
  id?: string
  /** attributes of LIST, such as \All */
  attributes?: string
  mails: Map<number, OddMail>
}

export interface OddServer {
  capabilities: string
  delimiter: string | null
  /** three namespaces as RFC 2342 writes them */
  namespace: string
  folders: Map<string, OddFolder>
  /** changes the lines of a FETCH answer before they are sent: twice, descending, lost */
  tell: (rows: string[], command: string) => string[]
  /** told each command before it is answered: what happens on a server meanwhile */
  hear: (command: string) => void
  commands: string[]
}

/**
 * An IMAP server whose extensions, ids, namespaces and lies are the test's to choose; what no server at hand has
 * (OBJECTID, Gmail's) or would do. CONDSTORE is in it, told by `capabilities` or not. Any user and password are right.
 */
export async function startOddImap(chosen: Partial<OddServer>) {
  const odd: OddServer = {
    capabilities: 'IMAP4rev1 ENABLE NAMESPACE AUTH=PLAIN SASL-IR SPECIAL-USE',
    delimiter: '/',
    namespace: '(("" "/")) NIL NIL',
    folders: new Map([['INBOX', oddFolder(1, {})]]),
    tell: rows => rows,
    hear: () => {},
    commands: [],
    ...chosen,
  }
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    void serve(socket, odd).catch(() => socket.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    odd,
    port: typeof address === 'object' && address ? address.port : 0,
    /** the commands so far, which are forgotten */
    take: () => odd.commands.splice(0),
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** A folder with mails by UID. */
export function oddFolder(
  uidValidity: number,
  mails: Record<number, Partial<OddMail>>,
  id?: string,
): OddFolder {
  const folder: OddFolder = { uidValidity, uidNext: 1, modseq: 1, mails: new Map(), ...(id ? { id } : {}) }
  for (const [uid, mail] of Object.entries(mails)) addMail(folder, Number(uid), mail)
  return folder
}

export function addMail(folder: OddFolder, uid: number, mail: Partial<OddMail>): void {
  folder.mails.set(uid, {
    text: `Subject: mail ${uid} of ${folder.uidValidity}\r\n\r\n`,
    flags: [],
    date: 1_700_000_000 + uid,
    ...mail,
  })
  folder.uidNext = Math.max(folder.uidNext, uid + 1)
  folder.modseq++
}

async function serve(socket: Socket, odd: OddServer): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`, 'latin1')
  let open: OddFolder | undefined
  say(`* OK [CAPABILITY ${odd.capabilities}] ready`)
  for await (const line of lines(socket)) {
    const [, tag = '', uid, command = '', rest = ''] = /^(\S+) (UID )?(\S+) ?(.*)$/i.exec(line) ?? []
    const heard = `${uid ? 'UID ' : ''}${command.toUpperCase()} ${rest}`.trim()
    odd.commands.push(heard)
    odd.hear(heard)
    const name = /^"?([^"]*?)"?(?: \(.*)?$/.exec(rest)?.[1] ?? ''
    const found = odd.folders.get(name)
    let done = 'OK done'
    switch (command.toUpperCase()) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${odd.capabilities}`)
        break
      case 'AUTHENTICATE':
      case 'LOGIN':
        done = `OK [CAPABILITY ${odd.capabilities}] welcome`
        break
      case 'NAMESPACE':
        say(`* NAMESPACE ${odd.namespace}`)
        break
      case 'ENABLE':
        say(`* ENABLED ${odd.capabilities.includes('CONDSTORE') ? 'CONDSTORE' : ''}`.trim())
        break
      case 'LIST': {
        const delimiter = odd.delimiter === null ? 'NIL' : `"${odd.delimiter}"`
        if (rest === '"" ""') say(`* LIST (\\Noselect) ${delimiter} ""`)
        else
          for (const [path, folder] of odd.folders)
            if (/[*%]"?$/.test(rest.split(' RETURN')[0] ?? '') || rest.includes(`"${path}"`))
              say(`* LIST (${folder.attributes ?? ''}) ${delimiter} "${path}"`)
        break
      }
      case 'STATUS':
        if (found) say(`* STATUS "${name}" (${statusOf(found, rest)})`)
        else done = 'NO [NONEXISTENT] no such folder'
        break
      case 'EXAMINE':
        open = found
        if (!found) done = 'NO [NONEXISTENT] no such folder'
        else {
          say(`* ${found.mails.size} EXISTS`)
          say(`* OK [UIDVALIDITY ${found.uidValidity}] valid`)
          say(`* OK [UIDNEXT ${found.uidNext}] next`)
          if (odd.capabilities.includes('CONDSTORE')) say(`* OK [HIGHESTMODSEQ ${found.modseq}] highest`)
          if (found.id) say(`* OK [MAILBOXID (${found.id})] id`)
          done = 'OK [READ-ONLY] open'
        }
        break
      case 'SEARCH':
        say(`* SEARCH ${[...(open?.mails.keys() ?? [])].join(' ')}`.trimEnd())
        break
      case 'FETCH':
        if (open) for (const row of odd.tell(fetchRows(odd, open, rest, Boolean(uid)), heard)) say(row)
        break
      case 'LOGOUT':
        say('* BYE')
        socket.end(`${tag} OK done\r\n`)
        return
    }
    say(`${tag} ${done}`)
  }
}

function statusOf(folder: OddFolder, rest: string): string {
  const modseq = rest.includes('HIGHESTMODSEQ') ? ` HIGHESTMODSEQ ${folder.modseq}` : ''
  return `MESSAGES ${folder.mails.size} UIDNEXT ${folder.uidNext} UIDVALIDITY ${folder.uidValidity}${modseq}`
}

function fetchRows(odd: OddServer, folder: OddFolder, rest: string, byUid: boolean): string[] {
  const [set = ''] = rest.split(' ')
  const all = [...folder.mails]
  const highest = byUid ? (all.at(-1)?.[0] ?? 0) : all.length
  return all.flatMap(([uid, mail], index) => {
    if (!inSet(set, byUid ? uid : index + 1, highest)) return []
    const parts = [`UID ${uid}`, `FLAGS (${mail.flags.join(' ')})`]
    if (rest.includes('INTERNALDATE')) parts.push(`INTERNALDATE ${internalDate(mail.date)}`)
    if (rest.includes('RFC822.SIZE')) parts.push(`RFC822.SIZE ${mail.said ?? mail.text.length}`)
    if (mail.id && odd.capabilities.includes('OBJECTID')) parts.push(`EMAILID (${mail.id})`)
    if (mail.id && odd.capabilities.includes('X-GM-EXT-1')) parts.push(`X-GM-MSGID ${mail.id}`)
    const body = /BODY\.PEEK\[\]<(\d+)\.(\d+)>/.exec(rest)
    if (body) {
      const octets = mail.text.slice(Number(body[1]), Number(body[1]) + Number(body[2]))
      parts.push(`BODY[]<${body[1]}> {${octets.length}}\r\n${octets}`)
    }
    return [`* ${index + 1} FETCH (${parts.join(' ')})`]
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
