const SYSTEM = new Map([
  ['\\seen', '$seen'],
  ['\\flagged', '$flagged'],
  ['\\answered', '$answered'],
  ['\\draft', '$draft'],
  ['\\deleted', '$deleted'],
])

/**
 * IMAP flags and keywords → JMAP keywords (RFC 8621 4.1.1): lower case, each once, sorted. What JMAP cannot write
 * (other system flags, characters outside its set) is left out here and stays in the raw flags.
 */
export function keywordsOf(flags: readonly string[]): string[] {
  const keywords = new Set<string>()
  for (const flag of flags) {
    const lower = flag.toLowerCase()
    const keyword = SYSTEM.get(lower) ?? lower
    if (isKeyword(keyword)) keywords.add(keyword)
  }
  return [...keywords].sort()
}

/** RFC 8621 2: an email is unread when it has neither $seen nor $draft. */
export function isUnread(keywords: readonly string[]): boolean {
  return !keywords.includes('$seen') && !keywords.includes('$draft')
}

function isKeyword(text: string): boolean {
  return /^[!#$&'+-[^-z|}~]{1,255}$/.test(text)
}
