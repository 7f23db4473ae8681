import type { RequestId, RestoreProgress } from '../domain/restore.ts'
import type { RequestsWorld } from './requests-world.ts'

/** Milliseconds between two signs of life. */
const BEAT = 1000
/** After so long a silence a request is somebody else's. */
export const SILENCE = 10 * 60_000

/**
 * Runs `act` on a request that this process claimed, telling the ledger each second that it lives and how far it is. The
 * signal it is given fires when `signal` does, and when the request is somebody else's by now.
 */
export async function whileWorking<T>(
  { ledger, worker, now, pause, log }: RequestsWorld,
  id: RequestId,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
  watch: { progress(): RestoreProgress | null; onBeat(): Promise<void> } = {
    progress: () => null,
    onBeat: async () => {},
  },
): Promise<T> {
  const lost = new AbortController()
  const ended = new AbortController()
  const ours = AbortSignal.any([signal, lost.signal])
  const beating = beat()
  try {
    return await act(ours)
  } finally {
    ended.abort()
    await beating
  }

  async function beat(): Promise<void> {
    let last = now()
    while (!ended.signal.aborted) {
      try {
        if (!(await ledger.beatRequest(id, worker, now(), watch.progress()))) return lost.abort()
        await watch.onBeat()
        last = now()
      } catch (error) {
        log.error('fault', { error })
        // Whoever cannot tell that it lives must end before another takes over.
        if (now() - last > SILENCE / 2) return lost.abort()
      }
      await pause(BEAT, ended.signal)
    }
  }
}
