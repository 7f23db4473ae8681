import { type EmailCondition, type EmailFilter, KEPT_HEADERS } from '../domain/email-query.ts'
import type { EmailRow, Sha256 } from '../domain/message.ts'
import type { PointReader } from '../domain/ports.ts'
import { headerForm } from '../formats/header-forms.ts'
import { type Asked, knowsTime } from './call.ts'
import { emailSource } from './email-source.ts'
import { methodError } from './errors.ts'
import type { HeaderField } from './header-property.ts'

/** Emails whose header one search reads. */
const MOST_READ = 5000

type HeaderCondition = NonNullable<EmailCondition['header']>

/**
 * The filter with every header condition that the index cannot answer made a list of messages. Read for it are the
 * headers of those emails that the rest of the filter lets through. Throws `unsupportedFilter` when these are too many.
 */
export async function withHeadersRead(
  asked: Asked,
  point: PointReader,
  filter: EmailFilter | null,
): Promise<EmailFilter | null> {
  if (filter === null || !needsHeaders(filter)) return filter
  const found = await point.search({
    filter: possible(filter, true),
    sort: [],
    collapseThreads: false,
    hidesDeleted: !knowsTime(asked),
    position: 0,
    limit: MOST_READ + 1,
    countTo: 0,
  })
  if (found.ids.length > MOST_READ) {
    throw methodError(
      'unsupportedFilter',
      `That header field can be looked for in ${MOST_READ} emails at once; narrow the search by a folder, a date or a word.`,
    )
  }
  const messages = new Map<Sha256, HeaderField[]>()
  for (const row of (await point.emails(found.ids)).values())
    if (!messages.has(row.blob)) messages.set(row.blob, await fieldsOf(asked, point, row))
  return answered(filter, ({ name, value }) =>
    [...messages].flatMap(([blob, fields]) =>
      fields.some(field => isMeant(field, name, value)) ? [blob] : [],
    ),
  )
}

/** Does this filter have a header condition that the index cannot answer? */
export function needsHeaders(filter: EmailFilter): boolean {
  if (filter.operator !== null) return filter.conditions.some(needsHeaders)
  const { header } = filter.condition
  return header !== undefined && !KEPT_HEADERS.has(header.name.toLowerCase())
}

/** What lets through at least as much: the conditions in question are taken to be `as`, and below a NOT the contrary. */
function possible(filter: EmailFilter, as: boolean): EmailFilter {
  if (filter.operator !== null) {
    const inner = filter.operator === 'NOT' ? !as : as
    return { ...filter, conditions: filter.conditions.map(one => possible(one, inner)) }
  }
  if (!needsHeaders(filter)) return filter
  const { header: _, ...others } = filter.condition
  return as ? { operator: null, condition: others } : { operator: 'OR', conditions: [] }
}

function answered(filter: EmailFilter, having: (condition: HeaderCondition) => Sha256[]): EmailFilter {
  if (filter.operator !== null)
    return { ...filter, conditions: filter.conditions.map(one => answered(one, having)) }
  const { header, ...others } = filter.condition
  if (header === undefined || !needsHeaders(filter)) return filter
  return { operator: null, condition: { ...others, blobs: having(header) } }
}

async function fieldsOf(asked: Asked, point: PointReader, row: EmailRow): Promise<HeaderField[]> {
  const { blob, receivedAt, headerLength } = row
  const source = emailSource(asked, { ...row, blobId: blob }, (start, end) =>
    point.bytes(blob, receivedAt, start, end),
  )
  return source.fields([0, headerLength])
}

function isMeant(field: HeaderField, name: string, value: string | null): boolean {
  if (field.name.toLowerCase() !== name.toLowerCase()) return false
  return value === null || headerForm('Text', field.value).toLowerCase().includes(value.toLowerCase())
}
