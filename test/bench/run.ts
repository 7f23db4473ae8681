/**
 * `npm run bench`: the figures the design promises, each beside its limit. Exit codes: 0 all kept, 1 one is not, 2 not begun.
 *   --only first-copy,second-run,increment,idle-accounts,prune,unchanged-night,growth,folder-page,search,first-load,
 *                   open-message,missing,page-speed,many-people,zip,restore,restore-plan,index   some of them
 *   --small         a quick look at small mailboxes; says nothing about the limits
 *   --rounds N      of the first copy (5)
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { benchNeeds, providePrograms } from '../world/debian.ts'
import { type Figure, figureTable } from './figures.ts'
import { benchFirstCopy } from './first-copy.ts'
import { benchFirstLoad } from './first-load.ts'
import { benchFolderPage } from './folder-page.ts'
import { benchGrowth } from './growth.ts'
import { benchIdleAccounts } from './idle-accounts.ts'
import { benchIncrement } from './increment.ts'
import { benchIndex } from './index.ts'
import { benchManyPeople } from './many-people.ts'
import { benchMissing } from './missing.ts'
import { benchOpenMessage } from './open-message.ts'
import { benchPageSpeed } from './page-speed.ts'
import { benchPrune } from './prune.ts'
import { benchRestore } from './restore.ts'
import { benchRestorePlan } from './restore-plan.ts'
import { benchSearch } from './search.ts'
import { benchSecondRun } from './second-run.ts'
import { benchUnchangedNight } from './unchanged-night.ts'
import { closeBenchWorlds } from './world.ts'
import { benchZip } from './zip.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    small: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
  },
})
const options = { small: values.small, rounds: Number(values.rounds) }
const benches: Record<string, () => Promise<Figure[]>> = {
  'first-copy': () => benchFirstCopy(options),
  'second-run': () => benchSecondRun(options),
  increment: () => benchIncrement(options),
  'idle-accounts': () => benchIdleAccounts(options),
  prune: () => benchPrune(options),
  'unchanged-night': () => benchUnchangedNight(options),
  growth: () => benchGrowth(options),
  'folder-page': () => benchFolderPage(options),
  search: () => benchSearch(options),
  'first-load': () => benchFirstLoad(),
  'open-message': () => benchOpenMessage(options),
  missing: () => benchMissing(options),
  'page-speed': () => benchPageSpeed(options),
  'many-people': () => benchManyPeople(options),
  zip: () => benchZip(options),
  restore: () => benchRestore(options),
  'restore-plan': () => benchRestorePlan(options),
  index: () => benchIndex(options.small ? 2000 : 100_000),
}
const chosen = values.only?.split(',') ?? Object.keys(benches)

process.chdir(dirname(dirname(import.meta.dirname)))
process.exitCode = await main()

async function main(): Promise<number> {
  const unknown = chosen.filter(name => !benches[name])
  const sentence = unknown.length
    ? `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`
    : providePrograms(benchNeeds, console.log)
  if (sentence !== null) {
    console.error(sentence)
    return 2
  }
  const code = inNetworkOfItsOwn()
  if (code !== null) return code
  const figures: Figure[] = []
  try {
    for (const name of chosen) {
      console.log(`== ${name}`)
      figures.push(...((await benches[name]?.()) ?? []))
    }
  } finally {
    await closeBenchWorlds()
  }
  console.log(`\n${figureTable(figures)}`)
  return figures.every(figure => figure.ok) ? 0 : 1
}

/**
 * Where the machine's congestion control is BBR, its pacing slows bulk transfers on loopback by 1.6 to 2 times and
 * unevenly. As root the bench runs itself again in a network namespace whose loopback uses reno; null: it is there, or
 * cannot be.
 */
function inNetworkOfItsOwn(): number | null {
  const control = '/proc/sys/net/ipv4/tcp_congestion_control'
  const now = existsSync(control) ? readFileSync(control, 'utf8').trim() : 'unknown'
  if (process.env.YESTERMAIL_BENCH_NET || now === 'reno' || now === 'cubic' || process.getuid?.() !== 0) {
    console.log(`TCP congestion control on loopback: ${now}`)
    return null
  }
  const script = `ip link set lo up && echo reno >${control} && exec "$@"`
  const again = [process.execPath, ...process.argv.slice(1)]
  const child = spawnSync('unshare', ['--net', 'sh', '-c', script, 'sh', ...again], {
    env: { ...process.env, YESTERMAIL_BENCH_NET: '1' },
    stdio: 'inherit',
  })
  return child.status ?? 1
}
