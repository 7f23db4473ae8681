import { join } from 'node:path'
import { localDay } from '../../src/domain/day.ts'
import { promiseOf } from '../../src/domain/keep.ts'
import type { Plan } from '../../src/domain/plan.ts'
import type { Point, Trigger } from '../../src/domain/point.ts'
import { retire } from '../../src/keep/retention.ts'
import { openLedger } from '../../src/sqlite/ledger.ts'
import { tempFolder } from './temp.ts'

/** An account of the real ledger whose points have no files: years of nights in seconds. */
export async function simulateAccount(plan: Plan) {
  const temp = await tempFolder('simulated')
  const ledger = openLedger(join(temp.path, 'ledger.sqlite'))
  const id = 'abcdefghijklmnop'
  const zones = { now: 'Europe/Rome' }
  await ledger.enrol({
    ...{ id, address: 'anna@yester.example', domain: 'yester.example', zone: zones.now },
    ...{ credential: null, createdAt: 0 },
  })
  const epoch = (await ledger.claim(id, 'here', 0, Number.MAX_SAFE_INTEGER, null)) ?? 0
  /** days whose files were removed, in order */
  const removed: string[] = []
  const files = {
    removeDay: async (dir: string) => void removed.push(dir),
    sweep: async () => ({ states: 0, messages: 0, bytes: 0 }),
  }
  return {
    ledger,
    id,
    zones,
    removed,
    plan,
    /** A good run at that instant, with the pruning after it. */
    async run(
      takenAt: number,
      { trigger = 'nightly', status = 'complete' }: { trigger?: Trigger; status?: Point['status'] } = {},
    ): Promise<Point> {
      const day = localDay(takenAt, zones.now)
      const run = await ledger.beginRun({ account: id, trigger, at: takenAt, localDay: day })
      const number = await ledger.reservePoint({ account: id, trigger, at: takenAt, localDay: day })
      const fresh = { number, takenAt, localDay: day, zone: zones.now, trigger, status }
      const point: Point = {
        ...fresh,
        ...{ account: id, dir: `${day}-${number}`, messages: 1, bytes: 1, newMessages: 0, newBytes: 0 },
        ...{ durationMs: 1, problems: [] },
        keptUntil: promiseOf(this.plan.keep, fresh, await ledger.points(id)),
      }
      if (!(await ledger.sealPoint(point, run, epoch, takenAt))) throw new Error('not sealed')
      await retire(
        { ledger, store: files, index: { drop: async () => {} }, now: () => takenAt, goOn: () => {} },
        id,
        this.plan,
      )
      return point
    },
    /** A run that failed. */
    async fail(at: number): Promise<void> {
      const run = { account: id, trigger: 'nightly' as const, at, localDay: localDay(at, zones.now) }
      await ledger.failRun(await ledger.beginRun(run), at, { code: 'server-unreachable' })
    },
    points: () => ledger.points(id),
    async days(): Promise<string[]> {
      return (await ledger.points(id)).map(point => point.localDay)
    },
    async stop(): Promise<void> {
      ledger.close()
      await temp.remove()
    },
  }
}
