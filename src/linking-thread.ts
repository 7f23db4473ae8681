import { parentPort } from 'node:worker_threads'
import type { CopyColumns } from './domain/copy-columns.ts'
import { linkCopies } from './maildir/link-copies.ts'

/** The thread that threads/linking.ts starts: makes hard links, as fast as the disk goes. */

interface Links {
  id: number
  from: string
  to: string
  copies: CopyColumns
}

parentPort?.on('message', ({ id, from, to, copies }: Links) => {
  try {
    linkCopies(from, to, copies)
    parentPort?.postMessage({ id })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    parentPort?.postMessage({ id, error: { message, code } })
  }
})
