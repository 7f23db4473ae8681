import type { ImapFlow, ListResponse, StatusObject } from 'imapflow'
import type { FolderStatus, LiveFolder, LiveMailbox } from '../domain/ports.ts'
import { examine } from './examine.ts'
import { withoutFlood } from './flood.ts'
import { folderName } from './folder-name.ts'
import { withInboxSubscription } from './inbox-subscription.ts'
import { heedThrottle, throttleOf } from './throttle.ts'
import { heedVanished } from './vanished.ts'

/** The live mailbox behind a signed-in connection. EXAMINE, FETCH with PEEK and SEARCH only: nothing on the server changes. */
export function readMailbox(client: ImapFlow): LiveMailbox {
  heedThrottle(client)
  heedVanished(client)
  return {
    folders: () => withoutFlood(client, MOST_OF_LIST, () => listFolders(client)),
    examine: (folder, since) => examine(client, folder, since),
    gmail: () => client.capabilities.has('X-GM-EXT-1'),
    hasFolderIds: () => client.capabilities.has('OBJECTID'),
    usable: () => client.usable,
    received: () => client.stats().received,
    cut: () => client.close(),
    asksToWait: error => throttleOf(client, error),
    commands: () => Number('tagCounter' in client ? client.tagCounter : Number.NaN),
    async close() {
      if (client.usable) await client.logout().catch(() => client.close())
      else client.close()
    },
  }
}

/** Octets of all answers to LIST and STATUS, each of which is kept until the last has come: some 50,000 folders. */
const MOST_OF_LIST = 8 << 20

async function listFolders(client: ImapFlow): Promise<LiveFolder[]> {
  const condstore = client.capabilities.has('CONDSTORE') || client.enabled.has('CONDSTORE')
  const statusQuery = {
    messages: true,
    uidNext: true,
    uidValidity: true,
    ...(condstore ? { highestModseq: true } : {}),
  }
  const { listed: entries, inbox: subscribed } = await withInboxSubscription(client, () =>
    client.list({ statusQuery }),
  )
  const utf8 = client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2')
  // Some servers list a folder twice, or INBOX under two spellings.
  const names = new Set<string>()
  const isNew = ({ path, pathAsListed }: { path: string; pathAsListed: string }) => {
    const name = path === 'INBOX' ? path : pathAsListed
    return !names.has(name) && names.add(name).has(name)
  }
  const listed = entries
    .filter(entry => entry.listed && isNew(entry))
    .map(entry => {
      const raw = entry.pathAsListed
      const inbox = raw.toUpperCase() === 'INBOX'
      const { exact, unsafe } = inbox ? { exact: 'INBOX', unsafe: false } : folderName(raw, utf8)
      return {
        path: exact.normalize('NFC'),
        raw,
        exact,
        delimiter: entry.delimiter || null,
        specialUse: specialUse(entry),
        subscribed: (inbox ? subscribed : null) ?? entry.subscribed ?? false,
        namespace: inbox ? 'personal' : namespaceOf(client, entry.path),
        selectable: !entry.flags.has('\\Noselect') && !entry.flags.has('\\NonExistent'),
        unsafeName: unsafe || entry.path !== exact,
        status: statusOf(entry.status),
      }
    })
  // Two folders whose names differ in composition alone (é, e + accent) must not be shown as one.
  const seen = new Set<string>()
  return listed.map(folder => {
    const path = seen.has(folder.path) ? folder.exact : folder.path
    seen.add(path)
    return { ...folder, path }
  })
}

// What the server says, not what imapflow guesses from names; RFC 8457's \Important is unknown to it.
function specialUse(entry: ListResponse): string | null {
  if (entry.flags.has('\\Important')) return '\\Important'
  return entry.specialUse && entry.specialUseSource === 'extension' ? entry.specialUse : null
}

// RFC 2342: the namespace with the longest fitting prefix; Cyrus has "" for what everybody shares, "INBOX." for one's own.
function namespaceOf(client: ImapFlow, path: string): 'personal' | 'other' | 'shared' {
  let found: { kind: 'personal' | 'other' | 'shared'; length: number } = { kind: 'personal', length: -1 }
  for (const kind of ['personal', 'other', 'shared'] as const)
    for (const { prefix, delimiter } of client.namespaces?.[kind] || []) {
      const root = delimiter && prefix.endsWith(delimiter) ? prefix.slice(0, -delimiter.length) : prefix
      if ((path === root || path.startsWith(prefix)) && prefix.length > found.length)
        found = { kind, length: prefix.length }
    }
  return found.kind
}

function statusOf(status: StatusObject | undefined): FolderStatus | null {
  if (!status || status.uidValidity === undefined || status.messages === undefined) return null
  return {
    messages: Number(status.messages),
    uidNext: Number(status.uidNext ?? 0),
    uidValidity: Number(status.uidValidity),
    // RFC 7162 3.1.2.2: 0 says that the folder keeps no mod-sequences.
    highestModseq: status.highestModseq ? String(status.highestModseq) : null,
  }
}
