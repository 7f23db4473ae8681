/** A file that Outlook packed into winmail.dat. */
export interface PackedByOutlook {
  name: string
  octets: Uint8Array<ArrayBuffer>
}

const mostFiles = 100
const attachBegins = 0x9002
const attachTitle = 0x8010
const attachData = 0x800f

/**
 * The files of a winmail.dat (MS-OXTNEF 2.1): a row of attributes, of which those of attachments begin with one that
 * says so. Null when it is none; what is cut off is left out. Never throws; linear in the length.
 */
export function readWinmail(octets: Uint8Array): PackedByOutlook[] | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  if (octets.length < 6 || view.getUint32(0, true) !== 0x223e9f78) return null
  const files: PackedByOutlook[] = []
  let name = ''
  // level, name and type, length; after the data a sum of it, which some programs write wrongly
  for (let at = 6; at + 9 <= octets.length; ) {
    const id = view.getUint16(at + 1, true)
    const length = view.getUint32(at + 5, true)
    const data = octets.subarray(at + 9, at + 9 + length)
    if (data.length < length) break
    if (id === attachBegins) name = ''
    else if (id === attachTitle) name = textOf(data)
    else if (id === attachData && files.length < mostFiles) files.push({ name, octets: new Uint8Array(data) })
    // the title may stand behind the data
    const last = files.at(-1)
    if (id === attachTitle && last && last.name === '') last.name = name
    at += 9 + length + 2
  }
  return files
}

// In the writer's own code page, which the file does not say reliably: UTF-8 where it is that, else the most usual one.
function textOf(data: Uint8Array): string {
  const end = data.indexOf(0)
  const text = end < 0 ? data : data.subarray(0, end)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text)
  } catch {
    return new TextDecoder('windows-1252').decode(text)
  }
}
