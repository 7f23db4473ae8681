import type { EmailRow, Part } from '../domain/message.ts'
import type { PointReader } from '../domain/ports.ts'
import { headerFields } from '../formats/header-fields.ts'
import type { Asked } from './call.ts'
import { methodError } from './errors.ts'
import type { HeaderField } from './header-property.ts'

/** The bytes of one email, read only as far as a property needs them. */
export interface EmailSource {
  /** fields of a header block: the message's own, or a part's; each block is read once */
  fields(range: readonly [start: number, end: number]): Promise<HeaderField[]>
  /** raw octets [start, end) */
  bytes(start: number, end: number): Promise<Uint8Array>
  /** blobId of a part; null for a multipart, which has no content of its own */
  blobId(part: Part): string | null
}

/** Opens nothing yet. Header blocks are counted against what one request may read. */
export function emailSource(asked: Asked, point: PointReader, row: EmailRow): EmailSource {
  const blocks = new Map<number, HeaderField[]>()
  const bytes = (start: number, end: number) => point.bytes(row.blob, row.receivedAt, start, end)
  return {
    bytes,
    async fields([start, end]) {
      const known = blocks.get(start)
      if (known) return known
      asked.budget.header -= end - start
      if (asked.budget.header < 0)
        throw methodError('requestTooLarge', 'That is more header than one request can have.')
      const fields = end > start ? headerFields(await bytes(start, end)) : []
      blocks.set(start, fields)
      return fields
    },
    blobId: part => (part.id === null ? null : `${row.blob}_${part.id}`),
  }
}
