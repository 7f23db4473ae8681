import { clockWithSeconds } from '../domain/day.ts'
import type { CopyToExport, ExportEntry, ExportState, ExportSteps, ExportWish } from '../domain/export.ts'
import type { Sha256 } from '../domain/message.ts'
import { messageFileName } from '../formats/archive-names.ts'
import { dosTime } from '../formats/dos-time.ts'
import { flagLetters } from '../formats/maildir-name.ts'

/** How the files of an export are called. */
export type FileNames = Pick<ExportWish, 'format' | 'names'> &
  Pick<ExportSteps, 'zone' | 'plain' | 'maildir' | 'inFolders'>

/** Files for these copies of one folder. `at` counts them, and learns which folders were begun and which keywords met. */
export function exportFiles(
  copies: readonly CopyToExport[],
  names: FileNames,
  at: ExportState,
  lost: ReadonlySet<Sha256>,
): ExportEntry[] {
  const entries: ExportEntry[] = []
  for (const copy of copies) {
    at.count++
    const when = clockWithSeconds(copy.date * 1000, names.zone)
    const { sha, file, size, crc32, date } = copy
    const name =
      names.format === 'maildir' ? inMaildir(copy, names, at, entries) : plainName(copy, names, at, when)
    const message: ExportEntry = { kind: 'message', name, sha, file, size, crc32, date, dos: dosTime(when) }
    entries.push(lost.has(sha) ? { ...message, isLost: true } : message)
  }
  return entries
}

/** A folder of a whole day that is empty is in a Maildir too: the server it is moved to would not have it. */
export function emptyFolder(folder: string, names: FileNames, at: ExportState): ExportEntry[] {
  const entries: ExportEntry[] = []
  if (names.format === 'maildir') begunInMaildir(folder, names, at, entries)
  return entries
}

function plainName(copy: CopyToExport, names: FileNames, at: ExportState, when: string): string {
  const folder = names.plain.get(copy.folder) ?? copy.folder
  if (names.format === 'mbox') return mboxName(copy.folder, folder, names, at)
  const name = messageFileName(when, copy.subject ?? '', at.count, names.names)
  return names.inFolders ? `${folder}/${name}` : name
}

// A folder that comes once more (another day's) gets another file: what is written lies behind. No folder has its name.
function mboxName(id: string, folder: string, { plain }: FileNames, at: ExportState): string {
  const last = at.begun.at(-1)
  if (last === undefined || !last.startsWith(`${id} `)) {
    let before = at.begun.filter(begun => begun.startsWith(`${id} `)).length
    let name = folder
    if (before > 0) {
      const given = at.begun.map(begun => begun.slice(begun.indexOf(' ') + 1, -'.mbox'.length))
      const taken = new Set([...plain.values(), ...given].map(one => one.normalize('NFC').toLowerCase()))
      do name = `${folder} (${id}-${++before})`
      while (taken.has(name.normalize('NFC').toLowerCase()))
    }
    at.begun.push(`${id} ${name}.mbox`)
  }
  return (at.begun.at(-1) ?? '').slice(id.length + 1)
}

// Dovecot wants S= exact; the number makes a name the only one of its folder.
function inMaildir(copy: CopyToExport, names: FileNames, at: ExportState, entries: ExportEntry[]): string {
  const folder = begunInMaildir(copy.folder, names, at, entries)
  at.keywords[folder] ??= []
  const letters = flagLetters(copy.flags) + keywordLetters(copy.flags, at.keywords[folder])
  const info = names.names === 'windows' ? ';2,' : ':2,'
  const date = Math.max(0, copy.date)
  return `${folder}cur/${date}.${at.count}.yestermail,S=${copy.size}${info}${letters}`
}

function begunInMaildir(id: string, names: FileNames, at: ExportState, entries: ExportEntry[]): string {
  const own = names.maildir.get(id) ?? `.${id}`
  const folder = own === '' ? 'Maildir/' : `Maildir/${own}/`
  // INBOX is the root of a Maildir++, so it is there whatever was asked for.
  for (const one of new Set(['Maildir/', folder])) {
    if (at.begun.includes(one)) continue
    at.begun.push(one)
    if (one !== 'Maildir/') entries.push({ kind: 'folder', name: one })
    for (const part of ['cur', 'new', 'tmp']) entries.push({ kind: 'folder', name: `${one}${part}/` })
  }
  return folder
}

/** Letters a to z stand for keywords, in the order of the file dovecot-keywords; there are 26. */
function keywordLetters(flags: readonly string[], known: string[]): string {
  const letters: string[] = []
  for (const flag of flags) {
    // One line each: a keyword of IMAP is an atom, so what is not has come from somewhere else.
    if (!/^[\x21-\x5b\x5d-\x7e]+$/.test(flag)) continue
    let index = known.findIndex(one => one.toLowerCase() === flag.toLowerCase())
    if (index < 0 && known.length < 26) index = known.push(flag) - 1
    if (index >= 0) letters.push(String.fromCharCode(97 + index))
  }
  return letters.sort().join('')
}
