import type { ChildProcess } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Does an IMAP server greet on that port of loopback within `patience` milliseconds, as long as its process lives? */
export async function greets(port: number, child: ChildProcess, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if ((await firstOctets(port)).startsWith('* OK')) return true
    await sleep(20)
  }
  return false
}

function firstOctets(port: number): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const done = (text: string) => {
      socket.destroy()
      resolve(text)
    }
    socket.setTimeout(3000, () => done(''))
    for (const event of ['error', 'close']) socket.on(event, () => done(''))
    socket.on('data', chunk => done(chunk.toString('latin1')))
  })
}
