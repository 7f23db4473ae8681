import type { ImapFlow, MailboxObject } from 'imapflow'
import type { FolderChanges, LiveFolder, OpenFolder, Since } from '../domain/live-mailbox.ts'
import { withoutFlood } from './flood.ts'
import { flagList, openFolder } from './open-folder.ts'
import { hearVanished } from './vanished.ts'

/**
 * EXAMINE, with QRESYNC (RFC 7162 3.2.5) where the server has it and `since` is given: then the answer tells what changed
 * since. Throws when another folder was opened than the one asked for.
 */
export async function examine(client: ImapFlow, folder: LiveFolder, since?: Since): Promise<OpenFolder> {
  const asked = since && client.enabled.has('QRESYNC') ? since : null
  const told = asked ? listen(client) : null
  try {
    const open = () =>
      client.mailboxOpen(folder.exact, {
        readOnly: true,
        // imapflow passes both on to SELECT; its types know them as options of other calls only.
        ...(asked
          ? { uidValidity: BigInt(asked.uidValidity), changedSince: BigInt(asked.highestModseq) }
          : {}),
      })
    const box: MailboxObject & { qresync?: boolean } = await withoutFlood(client, MOST_OF_EXAMINE, open)
    // imapflow puts a namespace prefix before a name that lacks it: that would be another folder.
    if (box.path !== folder.exact && folder.raw.toUpperCase() !== 'INBOX')
      throw new Error('another folder was opened')
    return openFolder(client, box, told && box.qresync ? told.changes() : null)
  } finally {
    told?.end()
  }
}

/** Octets of an answer to EXAMINE: flags of two million messages. */
const MOST_OF_EXAMINE = 256 << 20
/** Beyond so many characters of flags a server is not listened to: the folder is looked at instead. */
const MOST_FLAGS = 8 << 20

// What QRESYNC tells comes as events while the command runs.
function listen(client: ImapFlow) {
  const flags = new Map<number, string[]>()
  const vanished = hearVanished(client)
  let characters = 0
  const onFlags = (event: { uid?: number; flags?: Set<string> }) => {
    if (!event.uid || !event.flags || characters > MOST_FLAGS) return
    const list = flagList(event)
    // A row takes memory, too.
    characters += 16 + list.join(' ').length
    if (characters > MOST_FLAGS) flags.clear()
    else flags.set(event.uid, list)
  }
  client.on('flags', onFlags)
  return {
    changes(): FolderChanges | null {
      const ranges = vanished.ranges()
      return ranges && characters <= MOST_FLAGS ? { vanished: ranges, flags } : null
    },
    end() {
      client.off('flags', onFlags)
      vanished.end()
    },
  }
}
