import { rmSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

/** The thread that threads/removing.ts starts: removes folders, one after the other, as fast as the disk goes. */

parentPort?.on('message', (path: string) => {
  try {
    rmSync(path, { recursive: true, force: true })
    parentPort?.postMessage({ path })
  } catch (error) {
    parentPort?.postMessage({ path, error: error instanceof Error ? error.message : String(error) })
  }
})
