import type { ImapFlow } from 'imapflow'
import type { LiveFolder } from '../domain/live-mailbox.ts'
import type { ChangeableFolder, LiveWriter, ServerNo } from '../domain/live-writer.ts'
import { readAnswer } from './answer-lines.ts'
import { type AppendStream, appendStream } from './append-stream.ts'
import { wireName } from './folder-name.ts'
import { hideFor } from './hidden-credential.ts'
import { openFolder } from './open-folder.ts'
import { readMailbox } from './read-mailbox.ts'
import { readThrottle, throttleOf } from './throttle.ts'
import { uidSets } from './uid-sets.ts'

/**
 * The live mailbox behind a signed-in connection, to add mail to. `another` signs in once more, with nothing enabled: that
 * connection does nothing but APPEND, and is made when the first message is added. `silence`: milliseconds the server
 * may owe an answer.
 */
export function writeMailbox(
  client: ImapFlow,
  another: () => Promise<ImapFlow>,
  { silence = 120_000 } = {},
): LiveWriter {
  const mailbox = readMailbox(client)
  let adding: AppendStream | null = null
  let opening: Promise<AppendStream> | null = null
  const stream = () => {
    opening ??= another().then(second => {
      adding = streamOf(second, silence)
      return adding
    })
    return opening
  }
  const has = (name: string) => client.capabilities.has(name)
  return {
    mailbox,
    uidPlus: () => has('UIDPLUS') || has('IMAP4REV2'),
    appendLimit() {
      const limit = client.capabilities.get('APPENDLIMIT')
      return typeof limit === 'number' ? limit : null
    },
    create: path => create(client, path),
    room: async () => (await stream()).room(),
    append: async ({ exact }, message) => (await stream()).append(wireName(exact, false), message),
    openToChange: folder => openToChange(client, folder),
    sent: () => adding?.sent() ?? 0,
    usable: () => client.usable && (adding?.usable() ?? true),
    asksToWait(refused) {
      const no = isServerNo(refused) ? refused : null
      if (no) return wishOf(no.code, no.words)
      const bye = adding?.bye()
      return (bye ? readThrottle({ responseText: bye }) : null) ?? throttleOf(client, refused)
    },
    async close() {
      adding?.close()
      await mailbox.close()
    },
  }
}

// Quota is no wish that we wait, though LIMIT in words about bandwidth is.
function wishOf(code: string | null, words: string): { milliseconds: number; words: string } | null {
  const waits = code !== null && ['THROTTLED', 'UNAVAILABLE', 'INUSE'].includes(code)
  return readThrottle({ ...(waits ? { serverResponseCode: code } : {}), responseText: words })
}

function isServerNo(value: unknown): value is ServerNo {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'ok') === false
}

function streamOf(second: ImapFlow, silence: number): AppendStream {
  const has = (name: string) => second.capabilities.has(name)
  const ways = { plus: has('LITERAL+'), minus: has('LITERAL-') || has('IMAP4REV2'), binary: has('BINARY') }
  const hide = hideFor(second)
  return appendStream(second.unbind(), ways, { silence, hide })
}

async function create(client: ImapFlow, path: string): Promise<ServerNo | null> {
  try {
    await client.mailboxCreate(path)
  } catch (error) {
    const no = serverNo(error)
    // RFC 5530 ALREADYEXISTS is known to imapflow; older servers say it in words.
    if (!no) throw error
    if (!/exists/i.test(no.words)) return no
  }
  await client.mailboxSubscribe(path)
  return null
}

function serverNo(error: unknown): ServerNo | null {
  const { responseStatus, responseText, serverResponseCode } = Object(error) as Record<string, unknown>
  if (responseStatus !== 'NO' && responseStatus !== 'BAD') return null
  const code = typeof serverResponseCode === 'string' ? `[${serverResponseCode}] ` : ''
  const answer = readAnswer(`${responseStatus} ${code}${String(responseText ?? '')}`)
  return answer && !answer.ok ? answer : null
}

async function openToChange(client: ImapFlow, folder: LiveFolder): Promise<ChangeableFolder> {
  const box = await client.mailboxOpen(folder.exact)
  if (box.path !== folder.exact && folder.raw.toUpperCase() !== 'INBOX')
    throw new Error('another folder was opened')
  const open = openFolder(client, box, null)
  return {
    ...open,
    keeps(keyword) {
      const kept = box.permanentFlags
      const wanted = keyword.toLowerCase()
      return !kept || kept.has('\\*') || [...kept].some(one => one.toLowerCase() === wanted)
    },
    async addFlags(uids, flags) {
      const since = open.highestModseq ? { unchangedSince: BigInt(open.highestModseq) } : {}
      for (const set of uidSets(uids))
        await client.messageFlagsAdd(set, [...flags], { uid: true, silent: true, ...since })
    },
    async expunge(uids) {
      if (!client.capabilities.has('UIDPLUS') && !client.capabilities.has('IMAP4REV2'))
        throw new Error('the server has no UID EXPUNGE')
      for (const set of uidSets(uids)) await uidExpunge(client, set)
    },
  }
}

// imapflow has it only together with a STORE of \Deleted, which would take those too that changed meanwhile.
async function uidExpunge(client: ImapFlow, set: string): Promise<void> {
  const exec: unknown = Reflect.get(client, 'exec')
  if (typeof exec !== 'function') throw new Error('the IMAP library cannot send UID EXPUNGE')
  const answer: unknown = await exec('UID EXPUNGE', [{ type: 'SEQUENCE', value: set }])
  const next: unknown = Reflect.get(Object(answer), 'next')
  if (typeof next === 'function') next()
}
