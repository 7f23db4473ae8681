/** Nobody replies this often; each round takes off one mark. */
const MOST_MARKS = 50

/** A subject without marks of replies, forwards and lists: "Re: [list] Fwd: Hello (fwd)" → "Hello" (RFC 5256 2.1). */
export function baseSubject(subject: string): string {
  let base = subject.slice(0, 1000).replace(/\s+/g, ' ').trim()
  for (let i = 0; i < MOST_MARKS; i++) {
    const shorter = withoutMark(base)
    if (shorter === base) break
    base = shorter
  }
  return base
}

function withoutMark(text: string): string {
  const inner = text
    .replace(/ ?\(fwd\)$/i, '')
    .replace(/^(?:re|fwd?) ?(?:\[[^[\]]*\] ?)?: ?/i, '')
    .replace(/^\[[^[\]]*\] ?(?=[^ ])(?!$)/, '')
    .trim()
  return inner.replace(/^\[fwd: ?(.*)\]$/i, '$1').trim()
}
