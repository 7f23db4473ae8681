import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * What happens to what the target sends. `after` counts octets of one connection, from its greeting on:
 * cut = the connection ends, rst = it is reset, stall = silence while it stays open; slow = octets per second.
 */
export type Fault =
  | { kind: 'none' }
  | { kind: 'cut' | 'rst' | 'stall'; after: number }
  | { kind: 'slow'; perSecond: number }
  | { kind: 'refuse' }

export interface FaultProxy extends AsyncDisposable {
  readonly port: number
  /** for connections made from now on; `times` faults, then it behaves (for ever when left out) */
  fail(fault: Fault, times?: number): void
  /** octets the target has sent in all connections that have ended or still run */
  bytes(): number
  connections(): number
  stop(): Promise<void>
}

/** A bad network on loopback in front of `target`: connect to its port instead. Behaves until it is told otherwise. */
export async function startFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  let fault: Fault = { kind: 'none' }
  let left = Number.POSITIVE_INFINITY
  let octets = 0
  let connections = 0
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined) // both ends break on purpose here
  }
  const server = createServer(client => {
    keep(client)
    connections++
    const now: Fault = left > 0 ? fault : { kind: 'none' }
    if (now.kind !== 'none') left--
    if (now.kind === 'refuse') {
      client.resetAndDestroy()
      return
    }
    const upstream = connect(target.port, target.host)
    keep(upstream)
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => {
      octets += chunk.length
    })
    client.on('close', () => upstream.destroy())
    join(upstream, client, now)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await once(server.close(), 'close')
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    fail(next, times = Number.POSITIVE_INFINITY) {
      fault = next
      left = times
    },
    bytes: () => octets,
    connections: () => connections,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function join(upstream: Socket, client: Socket, fault: Fault): void {
  if (fault.kind === 'slow') slowly(upstream, client, fault.perSecond)
  else if (fault.kind === 'none' || fault.kind === 'refuse') upstream.pipe(client)
  else until(upstream, client, fault.kind, fault.after)
}

function until(upstream: Socket, client: Socket, kind: 'cut' | 'rst' | 'stall', after: number): void {
  let left = after
  let done = false
  upstream.on('data', (chunk: Buffer) => {
    if (done) return
    if (chunk.length < left) {
      left -= chunk.length
      if (!client.write(chunk)) {
        upstream.pause()
        client.once('drain', () => upstream.resume())
      }
      return
    }
    done = true
    upstream.pause()
    client.write(chunk.subarray(0, left), () => {
      if (kind === 'cut') client.end()
      if (kind === 'rst') client.resetAndDestroy()
    })
  })
  upstream.on('end', () => done || client.end())
  upstream.on('close', () => done || client.destroy())
}

/** Twenty portions a second; the target is held back meanwhile, as a slow line would. */
function slowly(upstream: Socket, client: Socket, perSecond: number): void {
  const portion = Math.max(1, Math.ceil(perSecond / 20))
  upstream.pause()
  const tick = setInterval(() => {
    const chunk: Buffer | null = upstream.read(Math.min(portion, upstream.readableLength))
    if (chunk) client.write(chunk)
    else if (upstream.readableEnded || upstream.destroyed) client.end()
  }, 50)
  upstream.on('readable', () => undefined) // paused mode: read() fetches, and 'end' can come
  for (const socket of [upstream, client]) socket.on('close', () => clearInterval(tick))
  upstream.on('end', () => client.end())
}
