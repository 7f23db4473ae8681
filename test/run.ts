/**
 * `npm test`: all tests, on real servers. `npm test -- imap web` runs the files whose path holds one of the words.
 * Exit codes: 0 all passed, 1 a test failed, 2 not begun (a program is missing).
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { providePrograms, provideServers, testNeeds } from './world/debian.ts'

// Eight minutes on two cores are what it should take; past the limit something hangs.
const limits = { oneTest: 120_000, all: process.env.YESTERMAIL_TEST === 'all' ? 7_200_000 : 900_000 }

process.chdir(dirname(import.meta.dirname))
const words = process.argv.slice(2)
const files = globSync('test/**/*.test.ts')
  .filter(file => words.length === 0 || words.some(word => file.includes(word)))
  .sort()
const sentence =
  files.length === 0
    ? 'No test file has such a name.'
    : (providePrograms(testNeeds, console.log) ?? provideServers(console.log))
if (sentence === null) process.exitCode = await runTests(files)
else {
  console.error(sentence)
  process.exitCode = 2
}

async function runTests(files: string[]): Promise<number> {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '' }
  env.YESTERMAIL_SEED ??= String(1 + Math.floor(Math.random() * 999_999))
  console.log(`YESTERMAIL_SEED=${env.YESTERMAIL_SEED} tries the same points of failure again.`)
  if (env.YESTERMAIL_CORPORA) env.YESTERMAIL_CORPORA = resolve(env.YESTERMAIL_CORPORA)
  else
    console.log(
      "YESTERMAIL_CORPORA is not set: the larger corpora are left out, the project's own mail is not.",
    )
  const reporter = join(import.meta.dirname, 'world/closing-reporter.ts')
  const args = [
    ...['--test', '--test-concurrency=2', `--test-timeout=${limits.oneTest}`],
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${reporter}`, '--test-reporter-destination=stdout'],
    ...files,
  ]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const late = setTimeout(() => {
    console.error(`The tests took longer than ${limits.all / 60_000} minutes and are ended.`)
    child.kill('SIGINT') // node then names the files it was still running
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  }, limits.all)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  const code = await new Promise<number | null>(done => child.on('exit', done))
  clearTimeout(late)
  return code === 0 ? 0 : 1
}
