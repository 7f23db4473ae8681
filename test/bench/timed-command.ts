import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Timed {
  seconds: number
  /** largest resident memory of the process itself, octets */
  peakBytes: number
  stdout: string
}

/** Run a command to its end, timed. Throws with what it said when it fails. */
export async function timedCommand(
  command: string[],
  env: Record<string, string | undefined> = {},
): Promise<Timed> {
  const [program = '', ...args] = command
  const begun = process.hrtime.bigint()
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  // the kernel's own high-water mark, so nothing is missed between two looks but what comes in the last 50 ms
  let peakBytes = 0
  const look = setInterval(() => {
    peakBytes = Math.max(peakBytes, highWater(child.pid))
  }, 50)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  clearInterval(look)
  if (code !== 0)
    throw new Error(`${command.join(' ')} ended with ${code}:\n${stderr.slice(-2000)}${stdout.slice(-500)}`)
  return { seconds, peakBytes, stdout }
}

/** Largest resident memory of a process so far, octets. */
export function highWater(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0 // it has just ended
  }
}
