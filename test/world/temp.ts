import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectNoSecrets } from './secrets.ts'

export interface TempFolder extends AsyncDisposable {
  /** absolute path, with no symbolic link in it that the caller could trip over */
  readonly path: string
  remove(): Promise<void>
}

/**
 * A new empty folder below the system's temporary folder; `await using` (or `remove`) takes it away with all that was
 * put in it, and fails when a password lies in there. Others may pass through it (0711) but not list it: a mail server that runs as another user must get in.
 */
export async function tempFolder(name = 'test'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), `yestermail-${name}-`))
  await chmod(path, 0o711)
  const remove = async () => {
    try {
      await expectNoSecrets(path)
    } finally {
      await makeWritable(path)
      await rm(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 })
    }
  }
  return { path, remove, [Symbol.asyncDispose]: remove }
}

/** Sealed days are folders nobody may write to; a plain user must undo that before they can be removed. */
async function makeWritable(top: string): Promise<void> {
  const waiting = [top]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const stats = await lstat(folder).catch(() => null)
    if (!stats?.isDirectory()) continue
    if ((stats.mode & 0o700) !== 0o700) await chmod(folder, 0o711).catch(() => undefined)
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
      if (entry.isDirectory()) waiting.push(join(folder, entry.name))
  }
}
