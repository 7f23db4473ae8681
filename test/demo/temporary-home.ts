import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const name = /^yestermail-demo-(\d+)-/

/**
 * A folder of its own for one demo, named for its process. What an earlier demo left behind because it was killed (its
 * process is gone, the folder is ours) is swept away first.
 */
export async function makeHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(name.exec(entry)?.[1] ?? 0)
    if (pid && pid !== process.pid && !isRunning(pid) && isOurs(join(tmpdir(), entry))) {
      removeSealed(join(tmpdir(), entry))
    }
  }
  const home = await mkdtemp(join(tmpdir(), `yestermail-demo-${process.pid}-`))
  return { home, remove: async () => removeSealed(home) }
}

// Sealed days cannot be written, so a plain user has to open their folders before they can go.
function removeSealed(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755)
    }
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    // Another demo that starts just now sweeps, too.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function isOurs(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.getuid?.()
}
