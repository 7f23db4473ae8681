/** A line of iCalendar (RFC 5545 3.1) or vCard (RFC 6350 3.3); names are upper case, without a group before them. */
export interface ContentLine {
  name: string
  /** upper-case name → values as they stand, without their quotes */
  params: ReadonlyMap<string, readonly string[]>
  value: string
}

/** More lines than any honest file of the size we read has. */
const mostLines = 20_000
const mostParams = 50
const longestValue = 20_000

/** The lines of a file, unfolded; what is none is left out. Linear in the length, and never throws. */
export function contentLines(text: string): ContentLine[] {
  const lines: ContentLine[] = []
  for (const raw of unfolded(text)) {
    const line = readLine(raw)
    if (line) lines.push(line)
    if (lines.length >= mostLines) break
  }
  return lines
}

/** TEXT values: "\n", "\,", "\;" and "\\" (RFC 5545 3.3.11). */
export function plainValue(value: string): string {
  return value.replace(/\\([\\;,nN:])/g, (_, one: string) => (one.toLowerCase() === 'n' ? '\n' : one)).trim()
}

/** A value of several fields, split at what is not escaped. */
export function fieldsOf(value: string, at: ';' | ','): string[] {
  const fields: string[] = []
  let from = 0
  for (let i = 0; i <= value.length; i++) {
    if (value[i] === '\\') i++
    else if (i === value.length || value[i] === at) {
      fields.push(value.slice(from, i))
      from = i + 1
    }
  }
  if (from < value.length) fields.push(value.slice(from))
  return fields.map(plainValue)
}

function unfolded(text: string): string[] {
  const lines: string[] = []
  let isQuoted = false
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const last = lines.at(-1)
    // vCard 2.1 goes on after a "=" at the end of a quoted-printable line
    if (last !== undefined && isQuoted && last.endsWith('=') && last.length <= longestValue)
      lines[lines.length - 1] = last.slice(0, -1) + line
    else if (last !== undefined && /^[ \t]/.test(line)) {
      if (last.length <= longestValue) lines[lines.length - 1] = last + line.slice(1)
    } else {
      lines.push(line)
      isQuoted = /^[^:]*;(ENCODING=)?QUOTED-PRINTABLE/i.test(line.slice(0, 200))
    }
    if (lines.length > mostLines * 2) break
  }
  return lines
}

function readLine(raw: string): ContentLine | null {
  const name = /^(?:[\w-]{1,60}\.)?([\w-]{1,60})(?=[;:])/.exec(raw)
  if (!name?.[1]) return null
  const params = new Map<string, string[]>()
  let at = name[0].length
  const param = /;([\w-]{1,60})(?:=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*))?/y
  for (let n = 0; raw[at] === ';'; n++) {
    param.lastIndex = at
    const found = param.exec(raw)
    if (!found?.[1] || n > mostParams) return null
    const values = (found[2] ?? '').match(/"[^"]*"|[^,]+/g) ?? []
    const plain = values.map(one => one.replace(/^"|"$/g, ''))
    // vCard 2.1 writes a bare "QUOTED-PRINTABLE" or "HOME"
    const key = found[2] === undefined ? 'TYPE' : found[1].toUpperCase()
    params.set(key, [...(params.get(key) ?? []), ...(found[2] === undefined ? [found[1]] : plain)])
    at = param.lastIndex
  }
  if (raw[at] !== ':') return null
  return { name: name[1].toUpperCase(), params, value: raw.slice(at + 1, at + 1 + longestValue) }
}
