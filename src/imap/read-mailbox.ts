import type { ImapFlow, StatusObject } from 'imapflow'
import type { FolderStatus, LiveFolder, LiveMailbox } from '../domain/ports.ts'
import { folderName } from './folder-name.ts'
import { openFolder } from './open-folder.ts'
import { heedThrottle, throttleOf } from './throttle.ts'

/** The live mailbox behind a signed-in connection. EXAMINE, FETCH with PEEK and SEARCH only: nothing on the server changes. */
export function readMailbox(client: ImapFlow): LiveMailbox {
  heedThrottle(client)
  return {
    folders: () => listFolders(client),
    async examine(folder) {
      const box = await client.mailboxOpen(folder.exact, { readOnly: true })
      // imapflow puts a namespace prefix before a name that lacks it: that would be another folder.
      if (box.path !== folder.exact && folder.raw.toUpperCase() !== 'INBOX')
        throw new Error('another folder was opened')
      return openFolder(client, box)
    },
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

async function listFolders(client: ImapFlow): Promise<LiveFolder[]> {
  const condstore = client.capabilities.has('CONDSTORE') || client.enabled.has('CONDSTORE')
  const entries = await client.list({
    statusQuery: {
      messages: true,
      uidNext: true,
      uidValidity: true,
      ...(condstore ? { highestModseq: true } : {}),
    },
  })
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
        specialUse: entry.specialUse && entry.specialUseSource === 'extension' ? entry.specialUse : null,
        subscribed: entry.subscribed ?? false,
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
