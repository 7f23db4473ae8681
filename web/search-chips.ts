import { dayWithYear, monthWords } from './dates.ts'
import type { FolderNode } from './folder-tree.ts'
import { size } from './numbers.ts'
import { folderNamed } from './search-filter.ts'
import type { Term } from './search-terms.ts'
import { daySpan, octetsOf } from './search-values.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

/** What one term asks for, as people read it: "from Rossi", "larger than 5 MB", "not: in Trash". */
export function chipText(term: Term, folders: readonly FolderNode[]): string {
  const text = positive(term, folders)
  return term.not ? words.search.chip.not(text) : text
}

function positive({ kind, value, exact }: Term, folders: readonly FolderNode[]): string {
  const { chip } = words.search
  const shown = exact && kind !== 'in' ? chip.phrase(visible(value)) : visible(value)
  if (kind === 'text') return shown
  if (kind === 'in') {
    const folder = folderNamed(value, folders)
    return folder ? chip.in(visible(folder.path)) : chip.noFolder(shown)
  }
  if (kind === 'has') return chip.attachment
  if (kind === 'is') {
    const states: Record<string, string> = {
      ...{ unread: chip.unread, read: chip.read, flagged: chip.flagged, starred: chip.flagged },
      ...{ answered: chip.answered, draft: chip.draft, deleted: words.list.deleted },
      ...{ missing: chip.missing, gone: chip.gone, trash: chip.trash, junk: chip.junk, moved: chip.moved },
    }
    return states[value.toLowerCase()] ?? shown
  }
  if (kind === 'larger' || kind === 'smaller') {
    const octets = octetsOf(value)
    return octets === null ? shown : chip[kind](size(octets))
  }
  if (kind === 'after' || kind === 'until' || kind === 'before') return chip[kind](spanText(value))
  return chip[kind](shown)
}

function spanText(value: string): string {
  const span = daySpan(value)
  if (!span) return visible(value)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const parts = value.split(/[-/.]/)
  if (parts.length === 3) return dayWithYear(span.from, zone)
  return parts.length === 2 ? monthWords(`${parts[0]}-${parts[1]?.padStart(2, '0')}`) : value
}
