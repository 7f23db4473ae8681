import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { dayPrint, ledgerPoints, outcomePrint, type Place, untruths } from '../world/checker.ts'
import type { DiskFault } from '../world/faultfs.ts'
import type { FaultWorld, Trial } from './fault-world.ts'
import { howToRepeat } from './sample.ts'

/** What must hold after any end of the process, before anything mends it (I1 to I4). */
export async function holds(world: FaultWorld, { place, end, before }: Trial, at: string): Promise<void> {
  assert.deepEqual(untruths(place, world.held), [], at)
  assert.deepEqual(await world.damages(place), [], at)
  const points = ledgerPoints(place)
  for (const { dir } of points) if (before.has(dir)) assert.equal(dayPrint(place, dir), before.get(dir), at)
  const number = /^sealed (\d+)$/m.exec(end.said)?.[1]
  if (number)
    assert.ok(
      points.some(point => point.number === Number(number)),
      `${at}: what was said is not kept`,
    )
  assert.ok(world.untouched(), `${at}: the mailbox was touched`)
}

/** What the last point of a place comes to, but for numbers and times. */
export function outcome({ place }: Trial): string {
  return outcomePrint(place, ledgerPoints(place).at(-1)?.dir ?? '')
}

/** Hidden names among the states and days of an account: what was being made when a process ended. */
export function hiddenNames({ data, account }: Place): string[] {
  const root = join(data, 'accounts', account)
  const folders = readdirSync(join(root, 'folders')).map(folder => join(root, 'folders', folder))
  return [...folders, join(root, 'days')].flatMap(path =>
    readdirSync(path)
      .filter(name => name.startsWith('.'))
      .map(name => relative(root, join(path, name))),
  )
}

/** Tries a night with each of the faults, some at once; `at` says which it was and how to repeat it. */
export async function everyWhere(
  world: FaultWorld,
  faults: readonly DiskFault[],
  check: (trial: Trial, at: string) => Promise<void>,
): Promise<void> {
  const left = faults.values()
  const one = async () => {
    for (const fault of left) {
      const trial = await world.tryNight(fault)
      const hit = trial.end.calls.find(call => call.n === fault.at)
      const path = relative(trial.place.data, hit?.path ?? '')
      await check(trial, `${JSON.stringify(fault)}: ${hit?.operation} ${path}; ${howToRepeat}`)
      await trial.remove()
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, one))
}
