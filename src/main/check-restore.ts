import type { MailServer } from '../domain/mail-server.ts'
import { changesAllowed } from '../domain/mailbox-rights.ts'
import { isRefusal } from '../domain/refusal.ts'
import { inspectServer, type ServerReport } from '../imap/inspect-server.ts'
import type { Credentials } from './credentials.ts'

/** Letters of RFC 4314 that adding mail, and taking it away again, cannot do without. */
const NEEDED = { add: 'lri', undo: 'lrte' } as const

/**
 * Rows about what a restore could do at this server: signs in with the credentials of domains.X.restore, where there are
 * any, and asks for their rights. Nothing on the server changes. `good`: what was named can be used.
 */
export async function restoreRows(
  credentials: Credentials,
  server: MailServer,
  account: string,
  sealed: string | null,
): Promise<{ rows: string[][]; good: boolean }> {
  const { master, undoMaster } = server.restore ?? {}
  if (!master)
    return {
      rows: [
        [
          '  restore',
          server.master || (server.oauth && server.oauth.kind !== 'refresh-token')
            ? `Not possible: no credential may add mail; set domains.${server.domain}.restore.master.`
            : 'with the account\u2019s own credential',
        ],
      ],
      good: true,
    }
  const add = await checked(credentials, server, account, sealed, 'add')
  const undo = undoMaster ? await checked(credentials, server, account, sealed, 'undo') : null
  return {
    rows: [
      [`  restore by ${master.user}`, add.words],
      ...(undo ? [[`  undo by ${undoMaster?.user}`, undo.words]] : []),
    ],
    good: add.good && (undo?.good ?? true),
  }
}

async function checked(
  credentials: Credentials,
  server: MailServer,
  account: string,
  sealed: string | null,
  what: keyof typeof NEEDED,
): Promise<{ words: string; good: boolean }> {
  try {
    const wish = { undo: what === 'undo', plain: false }
    const client = await credentials.signInToWrite(server, account, sealed, wish)
    try {
      return inWords(await inspectServer(client), what)
    } finally {
      await client.logout().catch(() => client.close())
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { words: `Sign-in failed: ${error.message}`, good: false }
  }
}

function inWords({ rights }: ServerReport, what: keyof typeof NEEDED): { words: string; good: boolean } {
  if (rights === null || !rights.length)
    return { words: 'signed in; what it may do is not known (the server tells no rights)', good: true }
  const lacks = [...NEEDED[what]].filter(right => rights.some(one => !one.rights.includes(right)))
  const could = [...new Set(rights.flatMap(one => changesAllowed(one.rights)))].join(', ')
  if (lacks.length)
    return {
      words: `NO: in some folders the right "${lacks.join('')}" is missing (RFC 4314); it could ${could || 'change nothing'}`,
      good: false,
    }
  return { words: `yes: it could ${could}`, good: true }
}
