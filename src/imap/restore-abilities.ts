import type { ImapFlow } from 'imapflow'
import type { RestoreAbilities } from '../domain/restore-abilities.ts'
import { wireName } from './folder-name.ts'

/** What the server behind a signed-in connection says of adding mail. Questions alone, but for a SELECT where that takes no mark away. */
export function restoreAbilities(client: ImapFlow): RestoreAbilities {
  const has = (name: string) => client.capabilities.has(name)
  return {
    namespace() {
      const { prefix = '', delimiter = null } = client.namespace ?? {}
      return { prefix, delimiter: delimiter || null }
    },
    uidPlus: () => has('UIDPLUS'),
    async quota(path) {
      const found = await client.getQuota(path)
      const { usage, limit } = (found || { storage: undefined }).storage ?? {}
      return typeof limit === 'number' ? { used: usage ?? 0, limit } : null
    },
    async appendLimit(path) {
      if (!has('APPENDLIMIT')) return null
      const said: unknown = client.capabilities.get('APPENDLIMIT')
      // RFC 7889 2: without a number each folder has one of its own.
      if (typeof said === 'number' && said > 0) return said
      return asked(client, 'STATUS', [path, [{ type: 'ATOM', value: 'APPENDLIMIT' }]], limitOf)
    },
    rights: async path =>
      has('ACL') ? asked(client, 'MYRIGHTS', [path], ({ attributes }) => textAt(attributes, 1)) : null,
    async permanentFlags(path) {
      try {
        const status = await client.status(path, { recent: true })
        const recent = status === false ? null : status.recent
        if (recent !== 0) return null
        const { permanentFlags } = await client.mailboxOpen(path)
        // Nothing is left selected in which a command could change something.
        await client.mailboxOpen(path, { readOnly: true })
        return permanentFlags ?? null
      } catch (error) {
        if (!client.usable) throw error
        return null
      }
    },
  }
}

interface Line {
  attributes?: unknown
}

// imapflow has no call for these, but its way of sending one. A refusal says nothing.
async function asked<T>(
  client: ImapFlow,
  command: 'STATUS' | 'MYRIGHTS',
  [path, ...more]: [string, ...unknown[]],
  read: (line: Line) => T | null,
): Promise<T | null> {
  const exec: unknown = Reflect.get(client, 'exec')
  if (typeof exec !== 'function') return null
  const utf8 = client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2')
  let found: T | null = null
  try {
    const answer: unknown = await Reflect.apply(exec, client, [
      command,
      [{ type: 'STRING', value: wireName(path, utf8) }, ...more],
      {
        untagged: {
          async [command](line: Line) {
            found ??= read(line)
          },
        },
      },
    ])
    const next: unknown = Reflect.get(Object(answer), 'next')
    if (typeof next === 'function') next()
  } catch (error) {
    if (!client.usable) throw error
  }
  return found
}

// A list of names and values; NIL says that there is no limit.
function limitOf({ attributes }: Line): number | null {
  const list: unknown = Reflect.get(Object(attributes), 1)
  if (!Array.isArray(list)) return null
  const at = list.findIndex(one => String(Reflect.get(Object(one), 'value')).toUpperCase() === 'APPENDLIMIT')
  const limit = Number(Reflect.get(Object(list[at + 1]), 'value') ?? Number.NaN)
  return at >= 0 && Number.isSafeInteger(limit) && limit > 0 ? limit : null
}

function textAt(attributes: unknown, at: number): string | null {
  const value: unknown = Reflect.get(Object(Reflect.get(Object(attributes), at)), 'value')
  return typeof value === 'string' ? value : null
}
