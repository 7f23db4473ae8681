import { clockWithSeconds } from '../domain/day.ts'
import type {
  ExportEntry,
  ExportPage,
  ExportPlan,
  ExportState,
  ExportTasks,
  ExportTicket,
} from '../domain/export.ts'
import type { AccountId } from '../domain/point.ts'
import { addPiece } from '../formats/archive.ts'
import { dosTime } from '../formats/dos-time.ts'
import { emptyFolder, exportFiles } from './export-files.ts'
import { exportReadme } from './export-readme.ts'

/**
 * The plan of an export: every file of it with its name, size and checksum. It grows with the number of messages, by
 * some 250 octets each, which `room` is told as they come and may refuse; everything else is read a page at a time.
 * Refusals as exportSteps, and those of `room`.
 */
export async function exportPlan(
  reading: ExportTasks,
  account: AccountId,
  { wish, lost: found }: Pick<ExportTicket, 'wish' | 'lost'>,
  { gone, room = () => undefined }: { gone?: AbortSignal; room?: (octets: number) => void } = {},
): Promise<ExportPlan & { messages: number; bytes: number }> {
  const all = await reading.exportSteps(account, wish, gone)
  const names = { ...all, ...wish }
  const lost = new Set([...found, ...(await reading.exportLost(account, gone))])
  const manifest = all.wholeDays && wish.container !== 'none'
  const state: ExportState = { count: 0, keywords: {}, begun: [] }
  const pages: ExportPage[] = []
  const sums = { size: 0, crc32: 0 }
  const add = (entries: ExportEntry[]) => {
    const page = packed(entries)
    room(page.length)
    pages.push(page)
    if (manifest) addLines(sums, entries)
  }
  let bytes = 0
  let missing = 0
  if (manifest) add([{ kind: 'text', name: 'README.txt', text: exportReadme(wish, all.address) }])
  for (const step of all.steps) {
    let copies = 0
    for (let after: number | null = 0; after !== null; ) {
      const page = await reading.exportCopies(account, step, after, gone)
      copies += page.copies.length
      bytes += page.copies.reduce((sum, copy) => sum + copy.size, 0)
      missing += page.copies.filter(copy => lost.has(copy.sha)).length
      if (page.copies.length) add(exportFiles(page.copies, names, state, lost))
      after = page.after
    }
    if (manifest && copies === 0 && step.ids === null) add(emptyFolder(step.folder, names, state))
  }
  add(wish.format === 'maildir' ? keywordFiles(state) : [])
  const { format, container } = wish
  const { date } = all
  const dos = dosTime(clockWithSeconds(date * 1000, all.zone))
  const plan = { pages, format, container, manifest: manifest ? sums : null, date, dos, lost: missing }
  return { ...plan, messages: state.count, bytes }
}

/** Every entry of a plan, a page at a time in memory. */
export function* planEntries({ pages }: Pick<ExportPlan, 'pages'>): Generator<ExportEntry> {
  for (const page of pages)
    yield* JSON.parse(Buffer.from(page.buffer, page.byteOffset, page.byteLength).toString())
}

/** A line as sha256sum writes and checks it; no name has a line end or a backslash. None for what is not there. */
export function checksumLine(entry: ExportEntry): Uint8Array | null {
  return entry.kind === 'message' && !entry.isLost ? Buffer.from(`${entry.sha}  ${entry.name}\n`) : null
}

// Known here, so that nobody goes through the whole plan for it.
function addLines(sums: { size: number; crc32: number }, entries: readonly ExportEntry[]): void {
  for (const entry of entries) {
    const line = checksumLine(entry)
    if (line) addPiece(sums, line)
  }
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
