/** Can this be said as a flag or keyword in IMAP (an atom, RFC 9051 9)? Those of stored mail may be anything. */
export function isFlag(flag: string): boolean {
  return /^\\?[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]+$/.test(flag)
}
