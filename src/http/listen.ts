import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { Refusal } from '../domain/refusal.ts'
import type { Log } from '../log.ts'
import type { Web } from './web.ts'

/**
 * Listens; resolves with the URL on this machine when connections are taken. Who is slow with headers or body, or keeps
 * a connection silent, is cut off; so is who comes when all connections are taken. Throws Refusal 'cannot-listen'.
 */
export async function listen(
  app: Hono<Web>,
  { host, port, tls, log, maxConnections = 2000 }: Listening,
): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  const limits = {
    maxHeaderSize: 16_384,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 2_000,
  }
  const server = tls
    ? createAdaptorServer({
        fetch: app.fetch,
        overrideGlobalObjects: false,
        createServer: createTlsServer,
        serverOptions: { ...limits, ...tls, minVersion: 'TLSv1.2' },
      })
    : createAdaptorServer({
        fetch: app.fetch,
        overrideGlobalObjects: false,
        createServer,
        serverOptions: limits,
      })
  // Also a reader that stops reading: no octet for two minutes ends it. Event streams ping more often.
  server.setTimeout(120_000)
  server.maxConnections = maxConnections
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(cannotListen(host, port, error)))
    server.listen(port, host, resolve)
  })
  // Too many open files, say: those who are connected go on.
  server.on('error', error => log.error('listening broken', { error }))
  const bound = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: `${tls ? 'https' : 'http'}://${name}:${bound.port}`,
    port: bound.port,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeIdleConnections' in server) server.closeIdleConnections()
        // What is under way may end; event streams never would.
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 1000).unref()
      }),
  }
}

export interface Listening {
  host: string
  port: number
  tls: { cert: string; key: string } | null
  log: Pick<Log, 'error'>
  /** more are closed as soon as they are opened */
  maxConnections?: number
}

function cannotListen(host: string, port: number, error: Error): Refusal {
  const code = 'code' in error ? String(error.code) : ''
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there'
      : code === 'EACCES'
        ? 'that needs more rights'
        : code === 'EADDRNOTAVAIL'
          ? 'this machine has no such address'
          : error.message
  return new Refusal(
    'cannot-listen',
    `The web page cannot be served at ${host}:${port}: ${why}. Set "listen" (or --listen) to another one.`,
    { host, port },
    error,
  )
}
