import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import cliProgress from 'cli-progress'
import type { Progress } from '../domain/point.ts'

/** Why a file could not be read, in words where they are known. */
export function whyUnread({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file'
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it'
  return code === 'EISDIR' ? 'it is a folder' : message
}

/** Progress of one run: a bar on a terminal, else one plain line a folder. */
export function showProgress(label: string, out: NodeJS.WriteStream = process.stderr) {
  let folder: string | null = null
  if (!out.isTTY)
    return {
      update(progress: Progress) {
        if (progress.folder === folder || progress.folder === null) return
        folder = progress.folder
        out.write(
          `${label}: folder ${progress.foldersDone + 1} of ${progress.folders}, ${printable(folder)}\n`,
        )
      },
      stop() {},
    }
  const bar = new cliProgress.SingleBar(
    {
      format: `${label} [{bar}] {value}/{total} messages, {megabytes} MB, {folder}`,
      stream: out,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  )
  bar.start(0, 0, { megabytes: 0, folder: '' })
  return {
    update(progress: Progress) {
      bar.setTotal(Math.max(progress.messages, progress.messagesDone))
      bar.update(progress.messagesDone, {
        megabytes: Math.round(progress.bytesDone / 1e6),
        folder: printable(progress.folder ?? ''),
      })
    },
    stop: () => bar.stop(),
  }
}

/** A table of left-aligned columns; cells from a server are made printable. */
export function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map(row => row.map(printable))
  const widths = cells.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)),
    [],
  )
  return cells
    .map(
      row =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** "12.3 MB" */
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  return `${power ? (bytes / 1000 ** power).toFixed(1) : bytes} ${units[power]}`
}

/** One line from the terminal, not shown while typed when `hidden`. Null when there is no terminal to ask. */
export async function ask(question: string, { hidden = false } = {}): Promise<string | null> {
  if (!process.stdin.isTTY) return null
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(question)
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? mute : process.stderr,
    terminal: true,
  })
  try {
    return await lines.question('')
  } finally {
    lines.close()
    if (hidden) process.stderr.write('\n')
  }
}

/**
 * A text that may hold names or words of a mail server, made printable; its line breaks stay, and one is at its end. Control
 * and direction characters would let the server write on the operator's terminal.
 */
export function lines(text: string): string {
  return `${text.split('\n').map(printable).join('\n')}\n`
}

function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd')
}
