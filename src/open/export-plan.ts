import type {
  ExportEntry,
  ExportPage,
  ExportPlan,
  ExportState,
  ExportTasks,
  ExportTicket,
} from '../domain/export.ts'
import type { AccountId } from '../domain/point.ts'
import { clockIn, dosTime, exportFiles } from './export-files.ts'
import { exportReadme } from './export-readme.ts'

/**
 * The plan of an export: every file of it with its name, size and checksum. It grows with the number of messages, by
 * some 200 octets each; everything else is read a page at a time. Refusals as exportSteps.
 */
export async function exportPlan(
  reading: ExportTasks,
  account: AccountId,
  { wish, lost: found }: Pick<ExportTicket, 'wish' | 'lost'>,
  gone?: AbortSignal,
): Promise<ExportPlan & { messages: number; bytes: number }> {
  const all = await reading.exportSteps(account, wish, gone)
  const names = { ...all, ...wish }
  const lost = new Set([...found, ...(await reading.exportLost(account, gone))])
  const manifest = all.wholeDays && wish.container !== 'none'
  const state: ExportState = { count: 0, keywords: {}, begun: [] }
  const pages: ExportPage[] = []
  let bytes = 0
  let missing = 0
  if (manifest)
    pages.push(packed([{ kind: 'text', name: 'README.txt', text: exportReadme(wish, all.address) }]))
  for (const step of all.steps) {
    for (let after: number | null = 0; after !== null; ) {
      const page = await reading.exportCopies(account, step, after, gone)
      bytes += page.copies.reduce((sum, copy) => sum + copy.size, 0)
      missing += page.copies.filter(copy => lost.has(copy.sha)).length
      if (page.copies.length) pages.push(packed(exportFiles(page.copies, names, state, lost)))
      after = page.after
    }
  }
  pages.push(packed(wish.format === 'maildir' ? keywordFiles(state) : []))
  const { format, container } = wish
  const { date } = all
  const dos = dosTime(clockIn(all.zone)(date))
  return { pages, format, container, manifest, date, dos, messages: state.count, bytes, lost: missing }
}

/** Every entry of a plan, a page at a time in memory. */
export function* planEntries({ pages }: Pick<ExportPlan, 'pages'>): Generator<ExportEntry> {
  for (const page of pages)
    yield* JSON.parse(Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString())
}

// Shared: the thread that writes the octets gets no copy of its own.
function packed(entries: ExportEntry[]): ExportPage {
  const text = Buffer.from(JSON.stringify(entries))
  const page = new Uint8Array(new SharedArrayBuffer(text.length))
  page.set(text)
  return page
}

function keywordFiles({ keywords }: ExportState): ExportEntry[] {
  return Object.entries(keywords)
    .filter(([, all]) => all.length > 0)
    .map(([folder, all]) => ({
      kind: 'text',
      name: `${folder}dovecot-keywords`,
      text: all.map((keyword, i) => `${i} ${keyword}\n`).join(''),
    }))
}
