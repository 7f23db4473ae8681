import { crc32 } from 'node:zlib'

/** What stands in an archive under one name. */
export interface Member {
  /** "/" between the parts; of a folder it ends in "/" */
  name: string
  /** octets */
  size: number
  crc32: number
  /** seconds since 1970, and the same as MS-DOS date and time */
  date: number
  dos: number
  isFolder?: boolean
  /** ZIP: size and CRC-32 come after the bytes */
  streamed?: boolean
}

/** How a kind of archive is written. What it writes depends on the arguments alone. */
export interface Container {
  /** what stands before a member's bytes */
  head(member: Member): Uint8Array
  /** zeros after so many octets of a member */
  padding(size: number): number
  /** what is said of it at the end; it begins at `offset`, and was to begin at `planned` */
  record(member: Member, offset: number, planned: number): Uint8Array
  end(all: {
    count: number
    /** where the records begin, and their octets */
    start: number
    length: number
    mostMembers: number
    mostOctets: number
  }): Uint8Array
  /** zeros kept free at the end, for the word about what could not be read */
  reserve: number
}

/** A member and its bytes. `bytes` throws Lost before its first octet when they cannot be had: the archive goes on without. */
export interface Item {
  member: Member
  bytes(): Iterable<Uint8Array>
}

export class Lost extends Error {}

/** A file whose bytes are made, not read: `pieces` gives the same each time. */
export function madeItem(
  name: string,
  { date, dos }: Pick<Member, 'date' | 'dos'>,
  pieces: () => Iterable<Uint8Array>,
): Item {
  const sum = { size: 0, crc32: 0 }
  for (const piece of pieces()) addPiece(sum, piece)
  return { member: { name, ...sum, date, dos }, bytes: pieces }
}

/** `sum` is then also that of the next piece of a file. */
export function addPiece(sum: Pick<Member, 'size' | 'crc32'>, piece: Uint8Array): void {
  sum.size += piece.length
  sum.crc32 = crc32(piece, sum.crc32)
}

/** Members that are passed over between two stops. */
const STRIDE = 200

/** Octets of the whole archive. Stops after each so many members, so that who runs it can do something else. */
export function* archiveLength(container: Container, members: Iterable<Member>): Generator<void, number> {
  let count = 0
  let start = 0
  let length = 0
  for (const member of members) {
    length += container.record(member, start, start).length
    start += container.head(member).length + paddedSize(container, member)
    if (++count % STRIDE === 0) yield
  }
  const most = { mostMembers: count, mostOctets: start + length }
  return start + length + container.reserve + container.end({ count, start, length, ...most }).length
}

/**
 * The octets of an archive from `from` on, piece by piece; `items` is gone through twice and gives the same each time.
 * What cannot be read is left out and told in a file of its own, which takes exactly its room: the length is kept. That is
 * possible from the beginning only: when `from` is later, and without a name for that file, Lost is thrown. While it
 * passes over what comes before, it gives empty pieces now and then, so that who asks can do something else.
 */
export function* archiveOctets(
  container: Container,
  items: () => Iterable<Item>,
  { from = 0, errorsName }: { from?: number; errorsName: string | null },
): Generator<Uint8Array> {
  const lost = new Set<string>()
  let freed = container.reserve
  let at = 0
  let planned = 0
  const cut = cutter(from)
  let passed = 0
  for (const item of items()) {
    const { member } = item
    const head = container.head(member)
    const padding = container.padding(member.size)
    const length = head.length + member.size + padding
    const was = planned
    planned += length
    if (cut.passes(length)) {
      at += length
      if (++passed % STRIDE === 0) yield NOTHING
      continue
    }
    try {
      yield* cut.pieces(withHead(head, item))
      yield* cut.pieces(zeros(padding))
      at += length
    } catch (error) {
      if (!(error instanceof Lost) || from > 0 || errorsName === null) throw error
      lost.add(member.name)
      freed += length + container.record(member, 0, was).length
    }
  }
  const errors =
    lost.size > 0 && errorsName !== null ? errorsItem(container, lost, { name: errorsName, freed, at }) : null
  const start = errors ? at + container.head(errors.member).length + paddedSize(container, errors.member) : at
  if (errors) {
    yield* withHead(container.head(errors.member), errors)
    yield* zeros(container.padding(errors.member.size))
  }
  let length = 0
  let count = 0
  // What was planned decides the form of the end: its length must not depend on what was lost.
  let mostOctets = planned
  let mostMembers = 0
  for (const { record, isThere } of records(container, items, lost)) {
    mostOctets += record.length
    if (++mostMembers % STRIDE === 0) yield NOTHING
    if (!isThere) continue
    length += record.length
    count++
    yield* cut.pieces([record])
  }
  if (errors) {
    const record = container.record(errors.member, at, at)
    length += record.length
    count++
    yield* cut.pieces([record])
  }
  if (!errors) yield* cut.pieces(zeros(container.reserve))
  yield* cut.pieces([container.end({ count, start, length, mostMembers, mostOctets })])
}

