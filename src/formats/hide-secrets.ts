/**
 * A text without the secrets in it, in any form in which a server that was told them may say them again: as they are,
 * quoted, in URLs, in base64 (alone or inside a longer text, as in SASL). What was hidden reads "[hidden]".
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const form of secrets.flatMap(formsOf).sort((a, b) => b.length - a.length))
    clean = clean.replace(new RegExp(escaped(form), 'gi'), '[hidden]')
  return clean
}

/** The same for an error and all it carries and was caused by; it is changed in place and returned. */
export function hideInError<E>(error: E, secrets: readonly string[]): E {
  if (secrets.length) hideIn(error, secrets, 0)
  return error
}

function hideIn(value: unknown, secrets: readonly string[], depth: number): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > 8) return
  for (const key of Object.getOwnPropertyNames(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key)
    // V8 gives `stack` by accessors in some versions.
    const held: unknown = key === 'stack' ? Reflect.get(value, key) : property?.value
    if (typeof held !== 'string') hideIn(held, secrets, depth + 1)
    else if (hideSecrets(held, secrets) !== held)
      Object.defineProperty(value, key, {
        value: hideSecrets(held, secrets),
        configurable: true,
        writable: true,
        enumerable: property?.enumerable ?? false,
      })
  }
}

function formsOf(secret: string): string[] {
  const forms = [
    secret,
    secret.replace(/["\\]/g, '\\$&'),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('latin1'),
    ...(secret.isWellFormed()
      ? [encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)]
      : []),
    ...insideBase64(Buffer.from(secret)),
  ]
  return [...new Set(forms)].filter(Boolean)
}

// The characters of base64 that these octets alone decide, wherever in a longer text they begin.
function insideBase64(octets: Buffer): string[] {
  return [0, 1, 2].flatMap(before => {
    const all = Buffer.concat([Buffer.alloc(before), octets]).toString('base64')
    const sure = all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + octets.length) * 8) / 6))
    return sure.length < 6 ? [] : [sure, sure.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}
