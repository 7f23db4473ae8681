import type { Part } from '../domain/message.ts'
import { isRefusal } from '../domain/refusal.ts'
import { bodyLists } from '../formats/body-lists.ts'
import { headerFields } from '../formats/header-fields.ts'
import type { Asked } from './call.ts'
import { methodError } from './errors.ts'
import type { HeaderField } from './header-property.ts'

/** A message up to this long is read once and whole: opening a file costs more than its further octets. */
const SMALL = 32_768

/** The bytes of one email, read only as far as a property needs them. */
export interface EmailSource {
  /** fields of a header block: the message's own, or a part's; each block is read once */
  fields(range: readonly [start: number, end: number]): Promise<HeaderField[]>
  /** raw octets [start, end) */
  bytes(start: number, end: number): Promise<Uint8Array>
  /** bytes were asked for that are damaged or lost; header fields are then answered as none */
  isDamaged(): boolean
  /** blobId of a part; null for a multipart, which has no content of its own */
  blobId(part: Part): string | null
}

/**
 * The message with this blobId, of which `read` gives octets [start, end). Nothing is read yet; header blocks are
 * counted against what one request may read.
 */
export function emailSource(
  asked: Asked,
  { blobId, structure, size }: { blobId: string; structure: Part; size: number },
  read: (start: number, end: number) => Promise<Uint8Array>,
): EmailSource {
  const blocks = new Map<number, HeaderField[]>()
  // Raw 8-bit octets in a header are read by the charset of the body, as the index reads them (formats/read-message.ts).
  const lists = bodyLists(structure)
  const charset =
    (structure.charset ?? [...lists.textBody, ...lists.htmlBody].find(part => part.charset)?.charset) || null
  let whole: Promise<Uint8Array> | undefined
  let isDamaged = false
  const readNoting = (start: number, end: number) =>
    read(start, end).catch(error => {
      isDamaged ||= isRefusal(error) && error.code === 'damaged'
      throw error
    })
  const bytes = async (start: number, end: number) => {
    if (size > SMALL) return readNoting(start, end)
    whole ??= readNoting(0, size)
    return (await whole).subarray(start, end)
  }
  // One damaged message costs itself, not the emails asked for with it.
  const headerBytes = (start: number, end: number) =>
    bytes(start, end).catch(error => {
      if (!isDamaged) throw error
      asked.onLost(error)
      return new Uint8Array()
    })
  return {
    bytes,
    isDamaged: () => isDamaged,
    async fields([start, end]) {
      const known = blocks.get(start)
      if (known) return known
      asked.budget.header -= end - start
      if (asked.budget.header < 0)
        throw methodError('requestTooLarge', 'That is more header than one request can have.')
      const fields = end > start ? headerFields(await headerBytes(start, end), charset) : []
      blocks.set(start, fields)
      return fields
    },
    // An Id has no dots (RFC 8620 1.2); find-blob.ts turns "2-1" back into part 2.1.
    blobId: part => (part.id === null ? null : `${blobId}_${part.id.replaceAll('.', '-')}`),
  }
}
