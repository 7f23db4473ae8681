import { parentPort, workerData } from 'node:worker_threads'
import type { StoredMessage } from './domain/folder-state.ts'
import type { MessageFacts } from './domain/message.ts'
import { readMessage } from './formats/read-message.ts'
import { type LocalIndexWriter, openIndexWriter } from './sqlite/write-index.ts'
import type { Answer, IndexingData, Job } from './threads/indexing-jobs.ts'

/** The thread that threads/indexing.ts starts: every message is read and every index written here. */

const { parsing } = workerData as IndexingData
const indexes = new Map<string, OpenIndex>()
const places = new WeakMap<StoredMessage, { id: number; place: number }>()
const unreadable = new WeakSet<StoredMessage>()

interface OpenIndex {
  writer: LocalIndexWriter
  /** ids of adds whose rows are not written yet */
  unwritten: number[]
  /** the first fault: nothing more is written until it is closed, for a later seal would lack what failed */
  fault?: unknown
}

let last: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (job: Job) => {
  last = last
    .then(() => run(job))
    .catch(error => {
      const index = indexes.get(job.file)
      if (index) index.fault ??= error
      fail(job.id, error)
    })
})

async function run(job: Job): Promise<void> {
  if (job.kind === 'close') return close(job)
  const index = indexes.get(job.file) ?? open(job.file)
  if (index.fault) throw index.fault
  const { writer, unwritten } = index
  if (job.kind === 'add') {
    await add(writer, job)
    unwritten.push(job.id)
    answer({ id: job.id, state: 'read' })
  } else if (job.kind === 'lacking')
    return answer({ id: job.id, state: 'done', lacking: await writer.lacking(job.states) })
  else if (job.kind === 'vanished')
    return answer({ id: job.id, state: 'done', vanished: await writer.vanished(job.before, job.after) })
  else if (job.kind === 'state') await writer.state(job.state, job.manifest, job.changes)
  else if (job.kind === 'seal') await writer.seal(job.point, job.folders, job.manifests)
  else await writer.drop(job.point)
  if (writer.waiting() === 0) for (const id of unwritten.splice(0)) answer({ id, state: 'done' })
  if (job.kind !== 'add') answer({ id: job.id, state: 'done' })
}

function open(file: string): OpenIndex {
  const index: OpenIndex = { writer: openIndexWriter({ readMessage: readMarked }, file), unwritten: [] }
  indexes.set(file, index)
  return index
}

async function add(writer: LocalIndexWriter, job: Extract<Job, { kind: 'add' }>): Promise<void> {
  for (const [place, message] of job.messages.entries()) places.set(message, { id: job.id, place })
  for (const place of job.unreadable) unreadable.add(job.messages[place] as StoredMessage)
  if (!job.suspects.length) return writer.add(job.messages)
  for (const [place, message] of job.messages.entries()) {
    if (job.suspects.includes(place)) await writer.flush()
    await writer.add([message])
  }
}

// Whoever started this thread sees by the mark which message it died on, or is taking too long with.
function readMarked(bytes: Uint8Array, message: StoredMessage): MessageFacts {
  if (unreadable.has(message)) throw new Error('this message has ended the thread before')
  const { id, place } = places.get(message) ?? { id: 0, place: 0 }
  Atomics.store(parsing, 1, place)
  Atomics.store(parsing, 0, id)
  try {
    return readMessage(bytes)
  } finally {
    Atomics.store(parsing, 0, 0)
  }
}

async function close({ id, file }: Job): Promise<void> {
  for (const [name, { writer, unwritten }] of file === ''
    ? [...indexes]
    : [...indexes].filter(([f]) => f === file)) {
    indexes.delete(name)
    try {
      await writer.close()
    } catch (error) {
      for (const lost of unwritten) fail(lost, error)
      throw error
    }
    for (const written of unwritten) answer({ id: written, state: 'done' })
  }
  answer({ id, state: 'done' })
}

function answer(message: Answer): void {
  parentPort?.postMessage(message)
}

function fail(id: number, error: unknown): void {
  const { message, stack = '', code = '' } = error as NodeJS.ErrnoException
  answer({ id, state: 'failed', message, stack, code: String(code) })
}
