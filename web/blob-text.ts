import { signedOut, trouble } from './server.ts'

/** The beginning of a blob as text. */
export interface BlobText {
  text: string
  /** there is more of it */
  isCut: boolean
}

/**
 * The first octets of a blob as text: by `charset` where the browser knows it, else UTF-8, else windows-1252, in which
 * every octet is a letter. What is beyond `most` octets is never fetched. Throws a trouble.
 */
export async function loadBlobText(url: string, charset: string | null, most: number): Promise<BlobText> {
  const answer = await fetch(url, { credentials: 'same-origin' }).catch(() => {
    throw trouble('offline', 'Yestermail cannot be reached.')
  })
  if (answer.status === 401) signedOut.value = true
  if (!answer.ok || !answer.body)
    throw trouble(`http-${answer.status}`, `The server answered ${answer.status}.`)
  const reader = answer.body.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (let next = await reader.read(); !next.done && length <= most; next = await reader.read()) {
    pieces.push(next.value)
    length += next.value.length
  }
  // Ended or not: what is left stays where it is.
  await reader.cancel().catch(() => undefined)
  const octets = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()).subarray(0, most)
  return { text: decoded(octets, charset, length > most), isCut: length > most }
}

function decoded(octets: Uint8Array, charset: string | null, isCut: boolean): string {
  const labels = charset === null || /^(us-)?ascii$/i.test(charset) ? ['utf-8'] : [charset, 'utf-8']
  for (const label of labels) {
    try {
      // the last character of a cut text may be half of one
      return new TextDecoder(label, { fatal: true }).decode(octets, { stream: isCut })
    } catch {
      // not that one, or none that this browser knows
    }
  }
  return new TextDecoder('windows-1252').decode(octets)
}
