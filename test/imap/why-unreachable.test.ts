import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { test } from 'node:test'
import { createServer as createTlsServer } from 'node:tls'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { connect } from '../../src/imap/connect.ts'
import { makeCertificate } from '../world/certificate.ts'
import { tempFolder } from '../world/temp.ts'
import { mailServer } from '../world/yestermail.ts'

async function listening(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, host, resolve))
  return (server.address() as AddressInfo).port
}

async function sentence(server: MailServer, timeout = 10_000): Promise<string> {
  const login = { user: 'anna', password: 'secret1' }
  return connect(server, login, { timeout }).then(
    () => assert.fail('signed in'),
    (error: Error & { code: string }) => {
      assert.equal(error.code, 'server-unreachable')
      return error.message
    },
  )
}

test('a server that cannot be reached is told with its cause, and what to do', async () => {
  await using temp = await tempFolder('why')
  const { certFile, keyFile, ca } = await makeCertificate(temp.path)
  const pair = { cert: await readFile(certFile), key: await readFile(keyFile) }
  const bye = (socket: Socket) => socket.on('error', () => {}).end('* BYE\r\n')
  const tls = createTlsServer(pair, bye)
  const elsewhere = createTlsServer(pair, bye)
  const plain = createServer(socket => socket.on('error', () => {}).write('* OK here\r\n'))
  const mute = createServer(socket => socket.on('error', () => {}).resume())
  const gone = createServer()
  const [tlsPort, plainPort, mutePort, nobody] = [
    await listening(tls),
    await listening(plain),
    await listening(mute),
    await listening(gone),
  ]
  await new Promise(resolve => gone.close(resolve))
  try {
    const at = (port: number, more: Partial<MailServer> = {}) =>
      mailServer({ port, security: 'tls' as const, ...more })
    assert.match(await sentence(at(tlsPort)), /certificate of 127\.0\.0\.1:\d+ is not trusted: .* set "ca"/)
    assert.match(await sentence(at(nobody)), /^Nothing listens on 127\.0\.0\.1:\d+:/)
    assert.match(await sentence(at(plainPort)), /does not speak TLS on this port; use imap\+starttls:\/\//)
    assert.match(
      await sentence({ ...at(1), host: 'nowhere.invalid' }),
      /^The name nowhere\.invalid of the mail/,
    )
    assert.match(await sentence(at(mutePort), 300), /did not answer in time/)
    // Linux answers on all of 127.0.0.0/8.
    const misnamed = { ...at(await listening(elsewhere, '127.0.0.2'), { ca }), host: '127.0.0.2' }
    assert.match(await sentence(misnamed), /is for another name than 127\.0\.0\.2/)
  } finally {
    for (const server of [tls, elsewhere, plain, mute]) server.close()
  }
})
