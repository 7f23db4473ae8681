import { parentPort, workerData } from 'node:worker_threads'
import { signIn } from './client.ts'
import { type MissingPages, timePages } from './missing-pages.ts'

/** Pages of what is missing, asked for in a thread of its own, at each message; it answers with their milliseconds. */
const asked = workerData as MissingPages
const client = signIn(asked.url, asked.address, asked.password)
parentPort?.on('message', async () => parentPort?.postMessage(await timePages(await client, asked)))
