import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { leanEnv } from './lean-env.ts'

/** What the disk does at one call of a process; see faultfs.c. */
export interface DiskFault {
  /** the call that is hit, counted from 1; 0 = none */
  at: number
  do?: 'kill' | 'lose' | 'EIO' | 'ENOSPC' | 'slow'
  /** every counted call after it fails, or is slow, as well */
  stick?: boolean
  /** for `slow`: how long a call waits, milliseconds */
  wait?: number
  /** which operations count, or are slow; all when left out */
  only?: readonly Operation[]
  /** for `lose`: each thing is lost with chance 1/2; 0 = all of them */
  seed?: number
  /** fsync says yes and does nothing */
  lies?: boolean
}

export type Operation =
  | 'create'
  | 'open'
  | 'write'
  | 'truncate'
  | 'fsync'
  | 'chmod'
  | 'rename'
  | 'link'
  | 'symlink'
  | 'mkdir'
  | 'unlink'
  | 'rmdir'

/** One counted call. */
export interface DiskCall {
  n: number
  operation: Operation
  /** of the open file; 0 for a call by name */
  inode: number
  path: string
}

export interface FaultyEnd {
  code: number | null
  signal: NodeJS.Signals | null
  /** standard output and standard error */
  said: string
  complaints: string
  calls: DiskCall[]
}

/** Compiles the faulty disk into `folder` and returns the library. Throws when there is no C compiler. */
export async function compileFaultfs(folder: string): Promise<string> {
  const library = join(folder, 'faultfs.so')
  if (!existsSync(library))
    await promisify(execFile)('cc', [
      ...['-shared', '-fPIC', '-O1', '-o', library],
      ...[join(import.meta.dirname, 'faultfs.c'), '-ldl', '-lpthread'],
    ])
  return library
}

/** Runs a command whose calls below `root` are counted and fail as told; `log` is a file for the calls. */
export async function runOnFaultyDisk(
  { library, root, log }: { library: string; root: string; log: string },
  fault: DiskFault,
  [command, ...args]: [string, ...string[]],
  env: NodeJS.ProcessEnv = {},
): Promise<FaultyEnd> {
  await rm(log, { force: true })
  const child = spawn(command, args, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...leanEnv,
      ...env,
      LD_PRELOAD: library,
      FAULT_ROOT: root,
      FAULT_LOG: log,
      FAULT_AT: String(fault.at),
      FAULT_DO: fault.do ?? '',
      FAULT_WAIT: String(fault.wait ?? 0),
      FAULT_STICK: fault.stick ? '1' : '0',
      FAULT_SEED: String(fault.seed ?? 0),
      FAULT_LIE: fault.lies ? '1' : '0',
      ...(fault.only ? { FAULT_OPS: fault.only.join(',') } : {}),
    },
  })
  const [said, complaints, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.on('error', reject).on('exit', (...end) => resolve(end))
    }),
  ])
  const calls = parseCalls(await readFile(log, 'utf8').catch(() => ''))
  return { code, signal, said, complaints, calls }
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString()
}

function parseCalls(log: string): DiskCall[] {
  return log
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const [n = '', operation = '', inode = '', ...path] = line.split(' ')
      return { n: Number(n), operation: operation as Operation, inode: Number(inode), path: path.join(' ') }
    })
}
