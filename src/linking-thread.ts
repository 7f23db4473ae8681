import { linkSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

/** The thread that threads/linking.ts starts: makes hard links, as fast as the disk goes. */

interface Links {
  id: number
  from: string
  to: string
  names: string
}

parentPort?.on('message', ({ id, from, to, names }: Links) => {
  try {
    for (const line of names.split('\n')) {
      const [file, name] = line.split('\t')
      linkSync(`${from}/${file}`, `${to}/${name}`)
    }
    parentPort?.postMessage({ id })
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    parentPort?.postMessage({ id, error: { message, code } })
  }
})
