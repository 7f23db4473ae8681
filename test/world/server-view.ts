import { type Held, sha256 } from './checker.ts'
import type { ImapSession } from './imap-session.ts'

/** What a server shows of itself to a bare session that only looks, and what must be the same after a backup (I4). */
export interface ServerView {
  held: Held
  /** UIDVALIDITY by decoded path */
  validity: Map<string, number>
}

/** Everything the account holds, read with EXAMINE and BODY.PEEK, without the product's code. */
export async function viewOf(session: ImapSession): Promise<ServerView> {
  const view: ServerView = { held: new Map(), validity: new Map() }
  // RFC 3501 6.3.9: one that LSUB calls \Noselect only has subscribed ones below it.
  const lsub = await listed(session, 'LSUB')
  const subscribed = new Set(lsub.flatMap(({ raw, selectable }) => (selectable ? [raw] : [])))
  for (const { raw, selectable } of await listed(session, 'LIST')) {
    const path = decodeName(raw)
    view.held.set(path, { subscribed: subscribed.has(raw), copies: [] })
    if (!selectable) continue
    // Dovecot lists a level that is none but for what is below it.
    const answers = await session
      .command(`EXAMINE "${raw.replace(/["\\]/g, '\\$&')}"`)
      .catch((error: Error) => {
        if (!/doesn't exist/.test(error.message)) throw error
      })
    if (!answers) continue
    view.validity.set(path, Number(/UIDVALIDITY (\d+)/.exec(answers.join('\n'))?.[1]))
    const exists = Number(/\* (\d+) EXISTS/.exec(answers.join('\n'))?.[1])
    const messages = exists ? await session.command('FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[])') : []
    view.held.set(path, { subscribed: subscribed.has(raw), copies: messages.flatMap(copyIn) })
  }
  await session.command('CLOSE').catch(() => [])
  return view
}

async function listed(session: ImapSession, command: 'LIST' | 'LSUB') {
  const found: { raw: string; selectable: boolean }[] = []
  for (const answer of await session.command(`${command} "" "*"`)) {
    const [, flags, quoted, atom] =
      /^\* L(?:IST|SUB) \(([^)]*)\) (?:"(?:\\.|[^"])*"|NIL) (?:"((?:\\.|[^"\\])*)"|(\S+))$/i.exec(answer) ??
      []
    const raw = quoted?.replace(/\\(.)/g, '$1') ?? atom
    if (raw !== undefined) found.push({ raw, selectable: !/\\No(select|nexistent)/i.test(flags ?? '') })
  }
  return found
}

// The answer is one character an octet; BODY[] is a literal, or quoted, or NIL.
function copyIn(answer: string) {
  if (!/^\* \d+ FETCH /.test(answer)) return []
  const literal = /BODY\[\] \{(\d+)\}\r\n/.exec(answer)
  const start = literal ? literal.index + literal[0].length : answer.length
  const end = start + Number(literal?.[1] ?? 0)
  const about = answer.slice(0, literal?.index) + answer.slice(end)
  const flags = /FLAGS \(([^)]*)\)/.exec(about)?.[1]?.split(' ') ?? []
  return [
    {
      uid: Number(/UID (\d+)/.exec(about)?.[1]),
      sha: sha256(Buffer.from(answer.slice(start, end), 'latin1')),
      date: Date.parse(/INTERNALDATE "([^"]+)"/.exec(about)?.[1]?.trim() ?? '') / 1000,
      flags: flags.filter(flag => flag && flag.toLowerCase() !== '\\recent').sort(),
    },
  ]
}

/** Modified UTF-7 (RFC 3501 5.1.3), or UTF-8 as it came. */
function decodeName(raw: string): string {
  const text = Buffer.from(raw, 'latin1').toString('utf8')
  return text
    .replace(/&([^-]*)-/g, (_, coded: string) =>
      coded ? Buffer.from(coded.replaceAll(',', '/'), 'base64').swap16().toString('utf16le') : '&',
    )
    .normalize('NFC')
}
