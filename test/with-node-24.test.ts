import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { tempFolder } from './world/temp.ts'

const root = join(import.meta.dirname, '..')
const packaged = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
const skip = existsSync(packaged) ? false : 'npm brought no Node of its own for this system'

// As on a machine whose own Node is old: this one says it were.
const olden =
  'Object.defineProperty(process,"versions",{value:Object.assign({},process.versions,{node:"20.19.0"})})'

function run(program: string, ...args: string[]): ChildProcess {
  const node = ['--import', `data:text/javascript,${encodeURIComponent(olden)}`]
  return spawn(process.execPath, [...node, join(root, 'src/with-node-24.mjs'), program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test('the Node that was brought ends when the process that began it is killed', { skip }, async () => {
  await using temp = await tempFolder('node')
  const program = join(temp.path, 'waits.mjs')
  await writeFile(
    program,
    "process.on('SIGTERM', () => { console.log('told'); process.exit() })\nconsole.log('here')\nsetInterval(() => {}, 1e6)\n",
  )
  const first = run(program)
  let said = ''
  const here = new Promise<void>(resolve =>
    first.stdout?.on('data', octets => {
      said += octets
      if (said === 'here\n') resolve()
    }),
  )
  await here
  first.kill('SIGKILL')
  // The other one holds the same standard output: it closes when both are gone.
  await once(first, 'close')
  assert.equal(said, 'here\ntold\n')
})

test('a program on it sees its own arguments, and ends by itself with its own code', { skip }, async () => {
  await using temp = await tempFolder('node')
  const program = join(temp.path, 'ends.mjs')
  await writeFile(program, 'process.exitCode = process.argv.slice(1).length * 10 + Number(process.argv[3])\n')
  assert.deepEqual(await once(run(program, '1', '2'), 'exit'), [32, null])
})
