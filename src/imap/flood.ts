import type { ImapFlow } from 'imapflow'

/**
 * Closes the connection when the server sends more than `most` octets while `work` goes on: what keeps all that comes would
 * fill the memory long before any time limit.
 */
export async function withoutFlood<T>(client: ImapFlow, most: number, work: () => Promise<T>): Promise<T> {
  const before = client.stats().received
  const watch = setInterval(() => {
    if (client.stats().received - before > most) client.close()
  }, 50)
  try {
    return await work()
  } finally {
    clearInterval(watch)
  }
}
