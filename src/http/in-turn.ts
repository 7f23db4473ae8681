/**
 * Bounds what is done at once for one key. Resolves with what ends the turn when it has come; what comes beyond waits, in
 * order, and past a number of waiting ones is answered 'full' at once. Who is `gone` while it waits leaves the queue
 * and is answered 'gone'.
 */
export function inTurn({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  const queues = new Map<string, { running: number; next: (() => void)[] }>()
  return async (key: string, gone?: AbortSignal): Promise<(() => void) | 'full' | 'gone'> => {
    if (gone?.aborted) return 'gone'
    const queue = queues.get(key) ?? { running: 0, next: [] }
    queues.set(key, queue)
    if (queue.running >= atOnce) {
      if (queue.next.length >= waiting) return 'full'
      // Whoever ends hands its place over, so `running` stays as it is.
      if (!(await placeIn(queue.next, gone))) return 'gone'
    } else queue.running++
    let held = true
    return () => {
      if (!held) return
      held = false
      const next = queue.next.shift()
      if (next) next()
      else if (--queue.running === 0) queues.delete(key)
    }
  }
}

function placeIn(line: (() => void)[], gone: AbortSignal | undefined): Promise<boolean> {
  return new Promise(resolve => {
    const leave = () => {
      line.splice(line.indexOf(come), 1)
      resolve(false)
    }
    const come = () => {
      gone?.removeEventListener('abort', leave)
      resolve(true)
    }
    line.push(come)
    gone?.addEventListener('abort', leave, { once: true })
  })
}
