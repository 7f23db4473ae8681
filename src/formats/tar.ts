import type { Container, Member } from './archive.ts'

const BLOCK = 512
const NOTHING = new Uint8Array()
/** eleven octal digits */
const MOST = 0o77777777777

/**
 * tar as POSIX.1-2001 has it (pax): ustar headers, and before a member whose name or size these cannot hold an extended
 * header with the true ones. Bare names keep to ASCII, so that what knows no pax sees something too.
 */
export const tar: Container = {
  head,
  padding: size => -size & (BLOCK - 1),
  record: () => NOTHING,
  end: () => Buffer.alloc(2 * BLOCK),
  reserve: 2 * BLOCK,
}

function head(member: Member): Uint8Array {
  const name = Buffer.from(member.name)
  const split = isAscii(member.name) ? splitName(member.name) : null
  const records = [
    ...(split ? [] : [paxRecord('path', member.name)]),
    ...(member.size > MOST ? [paxRecord('size', String(member.size))] : []),
  ]
  const plain = split ?? { prefix: '', name: asciiOf(member.name) }
  const header = ustar(plain, {
    size: member.size > MOST ? 0 : member.size,
    date: member.date,
    type: member.isFolder ? '5' : '0',
  })
  if (records.length === 0) return header
  const body = Buffer.from(records.join(''))
  const padded = Buffer.concat([body, Buffer.alloc(-body.length & (BLOCK - 1))])
  const extended = { prefix: '', name: `pax/${name.length.toString(36)}` }
  return Buffer.concat([ustar(extended, { size: body.length, date: member.date, type: 'x' }), padded, header])
}

function ustar(
  { prefix, name }: { prefix: string; name: string },
  { size, date, type }: { size: number; date: number; type: '0' | '5' | 'x' },
): Buffer {
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 100, 'latin1')
  header.write(type === '5' ? '0000755' : '0000644', 100, 'latin1')
  header.write('0000000', 108, 'latin1')
  header.write('0000000', 116, 'latin1')
  header.write(octal(size), 124, 'latin1')
  header.write(octal(Math.max(0, Math.min(date, MOST))), 136, 'latin1')
  header.fill(' ', 148, 156)
  header.write(type, 156, 'latin1')
  header.write('ustar\0' + '00', 257, 'latin1')
  header.write(prefix, 345, 155, 'latin1')
  const sum = header.reduce((all, octet) => all + octet, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

function octal(number: number): string {
  return number.toString(8).padStart(11, '0')
}

// "%d %s=%s\n": the number counts itself too.
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  length = rest + String(length).length
  return `${length} ${key}=${value}\n`
}

/** Name and prefix of a ustar header; null when they do not hold the whole of it. */
function splitName(name: string): { prefix: string; name: string } | null {
  if (name.length <= 100) return { prefix: '', name }
  const at = name.indexOf('/', name.length - 101)
  return at > 0 && at <= 155 && at < name.length - 1
    ? { prefix: name.slice(0, at), name: name.slice(at + 1) }
    : null
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

function asciiOf(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '_').slice(-100)
}
