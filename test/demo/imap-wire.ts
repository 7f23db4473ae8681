/** The lines of IMAP as a server reads and writes them (RFC 3501 9): literals, lists, quoted strings, names, dates. */
export type Token = string | Token[]

const longest = 65_536
/** octets of a message that is put back */
const longestLiteral = 9_999_999

/**
 * Feed it what arrives; it calls `command` with each whole command, one character an octet, and `go` when a client
 * waits for leave to send a literal. Throws when a command is longer than any this server has a use for.
 */
export function commandReader(command: (text: string) => void, go: () => void): (chunk: Buffer) => void {
  let held = ''
  let from = 0
  return chunk => {
    held += chunk.toString('latin1')
    for (let end = held.indexOf('\n', from); end >= 0; end = held.indexOf('\n', from)) {
      const literal = /\{(\d{1,7})(\+?)\}\r?$/.exec(held.slice(Math.max(from, end - 12), end))
      if (literal) {
        if (!literal[2] && held.length === end + 1) go()
        from = end + 1 + Number(literal[1])
        continue
      }
      const text = held.slice(0, end).replace(/\r$/, '')
      held = held.slice(end + 1)
      from = 0
      command(text)
    }
    if (held.length - from > longest || from > longestLiteral) throw new Error('command too long')
  }
}

/** The words of a command; parenthesised lists nest. Throws on what is not IMAP. */
export function tokens(text: string): Token[] {
  const open: Token[][] = [[]]
  const shape =
    / +|(\()|(\))|"((?:[^"\\]|\\["\\])*)"|\{(\d+)\+?\}\r?\n|((?:[^\s()"{[]|\[[^\]]*\])(?:[^\s()"[]|\[[^\]]*\])*)/y
  while (shape.lastIndex < text.length) {
    const m = shape.exec(text)
    const into = open.at(-1)
    if (!m || !into) throw new Error('not IMAP')
    if (m[1]) open.push([])
    if (m[2]) {
      open.pop()
      open.at(-1)?.push(into)
    }
    if (m[3] !== undefined) into.push(m[3].replace(/\\(.)/g, '$1'))
    if (m[4] !== undefined) {
      const end = shape.lastIndex + Number(m[4])
      into.push(text.slice(shape.lastIndex, end))
      shape.lastIndex = end
    }
    if (m[5]) into.push(m[5])
  }
  const whole = open.pop()
  if (!whole || open.length) throw new Error('a list is not closed')
  return whole
}

export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** A folder name as it goes over the wire: modified UTF-7 (RFC 3501 5.1.3). */
export function encodeName(path: string): string {
  return path.replace(/&|[^\x20-\x7e]+/g, run => {
    if (run === '&') return '&-'
    const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64')
    return `&${base64.replace(/=+$/, '').replaceAll('/', ',')}-`
  })
}

/** And back. */
export function decodeName(name: string): string {
  return name.replace(/&([^-]*)-/g, (_, base64: string) =>
    base64 === '' ? '&' : Buffer.from(base64.replaceAll(',', '/'), 'base64').swap16().toString('utf16le'),
  )
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** INTERNALDATE of seconds since 1970, written in UTC: `"21-Nov-2026 08:12:00 +0000"`. */
export function internalDate(seconds: number): string {
  const [day, time] = new Date(seconds * 1000).toISOString().split('T') as [string, string]
  const [year, month, date] = day.split('-')
  return `"${date}-${months[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000"`
}

/** Does `n` lie in a sequence set such as "1:4,9,12:*" (RFC 3501 9 sequence-set)? */
export function inSet(set: string, n: number, highest: number): boolean {
  return set.split(',').some(range => {
    const ends = range.split(':').map(end => (end === '*' ? highest : Number(end)))
    return n >= Math.min(...ends) && n <= Math.max(...ends)
  })
}
