/**
 * `npm test`: all tests, on real servers. `npm test -- imap web` runs the files whose path holds one of the words.
 * A file that failed is run once more, alone; what passes only then is named at the end as unsteady.
 * Exit codes: 0 all passed, 1 a test failed, 2 not begun (a program is missing).
 */
import { globSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { providePrograms, provideServers, testNeeds } from './world/debian.ts'
import { runFiles } from './world/run-files.ts'

// Eight minutes on two cores are what it should take; past the limit something hangs.
const limits = { oneTest: 300_000, all: process.env.YESTERMAIL_TEST === 'all' ? 7_200_000 : 900_000 }

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
  return (await runFiles(files, limits, env)) ? 0 : 1
}
