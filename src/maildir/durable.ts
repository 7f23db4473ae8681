import { closeSync, fsync, openSync, renameSync, rmSync, writeFile } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

// Only the disk is waited for in another thread: a way there and back takes longer than opening, closing and naming a file.
const sync = promisify(fsync)
const write = promisify(writeFile)

/** Makes the names in a folder durable. A failed fsync is final (the pages are marked clean): it fails the run. */
export async function syncFolder(path: string): Promise<void> {
  const fd = openSync(path, 'r')
  try {
    await sync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Whole or not at all: hidden temporary file, fsync, rename. The caller makes the name durable with `syncFolder`. */
export async function writeDurably(path: string, content: string | Readable, mode = 0o444): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`)
  await writeSynced(temporary, content, mode)
  renameSync(temporary, path)
}

/** A file whose bytes are durable; one that had its name is gone. */
export async function writeSynced(path: string, content: string | Readable, mode = 0o444): Promise<void> {
  rmSync(path, { force: true })
  const fd = openSync(path, 'wx', mode)
  try {
    for await (const piece of typeof content === 'string' ? [content] : content) await write(fd, piece)
    await sync(fd)
  } finally {
    closeSync(fd)
  }
}
