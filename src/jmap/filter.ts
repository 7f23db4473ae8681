import { isString } from './arguments.ts'
import { methodError } from './errors.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'

/** A filter of RFC 8620 5.5 whose conditions were read into `C`. */
export type Filter<C> =
  | { operator: 'AND' | 'OR' | 'NOT'; conditions: Filter<C>[] }
  | { operator: null; condition: C }

/**
 * The filter of a /query; null when there is none. `read` checks one FilterCondition and throws `invalidArguments`
 * or `unsupportedFilter`.
 */
export function readFilter<C>(value: Json, read: (condition: JsonObject) => C): Filter<C> | null {
  return value === null ? null : readOne(value, read)
}

/** Does the filter let it through? RFC 8620 5.5: NOT is true when none of its conditions is. */
export function matches<C>(filter: Filter<C> | null, test: (condition: C) => boolean): boolean {
  if (filter === null) return true
  if (filter.operator === null) return test(filter.condition)
  if (filter.operator === 'AND') return filter.conditions.every(inner => matches(inner, test))
  const some = filter.conditions.some(inner => matches(inner, test))
  return filter.operator === 'OR' ? some : !some
}

/** Recursion is bounded: the request was refused if nested deeper than i-json.ts lets through. */
function readOne<C>(value: Json, read: (condition: JsonObject) => C): Filter<C> {
  if (!isJsonObject(value)) throw methodError('invalidArguments', 'A filter must be an object.')
  if (!Object.hasOwn(value, 'operator')) return { operator: null, condition: read(value) }
  const { operator, conditions, ...more } = value
  if (operator !== 'AND' && operator !== 'OR' && operator !== 'NOT') {
    throw methodError('invalidArguments', 'The operator of a filter must be AND, OR or NOT.')
  }
  if (!Array.isArray(conditions) || Object.keys(more).length > 0) {
    throw methodError('invalidArguments', 'A filter operator has "operator" and the list "conditions" only.')
  }
  return { operator, conditions: conditions.map(inner => readOne(inner, read)) }
}

/** The conditions of one FilterCondition checked against a table of what each must be; unknown ones are unsupported. */
export function readCondition(condition: JsonObject, kinds: Conditions): JsonObject {
  for (const [name, value] of Object.entries(condition)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (!kind) throw methodError('unsupportedFilter', `This server cannot filter by "${name}".`)
    if (!kind.is(value)) throw methodError('invalidArguments', `"${name}" must be ${kind.wanted}.`)
  }
  return condition
}

/** By name: is a value one, and what one is, in words. */
export type Conditions = Readonly<Record<string, { is: (value: Json) => boolean; wanted: string }>>

/** One Comparator of RFC 8620 5.5, defaults filled in. */
export interface Comparator {
  property: string
  isAscending: boolean
  collation: string | null
  /** properties beyond the three, such as `keyword` */
  more: JsonObject
}

/** `sort` of a /query: an empty list when absent or null. Throws `invalidArguments`. */
export function readSort(value: Json): Comparator[] {
  if (value === null) return []
  if (!Array.isArray(value))
    throw methodError('invalidArguments', '"sort" must be a list of comparators or null.')
  return value.map(comparator => {
    if (!isJsonObject(comparator)) throw methodError('invalidArguments', 'A comparator must be an object.')
    const { property, isAscending = true, collation = null, ...more } = comparator
    if (
      !isString(property ?? null) ||
      typeof isAscending !== 'boolean' ||
      !(collation === null || isString(collation))
    ) {
      throw methodError('invalidArguments', 'A comparator has "property", "isAscending" and "collation".')
    }
    return { property: property as string, isAscending, collation, more }
  })
}
