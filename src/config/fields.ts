import type { z } from 'zod'
import type { Tree } from './sources.ts'

/** Settings of one table: what each must be, for the program and in words that complete "NAME must be …". */
export type Fields = { [name: string]: readonly [schema: z.ZodType, must: string] }

/**
 * The values of `tree` that are right; each one that is wrong or unknown becomes a sentence in `problems` and is
 * missing in the answer. `where` is the path of the table ("domains.example.org"), `names` what its person calls a setting.
 */
export function readFields<F extends Fields>(
  tree: Tree,
  fields: F,
  where: string,
  names: ReadonlyMap<string, string>,
  problems: string[],
): { [K in keyof F]?: z.output<F[K][0]> } {
  const values: Tree = {}
  for (const [key, value] of Object.entries(tree)) {
    const path = where ? `${where}.${key}` : key
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (!field) {
      problems.push(`${path} is not a setting of Yestermail${suggestion(key, Object.keys(fields))}.`)
      continue
    }
    const [schema, must] = field
    const parsed = schema.safeParse(value)
    if (parsed.success) values[key] = parsed.data
    else problems.push(`${names.get(path) ?? path} must be ${must}${shown(key, value)}.`)
  }
  return values as { [K in keyof F]?: z.output<F[K][0]> }
}

function suggestion(key: string, known: readonly string[]): string {
  const bare = (name: string) => name.toLowerCase().replace(/[_-]/g, '')
  const near =
    known.find(name => bare(name) === bare(key)) ?? known.find(name => distance(bare(name), bare(key)) <= 2)
  return near ? `; did you mean ${near}?`.replace(/\?$/, '') : ''
}

// What was written, unless it may be a secret or says nothing in one line.
function shown(key: string, value: unknown): string {
  if (/password|secret/i.test(key) || typeof value === 'object') return ''
  const text = JSON.stringify(value)
  return text !== undefined && text.length <= 80 ? `, not ${text}` : ''
}

// Levenshtein, for names of some twenty letters.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, y] of [...b].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
