import type { AccountId, Point, Progress, Run } from '../domain/point.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'

export interface JoinWorld {
  ledger: {
    runs(id: AccountId, limit: number): Promise<Run[]>
    points(id: AccountId): Promise<Point[]>
  }
  /** one run of the account; throws Refusal 'busy' when somebody else works on it */
  backUp(onProgress: (progress: Progress) => void): Promise<Point>
  /** milliseconds */
  pause(ms: number): Promise<void>
}

/**
 * A point of the account: of a run of one's own, or where one goes on already, its point when it is there. Throws
 * Refusal 'run-failed' when that one failed, and 'busy' when the account is being worked on otherwise.
 */
export async function backUpOrJoin(
  { ledger, backUp, pause }: JoinWorld,
  id: AccountId,
  onProgress: (progress: Progress) => void,
): Promise<Point> {
  for (;;) {
    try {
      return await backUp(onProgress)
    } catch (error) {
      const going = (await ledger.runs(id, 20)).find(run => run.state === 'running')
      if (!isRefusal(error) || error.code !== 'busy' || !going) throw error
      const ended = await watch(going.id)
      const point = (await ledger.points(id)).find(({ number }) => number === ended?.point)
      if (point) return point
      const { code, detail } = ended?.problem ?? {}
      // One that was cut off, or whose worker is gone, is begun anew.
      if (code && code !== 'interrupted')
        throw new Refusal('run-failed', `The run that was going on failed: ${detail ?? code}.`, {
          problem: code,
        })
    }
  }

  // Null when it has said nothing for so long that its worker may be gone: then the lease tells.
  async function watch(run: number): Promise<Run | null> {
    for (let look = 0; look < LOOKS; look++) {
      const now = (await ledger.runs(id, 20)).find(one => one.id === run)
      if (now?.state !== 'running') return now ?? null
      if (now.progress) onProgress(now.progress)
      await pause(500)
    }
    return null
  }
}

const LOOKS = 60
