import type { ImapFlow } from 'imapflow'

/**
 * Is INBOX subscribed, by what the server says while `list` runs; null where it does not say. imapflow calls it subscribed
 * whatever was said, and a receipt would have it so. What LSUB says of the levels above a subscribed folder is kept from it.
 */
export async function withInboxSubscription<T>(
  client: ImapFlow,
  list: () => Promise<T>,
): Promise<{ listed: T; inbox: boolean | null }> {
  const told = { inbox: false, atAll: false, below: false }
  // Not in its types: should a later version send its commands in another way, it is as imapflow says.
  const exec: unknown = Reflect.get(client, 'exec')
  if (typeof exec !== 'function') return { listed: await list(), inbox: null }
  Reflect.set(client, 'exec', async (command: unknown, args: unknown, options: unknown) => {
    const answer: unknown = await Reflect.apply(exec, client, [command, args, listening(options, told)])
    // None at all is an answer too; but where folders are below "INBOX." imapflow asks for those alone.
    if (command === 'LSUB') told[Array.isArray(args) && args[0] ? 'below' : 'atAll'] = true
    return answer
  })
  try {
    const listed = await list()
    if (told.below && !told.atAll) told.atAll = await asked(client)
    return { listed, inbox: told.atAll ? told.inbox : null }
  } finally {
    Reflect.deleteProperty(client, 'exec')
  }
}

// By the listening `exec`; a refusal is no answer.
async function asked(client: ImapFlow): Promise<boolean> {
  const exec: unknown = Reflect.get(client, 'exec')
  if (typeof exec !== 'function') return false
  try {
    const answer: unknown = await exec('LSUB', ['', 'INBOX'], { untagged: { LSUB: () => {} } })
    const { next } = answer as { next?: unknown }
    if (typeof next === 'function') Reflect.apply(next, answer, [])
    return true
  } catch {
    return false
  }
}

function listening(options: unknown, told: { inbox: boolean; atAll: boolean; below: boolean }): unknown {
  const { untagged } = (options ?? {}) as { untagged?: Record<string, Handler | undefined> }
  const { LIST, LSUB } = untagged ?? {}
  const isInbox = (line: Line) => String(line.attributes?.[2]?.value).toUpperCase() === 'INBOX'
  return {
    ...(options as object | undefined),
    untagged: {
      ...untagged,
      ...(LIST && {
        LIST(line: Line) {
          if (hasFlag(line, '\\subscribed')) told.atAll = true
          if (hasFlag(line, '\\subscribed') && isInbox(line)) told.inbox = true
          return LIST(line)
        },
      }),
      ...(LSUB && {
        LSUB(line: Line) {
          if (isInbox(line)) told.atAll = true
          // RFC 3501 6.3.9: \Noselect says here that only folders below it are subscribed. imapflow would take it for a
          // word about the folder itself, and a folder that can be opened would be left out.
          if (hasFlag(line, '\\noselect')) return
          if (isInbox(line)) told.inbox = true
          return LSUB(line)
        },
      }),
    },
  }
}

// \Subscribed in LIST: RFC 5258 3.4.
function hasFlag({ attributes }: Line, wanted: string): boolean {
  const flags: unknown = attributes?.[0]
  return Array.isArray(flags) && flags.some(flag => String(flag?.value).toLowerCase() === wanted)
}

type Handler = (line: Line) => unknown

interface Line {
  attributes?: ({ value?: unknown } | undefined)[]
}
