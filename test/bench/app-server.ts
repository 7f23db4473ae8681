import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Yestermail } from './yestermail-command.ts'

export interface AppServer extends AsyncDisposable {
  /** without a slash at its end */
  readonly url: string
  readonly pid: number
}

/** `yestermail serve` in a process of its own, on a port of its own. */
export async function startServer(yestermail: Yestermail): Promise<AppServer> {
  const child = fork(join(import.meta.dirname, '../../src/main.ts'), [...yestermail.args, 'serve'], {
    env: { ...process.env, ...yestermail.env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = '' // its log: a line a request, of use only when it fails
  child.stderr?.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-2000)
  })
  const exited = once(child, 'exit')
  const told = once(child, 'message').then(([message]) => message as { url: string })
  const { url } = await Promise.race([
    told,
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
