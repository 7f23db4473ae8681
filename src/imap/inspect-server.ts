import type { ImapFlow } from 'imapflow'

export interface ServerReport {
  /** "TLSv1.3, TLS_AES_256_GCM_SHA384"; null without TLS */
  tls: string | null
  /** when the certificate ends, as it says itself */
  certificateEnds: string | null
  capabilities: string[]
  /** the mechanism the sign-in used */
  mechanism: string
  folders: number
  /** RFC 4314: what this login may do, by folder; null where the server does not tell */
  rights: { folder: string; rights: string }[] | null
}

/** At most so many folders are asked about. */
const most = 200

/** What a mail server says of itself and of this login. LIST, CAPABILITY and MYRIGHTS only: nothing on the server changes. */
export async function inspectServer(client: ImapFlow): Promise<ServerReport> {
  const listed = (await client.list({ listOnly: true })).filter(
    entry => !entry.flags.has('\\Noselect') && !entry.flags.has('\\NonExistent'),
  )
  const names = listed.map(entry => entry.pathAsListed)
  const known = client.capabilities.has('ACL')
  return {
    ...tlsOf(client),
    capabilities: [...client.capabilities.keys()].sort(),
    mechanism: mechanismOf(client),
    folders: listed.length,
    rights: known ? await rightsOf(client, names.slice(0, most)) : null,
  }
}

// imapflow has no call for it, but its way of sending one; a folder whose rights may not be asked for is left out.
async function rightsOf(client: ImapFlow, names: string[]): Promise<{ folder: string; rights: string }[]> {
  const exec: unknown = Reflect.get(client, 'exec')
  if (typeof exec !== 'function') throw new Error('the IMAP library cannot send MYRIGHTS')
  const found: { folder: string; rights: string }[] = []
  for (const folder of names) {
    try {
      const answer: unknown = await exec('MYRIGHTS', [{ type: 'STRING', value: folder }], {
        untagged: {
          MYRIGHTS: async ({ attributes }: { attributes?: { value?: unknown }[] }) => {
            const rights = attributes?.[1]?.value
            if (typeof rights === 'string') found.push({ folder, rights })
          },
        },
      })
      const next: unknown = Reflect.get(Object(answer), 'next')
      if (typeof next === 'function') next()
    } catch (error) {
      if (!client.usable) throw error
    }
  }
  return found
}

function tlsOf(client: ImapFlow): { tls: string | null; certificateEnds: string | null } {
  const socket: unknown = Reflect.get(client, 'socket')
  const call = (name: string): unknown => {
    const method: unknown = Reflect.get(Object(socket), name)
    return typeof method === 'function' ? Reflect.apply(method, socket, []) : null
  }
  const cipher = Object(call('getCipher')) as { name?: unknown }
  if (typeof cipher.name !== 'string') return { tls: null, certificateEnds: null }
  const { valid_to: ends } = Object(call('getPeerCertificate')) as { valid_to?: unknown }
  return {
    tls: `${String(call('getProtocol'))}, ${cipher.name}`,
    certificateEnds: typeof ends === 'string' ? ends : null,
  }
}

function mechanismOf(client: ImapFlow): string {
  const noted: unknown = Reflect.get(client, 'authCapabilities')
  const used = noted instanceof Map ? [...noted].find(([, yes]) => yes === true) : undefined
  return used ? String(used[0]) : 'LOGIN'
}
