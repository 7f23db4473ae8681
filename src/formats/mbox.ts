/**
 * mboxrd: every message after a line "From …" and before a blank one; a line of it that begins with "From ", after any
 * number of ">", gets one more ">", so that taking one away gives the very bytes back. Only a message whose last line
 * has no end gets one. Flags have no place in it: a header field for them would change the message.
 */
export function fromLine(date: number): Uint8Array {
  const [, day = '', month = '', year = '', time = ''] =
    /^..., (\d\d) (...) (\d{4,}) (\S+)/.exec(new Date(date * 1000).toUTCString()) ?? []
  const weekday = new Date(date * 1000).toUTCString().slice(0, 3)
  return Buffer.from(`From MAILER-DAEMON ${weekday} ${month} ${day.replace(/^0/, ' ')} ${time} ${year}\n`)
}

/** The bytes of a message in pieces → the same quoted, with the blank line at the end. */
export function* mboxQuoted(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  // What may be the beginning of "From " waits for the next piece.
  let held: Buffer = Buffer.alloc(0)
  // Is all before `held` a line's ">"s, or nothing?
  let begins = true
  let last = LF
  for (const piece of pieces) {
    if (piece.length === 0) continue
    last = piece[piece.length - 1] ?? LF
    const bytes = held.length
      ? Buffer.concat([held, piece])
      : Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    let done = 0
    for (let at = bytes.indexOf(FROM); at >= 0; at = bytes.indexOf(FROM, at + FROM.length)) {
      if (!isAtBegin(bytes, at, begins)) continue
      yield bytes.subarray(done, at)
      yield QUOTE
      done = at
    }
    const rest = bytes.length - partOfFrom(bytes)
    begins = isAtBegin(bytes, rest, begins)
    yield bytes.subarray(done, rest)
    // Its own few octets: whoever reads may use the piece again.
    held = Buffer.from(bytes.subarray(rest))
  }
  yield held
  yield last === LF ? BLANK : END_AND_BLANK
}

const LF = 10
const GREATER = 62
const FROM = Buffer.from('From ')
const QUOTE = Buffer.from('>')
const BLANK = Buffer.from('\n')
const END_AND_BLANK = Buffer.from('\n\n')

// Does a line begin here, or stand nothing but ">" before it in its line?
function isAtBegin(bytes: Uint8Array, at: number, begins: boolean): boolean {
  let before = at - 1
  while (before >= 0 && bytes[before] === GREATER) before--
  return before < 0 ? begins : bytes[before] === LF
}

/** How many octets at the end may go on to "From ". */
function partOfFrom(bytes: Buffer): number {
  for (let length = Math.min(FROM.length - 1, bytes.length); length > 0; length--)
    if (bytes.subarray(bytes.length - length).equals(FROM.subarray(0, length))) return length
  return 0
}
