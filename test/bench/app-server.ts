import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Yestermail } from './yestermail-command.ts'

export interface AppServer extends AsyncDisposable {
  /** without a slash at its end */
  readonly url: string
  readonly pid: number
}

/** `yestermail serve` as a person starts it, in a process of its own, on a port of its own. */
export async function startServer({ command, env }: Yestermail): Promise<AppServer> {
  const [program = '', ...args] = command
  const child = spawn(program, [...args, 'serve'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  let said = '' // its log: a line a request, of use only until it listens and when it fails
  const told = Promise.withResolvers<string>()
  child.stderr.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-10_000)
    const url = /"url":"([^"]+)".*"event":"serving"/.exec(said)?.[1]
    if (url) told.resolve(url)
  })
  const url = await Promise.race([
    told.promise,
    exited.then(() => Promise.reject(new Error(`the server ended before it listened: ${said}`))),
  ])
  return {
    url: url.replace(/\/$/, ''),
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      await exited
      clearTimeout(late)
    },
  }
}
