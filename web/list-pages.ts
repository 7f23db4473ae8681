import type { ListSource } from './list-source.ts'
import { isAsked, loaded, ready } from './loaded.ts'
import { type ListPage, pageSize, type Row } from './mail.ts'

/** Pages asked for at a time, where many are wanted at once. */
const atOnce = 5

/** Key of a page among what is `loaded`. */
export function pageKey(source: Pick<ListSource, 'key'>, page: number): string {
  return `page ${source.key} ${page}`
}

/** The rows from one place of the list to another, both included, in order; those not here yet are fetched. */
export async function rowsBetween(source: ListSource, a: number, b: number): Promise<Row[]> {
  const [from, to] = a < b ? [a, b] : [b, a]
  const first = Math.floor(from / pageSize)
  const last = Math.floor(to / pageSize)
  const rows: Row[] = []
  for (let page = first; page <= last; page += atOnce) {
    const wanted = Array.from({ length: Math.min(atOnce, last - page + 1) }, (_, i) => page + i)
    for (const { rows: found } of await Promise.all(wanted.map(n => pageOf(source, n)))) rows.push(...found)
  }
  return rows.slice(from - first * pageSize, to - first * pageSize + 1)
}

/** The rows of a list that are here already. */
export function rowsHere(source: ListSource, total: number): Row[] {
  const rows: Row[] = []
  for (let page = 0; page * pageSize < total; page++)
    if (isAsked(pageKey(source, page)))
      rows.push(...(ready(loaded(pageKey(source, page), () => source.load(page)).peek())?.rows ?? []))
  return rows
}

async function pageOf(source: ListSource, page: number): Promise<ListPage> {
  const here = ready(loaded(pageKey(source, page), () => source.load(page)).peek())
  return here ?? source.load(page)
}
