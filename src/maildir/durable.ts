import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** Makes the names in a folder durable. A failed fsync is final (the pages are marked clean): it fails the run. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whole or not at all: hidden temporary file, fsync, rename. The caller makes the name durable with `syncFolder`. */
export async function writeDurably(path: string, content: string | Readable, mode = 0o444): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.tmp`)
  await rm(temporary, { force: true })
  const handle = await open(temporary, 'wx', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}
