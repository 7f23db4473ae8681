import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { planRestore } from '../../src/restore/plan-restore.ts'
import { planWorld } from '../restore/planning.ts'
import { atMost, type Figure } from './figures.ts'
import { benchWorld } from './world.ts'

/**
 * The dry run of restoring whole days: the newest, the oldest, and all of them in one wish, each with its look at the live
 * mailbox, which lived a day on since the last night: processor time of the worker, and the memory it takes beyond what
 * is there before.
 */
export async function benchRestorePlan({ small }: { small: boolean }): Promise<Figure[]> {
  const bench = await benchWorld(small)
  const world = await bench.work()
  try {
    const numbers = bench.points.map(({ id }) => Number(id.slice(1)))
    const wishes = { 'the newest': numbers.slice(-1), 'the oldest': numbers.slice(0, 1), all: numbers }
    const figures: Figure[] = []
    for (const [name, points] of Object.entries(wishes)) {
      const id = `q${randomBytes(12).toString('hex')}`
      const peak = watchMemory()
      const begun = process.cpuUsage()
      const plan = await planRestore(planWorld(world), {
        id,
        account: bench.account,
        language: 'en',
        wish: {
          what: points.map(point => ({ point, only: null })),
          target: { kind: 'in-place' },
          ...{ moved: false, binned: true },
        },
      })
      const { user, system } = process.cpuUsage(begun)
      const seconds = (user + system) / 1e6
      const megabytes = peak()
      rmSync(world.layout.restore(bench.account, id))
      const { add, there, moved, unknown } = plan
      console.log(
        `restore-plan ${name}: ${add} to add, ${there} there, ${moved} moved, ${unknown} unknown: ${seconds.toFixed(1)} s, ${megabytes} MB`,
      )
      if (!there) throw new Error('nothing of it is there')
      const what = `dry run of ${name} of 15 days of ${bench.messages}`
      if (name !== 'all') figures.push(atMost(`${what}: processor time`, seconds, 10, 's'))
      figures.push(atMost(`${what}: memory`, megabytes, 200, 'MB'))
    }
    return figures
  } finally {
    await world.stop()
  }
}

// The most this process took meanwhile, beyond what it had.
function watchMemory(): () => number {
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  return () => {
    clearInterval(look)
    return Math.round((Math.max(most, process.memoryUsage.rss()) - before) / (1 << 20))
  }
}
