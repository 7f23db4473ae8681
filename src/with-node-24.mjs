#!/usr/bin/env node
/**
 * Run a program of this checkout on Node 24, whatever Node began: `node src/with-node-24.mjs PROGRAM ARGUMENTS`.
 * `npm ci` brings a Node 24 for Linux as a package; npm 10 forgets to link it into node_modules/.bin, so it is looked
 * for here. Written in syntax that old versions of Node understand: they are who must be able to read it.
 */
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { Socket } from 'node:net'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const needed = 24
const leanFlags = ['--max-semi-space-size=4']
// A core file would hold the mail passwords of the moment.
const shell = '/bin/sh'
const coreless = ['-c', 'ulimit -c 0; exec "$@"', 'sh']
const here = fileURLToPath(import.meta.url)
// Said by this program to itself: you are the other process, and the pipe that ends with the first one is this.
const handedOver = '--handed-over'
const parentPipe = 3

/**
 * Run `program` (an absolute path) with the arguments this process was given, in this process where its Node will do.
 * `lean` begins it anew in the same process id, with memory that is given back: copying mail makes and drops gigabytes
 * of buffers, and the C library would keep half of them in its arenas.
 */
export function run(program, lean) {
  if (Number(process.versions.node.split('.')[0]) >= needed) {
    if (lean && !process.execArgv.includes(leanFlags[0]) && process.execve && existsSync(shell))
      process.execve(
        shell,
        [shell].concat(coreless, process.execPath, leanFlags, program, process.argv.slice(2)),
        leanEnv(),
      )
    return import(pathToFileURL(program).href)
  }
  const packaged = join(dirname(here), '..', 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  if (process.platform === 'linux' && existsSync(packaged)) return handOver(packaged, program, lean)
  process.stderr.write(
    `Yestermail needs Node ${needed} or newer and this is ${process.versions.node}: run \`npm ci\` in its folder, ` +
      'which brings one for Linux, or install one from nodejs.org.\n',
  )
  process.exitCode = 2
}

// What Node makes of our TypeScript is kept where our own code lies, so whoever can write there could change that, too.
// Every thread is then 20 MB smaller and starts in a third of the time; where nothing can be written all is as without.
function leanEnv() {
  const compiled = join(dirname(here), '..', 'node_modules', '.cache', 'yestermail')
  return Object.assign({ MALLOC_ARENA_MAX: '1', NODE_COMPILE_CACHE: compiled }, process.env)
}

function handOver(node, program, lean) {
  const env = Object.assign(lean ? leanEnv() : Object.assign({}, process.env), {
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  })
  const args = (lean ? leanFlags : []).concat(here, handedOver, program, process.argv.slice(2))
  const whole = lean ? coreless.concat(node, args) : args
  const child = spawn(lean ? shell : node, whole, { stdio: ['inherit', 'inherit', 'inherit', 'pipe'], env })
  child.stdio[parentPipe].on('error', () => {})
  // a terminal sends Ctrl-C to both; who asks only this one to end means the other
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', error => {
    process.stderr.write(`Node ${needed} from node_modules cannot be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : code)
  })
}

// Nobody but the kernel tells of a parent that was killed the hard way: it closes its end of the pipe.
function endWithParent() {
  const pipe = new Socket({ fd: parentPipe, readable: true, writable: false })
  pipe.on('error', () => {})
  pipe.on('close', () => process.kill(process.pid, 'SIGTERM'))
  pipe.resume()
  pipe.unref()
}

if (process.argv[1] && realpathSync(process.argv[1]) === here) {
  if (process.argv[2] === handedOver) {
    process.argv.splice(2, 1)
    endWithParent()
  }
  const program = resolve(process.argv[2])
  process.argv.splice(1, 2, program) // the program sees its own arguments only
  run(program)
}
