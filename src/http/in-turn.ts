/**
 * Bounds what is done at once for one key; what comes beyond that waits its turn, in order, and past a number of
 * waiting ones is answered 'full' at once.
 */
export function inTurn({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const queues = new Map<string, { running: number; next: (() => void)[] }>()
  return async <T>(key: string, work: () => Promise<T>): Promise<T | 'full'> => {
    const queue = queues.get(key) ?? { running: 0, next: [] }
    queues.set(key, queue)
    if (queue.running >= atOnce) {
      if (queue.next.length >= waiting) return 'full'
      // Whoever ends hands its place over, so `running` stays as it is.
      await new Promise<void>(resolve => queue.next.push(resolve))
    } else queue.running++
    try {
      return await work()
    } finally {
      const next = queue.next.shift()
      if (next) next()
      else if (--queue.running === 0) queues.delete(key)
    }
  }
}
