/** Flags that a restore gives back. RFC 3501 2.3.2: \Deleted would make it go at the next EXPUNGE, \Recent is a session's. */
export function keptFlags(flags: readonly string[]): string[] {
  return flags.filter(flag => !/^\\(deleted|recent)$/i.test(flag))
}
