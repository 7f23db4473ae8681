import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Files (PEM) of a server certificate for localhost, 127.0.0.1 and ::1, and the authority that signed it as text. */
export interface Certificate {
  certFile: string
  keyFile: string
  ca: string
}

/** Make a private authority and a server certificate from it in `folder` (needs openssl, about 50 ms). */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const at = (name: string) => join(folder, name)
  await writeFile(at('ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\nbasicConstraints=CA:FALSE\n')
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await run('openssl', [
    ...['req', '-x509', ...key, '-days', '3650', '-subj', '/CN=Yestermail test authority'],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ...['-keyout', at('ca.key'), '-out', at('ca.pem')],
  ])
  await run('openssl', [
    ...['req', ...key, '-subj', '/CN=localhost', '-keyout', at('server.key'), '-out', at('server.csr')],
  ])
  await run('openssl', [
    ...['x509', '-req', '-in', at('server.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key')],
    ...['-CAcreateserial', '-days', '3650', '-extfile', at('ext'), '-out', at('server.pem')],
  ])
  return {
    certFile: at('server.pem'),
    keyFile: at('server.key'),
    ca: await readFile(at('ca.pem'), 'utf8'),
  }
}
