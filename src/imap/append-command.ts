import type { AddedMessage } from '../domain/live-writer.ts'
import { isFlag } from '../formats/imap-flag.ts'

/** What a server lets literals be. */
export interface LiteralWays {
  /** LITERAL+ (RFC 7888): no need to ask before the octets; LITERAL-: up to 4,096 of them */
  plus: boolean
  minus: boolean
  /** BINARY (RFC 3516): ~{n} may hold NUL */
  binary: boolean
}

/**
 * The line of an APPEND up to its literal, and whether the server must be asked before the octets are sent. `raw` is the
 * folder's name as the server lists it. Flags come from stored mail and may be anything: those that are no flags of
 * RFC 9051 9 are left out, so none can end the command.
 */
export function appendLine(
  tag: string,
  raw: string,
  message: Omit<AddedMessage, 'bytes'> & { hasNul: boolean },
  ways: LiteralWays,
): { line: string; asks: boolean } {
  const { size, hasNul } = message
  const asks = !(ways.plus || (ways.minus && size <= 4096))
  const flags = message.flags.filter(isFlag)
  const literal = `${hasNul && ways.binary ? '~' : ''}{${size}${asks ? '' : '+'}}`
  return {
    line: `${tag} APPEND ${quoted(raw)} (${flags.join(' ')}) ${dateTime(message.date)} ${literal}\r\n`,
    asks,
  }
}

// Listed names hold no line ends, or the list could not have been read; were it otherwise, nothing is sent.
function quoted(raw: string): string {
  if (/[\r\n\0]/.test(raw)) throw new Error('a folder name with a line end')
  return `"${raw.replace(/["\\]/g, '\\$&')}"`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

// RFC 9051 9 date-time; the year has four figures.
function dateTime(seconds: number): string {
  const date = new Date(Math.min(253_402_300_799, Math.max(0, seconds)) * 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')
  return `"${two(date.getUTCDate())}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000"`
}
