/**
 * `npm run lock`: write a package-lock.json that `npm ci` can use everywhere, from package.json. Keeps what is locked;
 * with `--fresh` every package that others bring along is chosen anew (needed when npm left out optional packages).
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { lockProblems, mendLock } from './lock-rules.ts'

if (process.argv.includes('--fresh')) rmSync('package-lock.json', { force: true })
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
  stdio: 'inherit',
})
const lock = mendLock(JSON.parse(readFileSync('package-lock.json', 'utf8')))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
const problems = lockProblems(JSON.parse(readFileSync('package.json', 'utf8')), lock)
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
else console.log(`package-lock.json is good: ${Object.keys(lock.packages).length - 1} packages`)
