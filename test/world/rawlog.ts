import { worldTag } from './imap-session.ts'

/**
 * The IMAP commands in Dovecot's raw logs of what clients sent, without tags and in the order they came.
 * Each line of such a log begins with the time it was read; what a literal holds is left out.
 */
export function commandsIn(logs: Uint8Array[]): string[] {
  const found: { at: number; command: string }[] = []
  for (const log of logs) found.push(...commandsOfSession(Buffer.from(log).toString('latin1')))
  return found.sort((a, b) => a.at - b.at).map(entry => entry.command)
}

function commandsOfSession(log: string): { at: number; command: string }[] {
  const found: { at: number; command: string }[] = []
  for (const line of log.split(/\r?\n/)) {
    const [, at, tag, command] = /^([0-9]+\.[0-9]+) ([A-Za-z0-9]+) ([A-Z].*)$/.exec(line) ?? []
    if (at === undefined || tag === undefined || command === undefined) continue
    if (tag.startsWith(worldTag)) continue
    found.push({ at: Number(at), command })
  }
  return found
}
