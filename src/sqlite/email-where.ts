import type { EmailCondition, EmailFilter, TEXT_CONDITIONS } from '../domain/email-query.ts'
import { matchExpression } from '../formats/search-query.ts'
import { headerWhere } from './header-where.ts'
import { folderNumber, isFolder } from './index-schema.ts'

/** A boolean expression and its parameters, to be bound by name. */
export interface Where {
  sql: string
  params: Record<string, unknown>
}

/**
 * A filter as SQL over the aliases m (message), c (copy) and f (flags), never NULL. Threads are those of the point bound
 * as `:point` when `threads` is 'point', else of all days. Throws for a header condition that is not of KEPT_HEADERS:
 * that needs the message's bytes, and is made `blobs` before. With `params`, what another expression of the same
 * statement binds already.
 */
export function emailWhere(
  filter: EmailFilter | null,
  threads: 'point' | 'ever' = 'ever',
  params: Record<string, unknown> = {},
): Where {
  const bind: Bind = value => {
    const name = `w${Object.keys(params).length}`
    params[name] = value
    return `:${name}`
  }
  return { sql: filter === null ? '1' : whereOf(filter, { bind, threads }), params }
}

/** Gives a value a name and returns it as it stands in SQL. */
export type Bind = (value: unknown) => string

interface Making {
  bind: Bind
  threads: 'point' | 'ever'
}

// Recursion is bounded: the request was refused if nested deeper than i-json.ts lets through.
function whereOf(filter: EmailFilter, making: Making): string {
  if (filter.operator === null) return allOf(conditionsOf(filter.condition, making))
  const inner = filter.conditions.map(one => whereOf(one, making))
  if (filter.operator === 'AND') return allOf(inner)
  const any = inner.length === 0 ? '0' : `(${inner.join(' OR ')})`
  return filter.operator === 'OR' ? any : `NOT ${any}`
}

function allOf(conditions: string[]): string {
  return conditions.length === 0 ? '1' : `(${conditions.join(' AND ')})`
}

function conditionsOf(condition: EmailCondition, { bind, threads }: Making): string[] {
  const text = matchExpression(condition)
  const sql = text === 'all' ? [] : [text === 'none' ? '0' : `c.message IN (${matching(bind(text))})`]
  for (const [name, write] of Object.entries(WRITERS)) {
    const value = condition[name as Plain]
    if (value !== undefined) sql.push((write as Writer<Plain>)(value as never, bind, threads))
  }
  return sql
}

function matching(expression: string): string {
  return `SELECT rowid FROM search WHERE search MATCH ${expression}`
}

type Plain = Exclude<keyof EmailCondition, (typeof TEXT_CONDITIONS)[number]>
type Writer<K extends Plain> = (
  value: NonNullable<EmailCondition[K]>,
  bind: Bind,
  threads: 'point' | 'ever',
) => string

const WRITERS: { [K in Plain]-?: Writer<K> } = {
  inMailbox: (folder, bind) => (isFolder(folder) ? `c.folder = ${bind(folderNumber(folder))}` : '0'),
  inMailboxOtherThan: (folders, bind) =>
    `c.folder NOT IN (${list(bind, folders.filter(isFolder).map(folderNumber))})`,
  before: (ms, bind) => `c.date < ${bind(ms / 1000)}`,
  after: (ms, bind) => `c.date >= ${bind(ms / 1000)}`,
  minSize: (octets, bind) => `c.size >= ${bind(octets)}`,
  maxSize: (octets, bind) => `c.size < ${bind(octets)}`,
  hasKeyword: (keyword, bind) => `c.flags IN (${flagsWith(bind, keyword)})`,
  notKeyword: (keyword, bind) => `c.flags NOT IN (${flagsWith(bind, keyword)})`,
  allInThreadHaveKeyword: (keyword, bind, of) =>
    `c.thread NOT IN (${threadsOf('NOT IN', keyword, bind, of)})`,
  someInThreadHaveKeyword: (keyword, bind, of) => `c.thread IN (${threadsOf('IN', keyword, bind, of)})`,
  noneInThreadHaveKeyword: (keyword, bind, of) => `c.thread NOT IN (${threadsOf('IN', keyword, bind, of)})`,
  hasAttachment: (has, bind) => `c.has_attachment = ${bind(has ? 1 : 0)}`,
  header: headerWhere,
  messages: (ids, bind) => `c.message IN (${list(bind, ids)})`,
  blobs: (shas, bind) => `m.sha IN (SELECT unhex(value) FROM json_each(${bind(JSON.stringify(shas))}))`,
}

function list(bind: Bind, values: readonly number[]): string {
  return `SELECT value FROM json_each(${bind(JSON.stringify(values))})`
}

// Flag sets are few, threads are gathered once a statement: neither is looked for row by row.
function flagsWith(bind: Bind, keyword: string): string {
  return `SELECT k.id FROM flags k WHERE EXISTS(SELECT 1 FROM json_each(k.keywords) WHERE value = ${bind(keyword)})`
}

function threadsOf(is: 'IN' | 'NOT IN', keyword: string, bind: Bind, threads: Making['threads']): string {
  const inPoint = `CROSS JOIN point_folder q ON q.point = :point AND q.folder = t.folder AND t.a <= q.state AND t.b > q.state`
  return `SELECT t.thread FROM copy t ${threads === 'point' ? inPoint : ''} WHERE t.flags ${is} (${flagsWith(bind, keyword)})`
}
