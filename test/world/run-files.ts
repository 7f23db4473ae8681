import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { Failure } from './closing-reporter.ts'
import { tempFolder } from './temp.ts'

/** More files than this do not fail by chance. */
const mostTriedAgain = 3

/** One more than there are cores: tests wait half of their time, for a browser, a server, a disk. */
const atOnce = availableParallelism() + 1

export interface RunLimits {
  /** milliseconds for one test */
  oneTest: number
  /** milliseconds for all files, the second try included */
  all: number
}

/**
 * Runs test files, some at a time, and says whether all passed. A file that failed is run once more, alone and with the same
 * environment (thus the same seed). One that fails again, by whichever test, fails the run and is named so; what passes then is
 * named at the very end as `unsteady: FILE: TEST`.
 */
export async function runFiles(
  files: string[],
  limits: RunLimits,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  // What Node makes of a TypeScript file is made once for all the processes, not by each anew.
  const compiled = await mkdtemp(join(tmpdir(), 'yestermail-compiled-'))
  try {
    return await runTwice(files, limits, { ...env, NODE_COMPILE_CACHE: compiled })
  } finally {
    await rm(compiled, { recursive: true, force: true })
  }
}

async function runTwice(files: string[], limits: RunLimits, env: NodeJS.ProcessEnv): Promise<boolean> {
  const end = Date.now() + limits.all
  const first = await runOnce(files, atOnce, limits, end, env)
  if (first.passed) return true
  const again = [...new Set(first.failures.map(failure => failure.file))]
  // an end without a named failure, or one by the time limit, is no test's bad luck
  if (first.ended || again.length === 0 || again.length > mostTriedAgain || again.includes('')) return false
  console.log(`\nFailed, and run once more alone: ${again.map(shown).join(', ')}`)
  const second = await runOnce(again, 1, limits, end, env)
  // Of a file that fails again nothing passed: another of its tests, or the file itself, may fail in place of the first.
  const known = new Set(second.failures.map(failure => failure.file))
  for (const file of known) console.log(`failed again: ${shown(file)}`)
  for (const failure of second.ended ? [] : first.failures)
    if (!known.has(failure.file)) console.log(`unsteady: ${name(failure)}`)
  return second.passed
}

interface Outcome {
  passed: boolean
  /** by the time limit or a signal, not by itself */
  ended: boolean
  failures: Failure[]
}

async function runOnce(
  files: string[],
  atATime: number,
  limits: RunLimits,
  end: number,
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  await using folder = await tempFolder('failures')
  const list = join(folder.path, 'failures')
  const args = [
    ...['--test', `--test-concurrency=${atATime}`, `--test-timeout=${limits.oneTest}`],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${join(import.meta.dirname, 'closing-reporter.ts')}`],
    ...['--test-reporter-destination=stdout'],
    ...files,
  ]
  const child = spawn(process.execPath, args, {
    env: { ...env, FAILED_TESTS_FILE: list },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let ended = false
  const stop = (signal: NodeJS.Signals) => {
    ended = true
    child.kill(signal)
  }
  const late = setTimeout(
    () => {
      console.error(`The tests took longer than ${limits.all / 60_000} minutes and are ended.`)
      stop('SIGINT') // node then names the files it was still running
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
    },
    Math.max(0, end - Date.now()),
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  const code = await new Promise<number | null>(done => child.on('exit', done))
  clearTimeout(late)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
  return { passed: code === 0, ended: ended || code === null, failures: await readFailures(list) }
}

async function readFailures(list: string): Promise<Failure[]> {
  const text = await readFile(list, 'utf8').catch(() => '[]')
  return JSON.parse(text) as Failure[]
}

// A file that ends badly is a test of its own, called by its path: as it was given, absolute or not.
function name({ file, test }: Failure): string {
  return `${shown(file)}: ${test.endsWith('.test.ts') ? shown(resolve(test)) : test}`
}

function shown(file: string): string {
  return relative(process.cwd(), file)
}
