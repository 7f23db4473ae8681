import { createServer, type Socket } from 'node:net'
import { fetchItems, type Item } from './imap-fetch.ts'
import { listFolders, status } from './imap-list.ts'
import { commandReader, encodeName, inSet, type Token, tokens } from './imap-wire.ts'
import { addingCommands, expungeUids, storeFlags } from './imap-writing.ts'
import type { Copy, Folder, Mailbox } from './mailbox.ts'

/**
 * A small IMAP server on 127.0.0.1 for some accounts: what a reading client and a restore need of RFC 3501, with LIST-STATUS,
 * SPECIAL-USE, CONDSTORE and UIDPLUS. It answers from the mailbox as it is at that moment, byte by byte as it was put there.
 * SELECT and BODY[] behave as on any server (\Seen is set), so a client that ought to look without touching can be
 * caught at it. Written here because the one on npm that could do this work (hoodiecrow-imap) parses and rebuilds every message it
 * is asked for, and tells no CONDSTORE client of flags that were changed from inside the process.
 */
export async function startImapServer(...accounts: ImapAccount[]) {
  const sockets = new Set<Socket>()
  const ills: Ills = { down: false, folder: null }
  let commands = 0
  // An answer is many short lines: held together by cork, and never held back for the client's acknowledgement.
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that goes away in the middle is no news.
    socket.on('error', () => socket.destroy())
    if (ills.down) socket.end('* BYE [UNAVAILABLE] the mail server is being repaired\r\n')
    else converse(socket, accounts, ills, () => commands++)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the IMAP server has no port')
  return {
    port: address.port,
    /** what is wrong with the server from now on */
    ills,
    /** commands received so far, over all connections */
    commands: () => commands,
    async stop(): Promise<void> {
      const closed = new Promise(resolve => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const capabilities =
  'IMAP4rev1 ID ENABLE SASL-IR AUTH=PLAIN LITERAL+ NAMESPACE UNSELECT CHILDREN SPECIAL-USE LIST-EXTENDED LIST-STATUS CONDSTORE UIDPLUS'

interface ImapAccount {
  user: string
  password: string
  mailbox: Mailbox
}

interface Ills {
  /** it sends everybody away */
  down: boolean
  /** path of a folder that it lists but cannot open */
  folder: string | null
}

interface Session {
  /** whose mailbox it is, from the sign-in on */
  mailbox: Mailbox | null
  /** the tag of an AUTHENTICATE that waits for its answer */
  waiting: string | null
  open: { folder: Folder; view: readonly Copy[]; readOnly: boolean } | null
}

function converse(socket: Socket, accounts: readonly ImapAccount[], ills: Ills, counted: () => void): void {
  const session: Session = { mailbox: null, waiting: null, open: null }
  const say = (line: string) => socket.write(`${line}\r\n`, 'latin1')
  const read = commandReader(
    text => {
      counted()
      if (session.waiting !== null) return signIn(session.waiting, text)
      const [tag = '*', name = '', ...args] = words(text)
      if (typeof tag !== 'string' || typeof name !== 'string') return say('* BAD what was that')
      answer(tag, name.toUpperCase(), args)
    },
    () => say('+ go on'),
  )
  say(`* OK [CAPABILITY ${capabilities}] ready`)
  socket.on('data', chunk => {
    socket.cork()
    process.nextTick(() => socket.uncork())
    try {
      read(chunk)
    } catch {
      socket.end('* BYE that is more than this server reads\r\n')
    }
  })

  function answer(tag: string, name: string, args: Token[]): void {
    const state = name in free ? free : session.mailbox ? signedIn : null
    const found = state?.[name]
    if (!found) return void say(`${tag} BAD ${session.mailbox ? 'no such command here' : 'sign in first'}`)
    try {
      const done = found(args, tag)
      if (done !== null) say(`${tag} ${done}`)
    } catch (error) {
      say(`${tag} NO ${error instanceof Error ? error.message.replace(/[^\x20-\x7e]/g, '?') : 'failed'}`)
    }
  }
  function signIn(tag: string, response: string): void {
    session.waiting = null
    const [, user, password] = Buffer.from(response, 'base64').toString().split('\0')
    say(`${tag} ${allow(user, password)}`)
  }
  function allow(user: string | undefined, password: string | undefined): string {
    const found = accounts.find(one => one.user === user && one.password === password)
    session.mailbox = found?.mailbox ?? null
    return found
      ? `OK [CAPABILITY ${capabilities}] welcome`
      : 'NO [AUTHENTICATIONFAILED] wrong address or password'
  }

  type Command = (args: Token[], tag: string) => string | null
  const free: Record<string, Command> = {
    CAPABILITY: () => {
      say(`* CAPABILITY ${capabilities}`)
      return 'OK done'
    },
    NOOP: () => {
      report()
      return 'OK done'
    },
    ID: () => {
      say('* ID ("name" "Yestermail demo")')
      return 'OK done'
    },
    LOGOUT: (_args, tag) => {
      socket.end(`* BYE until tomorrow\r\n${tag} OK done\r\n`)
      return null
    },
    LOGIN: ([user, password]) => allow(utf8(user), utf8(password)),
    AUTHENTICATE: ([method, response], tag) => {
      if (String(method).toUpperCase() !== 'PLAIN') return 'NO only PLAIN is known here'
      if (typeof response === 'string') signIn(tag, response)
      if (response === undefined) {
        session.waiting = tag
        say('+ ')
      }
      return null
    },
  }
  const signedIn: Record<string, Command> = {
    ENABLE: () => {
      say('* ENABLED CONDSTORE')
      return 'OK done'
    },
    NAMESPACE: () => {
      say('* NAMESPACE (("" "/")) NIL NIL')
      return 'OK done'
    },
    ...addingCommands(mailbox, named),
    LIST: args => listFolders(mailbox().folders(), args, 'LIST', say, ills.folder),
    LSUB: args => listFolders(mailbox().folders(), args, 'LSUB', say),
    STATUS: ([name, items]) => {
      say(status(named(name), Array.isArray(items) ? items : []))
      return 'OK done'
    },
    SELECT: ([name]) => openFolder(name, false),
    EXAMINE: ([name]) => openFolder(name, true),
    UNSELECT: close,
    CLOSE: close,
    CHECK: () => {
      report()
      return 'OK done'
    },
    FETCH: args => fetch(args, false),
    SEARCH: args => search(args, false),
    UID: ([name, ...args]) => {
      if (String(name).toUpperCase() === 'FETCH') return fetch(args, true)
      if (String(name).toUpperCase() === 'SEARCH') return search(args, true)
      if (String(name).toUpperCase() === 'STORE') return change(args)
      if (String(name).toUpperCase() === 'EXPUNGE') return expunge(args)
      return 'BAD no such command here'
    },
  }

  function mailbox(): Mailbox {
    if (!session.mailbox) throw new Error('sign in first')
    return session.mailbox
  }
  function named(name: Token | undefined): Folder {
    const wanted = String(name).toUpperCase() === 'INBOX' ? 'INBOX' : String(name)
    const found = mailbox()
      .folders()
      .find(folder => encodeName(folder.path) === wanted)
    if (!found) throw new Error('[NONEXISTENT] no such folder')
    if (found.path === ills.folder) throw new Error('[SERVERBUG] the index of this folder is damaged')
    return found
  }
  function openFolder(name: Token | undefined, readOnly: boolean): string {
    session.open = null
    const folder = named(name)
    session.open = { folder, view: folder.copies, readOnly }
    const keywords = [
      ...new Set(folder.copies.flatMap(copy => copy.flags).filter(flag => !flag.startsWith('\\'))),
    ]
    const flags = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft', ...keywords].join(' ')
    say(`* FLAGS (${flags})`)
    say(`* OK [PERMANENTFLAGS (${readOnly ? '' : `${flags} \\*`})] kept`)
    say(`* ${folder.copies.length} EXISTS`)
    say('* 0 RECENT')
    say(`* OK [UIDVALIDITY ${folder.uidValidity}] valid`)
    say(`* OK [UIDNEXT ${folder.uidNext}] next`)
    say(`* OK [HIGHESTMODSEQ ${folder.modseq}] highest`)
    return `OK [${readOnly ? 'READ-ONLY' : 'READ-WRITE'}] open`
  }
  function close(): string {
    session.open = null
    return 'OK done'
  }
  // RFC 3501 7.4.1: EXPUNGE may not be sent during FETCH or SEARCH, so changes are told at NOOP and CHECK.
  function report(): void {
    if (!session.open) return
    const { folder, view } = session.open
    const now = new Map(folder.copies.map(copy => [copy.uid, copy]))
    for (let n = view.length; n > 0; n--) if (!now.has(view[n - 1]?.uid ?? 0)) say(`* ${n} EXPUNGE`)
    if (folder.copies.length !== view.length) say(`* ${folder.copies.length} EXISTS`)
    session.open.view = folder.copies
  }
  function fetch([set, wanted, modifier]: Token[], byUid: boolean): string {
    if (!session.open) return 'BAD open a folder first'
    const { folder, view, readOnly } = session.open
    const items: Item[] = (Array.isArray(wanted) ? wanted : [wanted]).map(String)
    const since = Array.isArray(modifier) && modifier[0] === 'CHANGEDSINCE' ? Number(modifier[1]) : 0
    const highest = byUid ? (view.at(-1)?.uid ?? 0) : view.length
    for (const [index, copy] of view.entries()) {
      if (copy.modseq <= since || !inSet(String(set), byUid ? copy.uid : index + 1, highest)) continue
      const parts = fetchItems(copy, byUid ? ['UID', ...items.filter(item => item !== 'UID')] : items)
      if (!parts) return 'BAD this server does not know that item'
      say(`* ${index + 1} FETCH (${parts})`)
      if (readOnly || copy.flags.includes('\\Seen') || !items.some(item => /^BODY\[/i.test(item))) continue
      mailbox().setFlags(folder.path, copy.uid, [...copy.flags, '\\Seen'])
    }
    return 'OK done'
  }
  function change(args: Token[]): string {
    if (!session.open || session.open.readOnly) return 'NO open a folder to change it'
    return storeFlags(mailbox(), session.open, args, say)
  }
  function expunge([set]: Token[]): string {
    if (!session.open || session.open.readOnly) return 'NO open a folder to change it'
    expungeUids(mailbox(), session.open.folder, set)
    report()
    return 'OK gone'
  }
  function search(args: Token[], byUid: boolean): string {
    if (!session.open) return 'BAD open a folder first'
    const [key, set] = args.map(String)
    if (key?.toUpperCase() !== 'ALL' && key?.toUpperCase() !== 'UID') return 'BAD only ALL and UID are known'
    const { view } = session.open
    const found = view.flatMap((copy, index) =>
      set === undefined || inSet(set, copy.uid, view.at(-1)?.uid ?? 0) ? [byUid ? copy.uid : index + 1] : [],
    )
    say(`* SEARCH ${found.join(' ')}`.trimEnd())
    return 'OK done'
  }
}

function words(text: string): Token[] {
  try {
    return tokens(text)
  } catch {
    return [text.split(' ')[0] ?? '*', 'UNREADABLE']
  }
}

// Strings are read one character an octet; a password outside ASCII is UTF-8 on the wire (RFC 6855 and practice).
function utf8(token: Token | undefined): string {
  return Buffer.from(String(token), 'latin1').toString()
}
