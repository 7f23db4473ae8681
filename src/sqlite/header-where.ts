import { type EmailCondition, KEPT_HEADERS } from '../domain/email-query.ts'
import type { Address, Envelope } from '../domain/message.ts'
import type { Bind } from './email-where.ts'
import { unpackEnvelope } from './index-row.ts'
import type { Db } from './open.ts'

type HeaderCondition = NonNullable<EmailCondition['header']>

/** SQL for a header condition over the alias m; throws when the index does not keep that field. */
export function headerWhere({ name, value }: HeaderCondition, bind: Bind): string {
  const kept = KEPT_HEADERS.get(name.toLowerCase())
  if (kept === undefined) throw new Error(`the index does not keep the header field ${name}`)
  return `yestermail_header(m.envelope, ${bind(kept)}, ${bind(value === null ? null : value.toLowerCase())})`
}

/** What `headerWhere` calls; for every connection that its SQL is run on. */
export function addHeaderFunction(db: Db): void {
  db.function('yestermail_header', { deterministic: true }, (envelope, name, value) => {
    const kept = unpackEnvelope(String(envelope))[name as keyof Envelope]
    if (kept === null) return 0
    return value === null || textOf(kept).toLowerCase().includes(String(value)) ? 1 : 0
  })
}

function textOf(kept: string | (string | Address)[]): string {
  return typeof kept === 'string'
    ? kept
    : kept.map(one => (typeof one === 'string' ? `<${one}>` : person(one))).join(' ')
}

function person({ name, email }: Address): string {
  return name === null ? email : `${name} <${email}>`
}
