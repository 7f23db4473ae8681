import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files below the folder that hold one of these words, or have it in their names. */
export async function holding(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const bytes = entry.isFile() ? await readFile(path) : Buffer.alloc(0)
    for (const word of words)
      if (entry.name.includes(word) || bytes.includes(word)) found.push(`${path}: ${word}`)
  }
  return found
}
