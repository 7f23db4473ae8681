import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

export interface EchoingImap extends AsyncDisposable {
  readonly port: number
  /** passwords of the sign-ins so far */
  readonly told: string[]
}

/**
 * A mail server that says everything it was told: the password stands in its refusals, plain, quoted, in base64 and as SASL had it.
 * The first sign-in of each user is let in (so that a password is kept); later ones are refused, let in but shown no folder,
 * and cut off with a farewell, in turn.
 */
export async function startEchoingImap(): Promise<EchoingImap> {
  const told: string[] = []
  const logins = new Map<string, number>()
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    let waiting: string | null = null
    let words = ''
    let n = 0
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] at your service\r\n')
    const signIn = (tag: string, sasl: string) => {
      const [, user = '', password = ''] = Buffer.from(sasl, 'base64').toString().split('\0')
      told.push(password)
      words = `"${password}" ${Buffer.from(password).toString('base64')} ${sasl} ${encodeURIComponent(password)}`
      n = logins.get(user) ?? 0
      logins.set(user, n + 1)
      if (n % 3 === 1) socket.write(`${tag} NO [AUTHENTICATIONFAILED] wrong password ${words}\r\n`)
      else if (n > 0 && n % 3 === 0) socket.end(`* BYE [UNAVAILABLE] not now, ${words}\r\n`)
      else socket.write(`${tag} OK [CAPABILITY IMAP4rev1] welcome ${words}\r\n`)
    }
    let held = ''
    socket.on('data', data => {
      held += data
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end)
        held = held.slice(end + 2)
        if (waiting !== null) {
          const tag = waiting
          waiting = null
          signIn(tag, line)
          continue
        }
        const [tag = '*', command = ''] = line.split(' ')
        if (/^AUTHENTICATE$/i.test(command)) {
          waiting = tag
          socket.write('+ \r\n')
        } else if (/^LOGOUT$/i.test(command)) socket.end(`* BYE ${words}\r\n${tag} OK done\r\n`)
        else if (/^(LIST|LSUB|NAMESPACE)$/i.test(command))
          socket.write(`${tag} NO [CANNOT] not for ${words}\r\n`)
        else socket.write(`* OK still here, ${words}\r\n${tag} OK done\r\n`)
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    told,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await once(server.close(), 'close')
    },
  }
}
