/** UIDs as IMAP sets "1:4,9", in commands of bounded length (many servers cut a line at 8,000 octets). */
export function* uidSets(uids: readonly number[]): Generator<string> {
  const sorted = [...uids].sort((a, b) => a - b)
  let line = ''
  for (let i = 0; i < sorted.length; ) {
    let j = i
    while (j + 1 < sorted.length && sorted[j + 1] === Number(sorted[j]) + 1) j++
    const part = i === j ? `${sorted[i]}` : `${sorted[i]}:${sorted[j]}`
    if (line && line.length + part.length > 4000) {
      yield line
      line = ''
    }
    line += line ? `,${part}` : part
    i = j + 1
  }
  if (line) yield line
}