// The records of what is there, and those that would be of what is not. A planned place decides a record's form.
function* records(
  container: Container,
  items: () => Iterable<Item>,
  lost: ReadonlySet<string>,
): Generator<{ record: Uint8Array; isThere: boolean }> {
  let planned = 0
  let at = 0
  for (const { member } of items()) {
    const length = container.head(member).length + paddedSize(container, member)
    const isThere = !lost.has(member.name)
    yield { record: container.record(member, at, planned), isThere }
    if (isThere) at += length
    planned += length
  }
}

function paddedSize(container: Container, { size }: Member): number {
  return size + container.padding(size)
}

// Its bytes come first: when they cannot be had, the head has not gone out.
function* withHead(head: Uint8Array, { bytes }: Pick<Item, 'bytes'>): Generator<Uint8Array> {
  const pieces = bytes()[Symbol.iterator]()
  const first = pieces.next()
  yield head
  if (first.done) return
  yield first.value
  for (let piece = pieces.next(); !piece.done; piece = pieces.next()) yield piece.value
}

/**
 * What names the lost messages, as long as the room they leave: head, bytes, padding and record together. Blank lines
 * fill what is left. Even an empty message leaves enough, because its name begins with a date and is longer than this file's.
 */
function errorsItem(
  container: Container,
  lost: ReadonlySet<string>,
  { name, freed, at }: { name: string; freed: number; at: number },
): Item {
  const empty: Member = { name, size: 0, crc32: 0, date: 0, dos: 33 << 16 }
  const room = (size: number) =>
    freed - container.head({ ...empty, size }).length - container.record({ ...empty, size }, at, at).length
  const size = Math.max(0, room(Math.max(0, room(0))))
  // The names first: after a short message there is not room for much.
  const text = Buffer.from(`${[...lost].join('\n')}\n\n${ERRORS}`)
  const bytes = function* () {
    yield text.subarray(0, size)
    for (let left = size - text.length; left > 0; left -= BLANK.length)
      yield left < BLANK.length ? BLANK.subarray(0, left) : BLANK
  }
  return madeItem(empty.name, empty, bytes)
}

const ERRORS = `These messages could not be read from the backup and are not in this archive.
Blank lines take their room: the length of the download had been promised.
`
const BLANK = Buffer.alloc(65_536, '\n')
const NOTHING = new Uint8Array()
const ZEROS = new Uint8Array(8192)

function* zeros(count: number): Generator<Uint8Array> {
  for (let left = count; left > 0; left -= ZEROS.length)
    yield left < ZEROS.length ? ZEROS.subarray(0, left) : ZEROS
}

// Passes over what comes before `from`.
function cutter(from: number) {
  let left = from
  return {
    passes(length: number): boolean {
      if (left < length) return false
      left -= length
      return true
    },
    *pieces(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
      for (const piece of pieces) {
        if (left >= piece.length) {
          left -= piece.length
          continue
        }
        yield left > 0 ? piece.subarray(left) : piece
        left = 0
      }
    },
  }
}
