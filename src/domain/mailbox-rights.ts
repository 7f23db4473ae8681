/** What of RFC 4314 2.1 changes a mailbox, in words; "c" and "d" are those of RFC 2086. */
const CHANGES: Record<string, string> = {
  s: 'mark mail as seen',
  w: 'change flags',
  i: 'add mail',
  k: 'create folders',
  c: 'create folders',
  x: 'delete folders',
  t: 'mark mail as deleted',
  d: 'delete mail',
  e: 'expunge mail',
  a: 'change rights',
}

/** What a login with these rights could change; empty: nothing. "l" (look up; to subscribe too), "r" and "p" (the address mail may be sent to) change no mail. */
export function changesAllowed(rights: string): string[] {
  return [
    ...new Set([...rights].flatMap(right => CHANGES[right] ?? (/[lrp]/.test(right) ? [] : [`"${right}"`]))),
  ]
}
