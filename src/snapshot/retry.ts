import type { Problem } from '../domain/point.ts'
import type { LiveFolder, LiveMailbox } from '../domain/ports.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { isDisk } from '../limits/disk-failure.ts'
import type { RunLimits } from '../limits/run-limits.ts'
import type { FolderResult } from './folder.ts'

interface Attempts {
  limits: RunLimits
  mailbox(): LiveMailbox
  attempt(): Promise<FolderResult>
  reconnect(): Promise<void>
  /** grows with every message of the folder that came */
  progress(): number
  goOn(): void
}

/** So many folders that broke off, and none that did not: the server is not well. */
const mostStuck = 3

/**
 * Reads folders one after the other, each until it is read or cannot be. A folder that fails while the connection is up is
 * named and left. A lost connection is made anew and the folder goes on where it stopped, as long as that brings
 * something, and as long as the run may lose time to it (limits/run-limits.ts). Throws when the server cannot be reached
 * again, or breaks every connection: what was read is used by the next run.
 */
export function folderReader() {
  let stuck = 0
  let isWell = false
  let broken = 0
  return async (live: LiveFolder, tools: Attempts): Promise<FolderResult | Problem> => {
    if (!live.selectable) return { code: 'folder-not-read', folder: live.path }
    if (live.unsafeName) return { code: 'folder-name', folder: live.path }
    const { limits, mailbox, attempt, goOn } = tools
    let breaks = 0
    let before = tools.progress()
    let since = limits.now()
    let had = mailbox().received()
    for (;;) {
      goOn()
      try {
        // Unchanged folders need no connection; others are not opened any more once it is enough.
        if (!mailbox().usable() && !limits.enough()) {
          await reconnected(tools)
          had = mailbox().received()
        }
        const commands = mailbox().commands()
        const result = await attempt()
        // One that is unchanged says nothing of the server.
        isWell ||= mailbox().commands() > commands
        return result
      } catch (error) {
        goOn()
        if (isDisk(error) || (isRefusal(error) && endsRun(error.code))) throw error
        const heeded = await limits.heed(mailbox(), error)
        if (heeded === 'waited') {
          since = limits.now()
          continue
        }
        if (heeded === 'ended' || limits.enough()) return { code: 'not-finished', folder: live.path }
        const detail = serversWords(error)
        const problem: Problem = { code: 'folder-not-read', folder: live.path, detail }
        if (mailbox().usable()) return problem
        broken++
        const isFruitless = tools.progress() === before
        breaks = isFruitless ? breaks + 1 : 1
        const lost = isFruitless ? limits.now() - since : 0
        const most = limits.mostBreaks(lost, mailbox().received() - had)
        before = tools.progress()
        since = limits.now()
        if (breaks < most) {
          // A server that gives a message a connection is not asked without end and without a pause.
          await limits.beforeConnecting(Math.max(breaks - 1, Math.floor(Math.log10(broken))))
          continue
        }
        problem.detail = `the connection broke ${breaks} times on end: ${detail}`
        if (isWell || ++stuck < mostStuck) return problem
        throw new Refusal(
          'server-unreachable',
          'The mail server breaks every connection; the next run goes on where this one stopped.',
          {},
          error,
        )
      }
    }
  }
}

async function reconnected({ reconnect, limits, goOn }: Attempts): Promise<void> {
  for (let broken = 1; broken < 4; broken++) {
    try {
      return await reconnect()
    } catch (error) {
      goOn()
      if (!isRefusal(error) || error.code !== 'server-unreachable') throw error
      await limits.beforeConnecting(broken)
    }
  }
  return reconnect()
}

// What another folder would meet as well.
function endsRun(code: string): boolean {
  return /^(disk|data)-/.test(code) || ['server-unreachable', 'login-refused', 'interrupted'].includes(code)
}

// imapflow says "Command failed" and keeps what the server said beside it.
function serversWords(error: unknown): string {
  const { responseText, message } = error as { responseText?: unknown; message?: unknown }
  return String(responseText ?? message ?? error).slice(0, 500)
}
