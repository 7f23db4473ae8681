/**
 * The ASCII form (RFC 5890) of a host name that is written in other letters, or null when it is plain already. Letters
 * of another script can be drawn exactly like a known name; in this form nothing can.
 */
export function asciiHost(host: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII is what is looked for
  if (!/[^\x00-\x7f]/.test(host)) return null
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null
  return url && url.hostname !== host ? url.hostname : null
}

/** The same of a web address as it stands in a text. */
export function asciiHostOf(address: string): string | null {
  const host = /^https?:\/\/(?:[^\s/?#@]*@)?([^\s/?#:@]+)/i.exec(address)?.[1]
  return host === undefined ? null : asciiHost(host)
}
