import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export interface CountingProxy extends AsyncDisposable {
  readonly port: number
  /** the commands clients sent since the last call, sign-in included */
  take(): string[]
}

/** A proxy on loopback that writes down each tagged command a client sends to a plain IMAP port. */
export async function startCountingProxy(target: { host: string; port: number }): Promise<CountingProxy> {
  let commands: string[] = []
  const server = createServer(client => {
    const upstream = connect(target.port, target.host)
    let rest = ''
    client.on('data', chunk => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      // a command has a tag and a word (RFC 3501 2.2.1); what continues a sign-in is one word of base64
      for (const line of lines)
        if (/^[A-Za-z0-9]+ [A-Za-z]/.test(line)) commands.push(line.replace(/^\S+ /, ''))
    })
    client.pipe(upstream).pipe(client)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    take() {
      const taken = commands
      commands = []
      return taken
    },
    [Symbol.asyncDispose]: async () => {
      server.close()
    },
  }
}
