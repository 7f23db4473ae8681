import type { Added, ServerNo } from '../domain/live-writer.ts'

/** A line longer than this is no answer to an APPEND. */
const LONGEST = 1 << 16

/** Cuts what a server sends into lines; literals in them are passed over. Throws when a line has no end. */
export function answerLines(onLine: (line: string) => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0)
  let skip = 0
  return chunk => {
    let rest = held.length ? Buffer.concat([held, chunk]) : chunk
    for (;;) {
      const passed = Math.min(skip, rest.length)
      rest = rest.subarray(passed)
      skip -= passed
      const end = rest.indexOf('\n')
      if (skip || end < 0) break
      const line = rest.toString('latin1', 0, end).replace(/\r$/, '')
      rest = rest.subarray(end + 1)
      skip = Number(/\{(\d{1,9})\}$/.exec(line)?.[1] ?? 0)
      onLine(line)
    }
    if (rest.length > LONGEST) throw new Error('the server sent a line without an end')
    held = rest
  }
}

/** A tagged OK, NO or BAD behind its tag; null for anything else. */
export function readAnswer(line: string): Added | ServerNo | null {
  const found = /^(OK|NO|BAD)(?: +(?:\[([^\]]*)\])?(.*))?$/i.exec(line)
  if (!found) return null
  const [, said = '', code = '', words = ''] = found
  const status = said.toUpperCase()
  if (status === 'OK') {
    const [, validity, uid] = /^APPENDUID (\d{1,10}) (\d{1,10})$/i.exec(code) ?? []
    return { ok: true, uid: uid ? Number(uid) : null, uidValidity: validity ? Number(validity) : null }
  }
  const name = /^[A-Z][\w-]*/i.exec(code)?.[0]?.toUpperCase() ?? null
  return { ok: false, status: status === 'NO' ? 'NO' : 'BAD', code: name, words: oneLine(words) }
}

function oneLine(words: string): string {
  return Buffer.from(words, 'latin1')
    .toString('utf8')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200)
}
