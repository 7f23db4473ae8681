import { get } from 'node:http'
import { buildPage } from '../../web/build.ts'
import { startDovecot } from '../world/dovecot.ts'
import { tempFolder } from '../world/temp.ts'
import { startServer } from './app-server.ts'
import { atMost, type Figure } from './figures.ts'
import { enrol, yestermailCommand } from './yestermail-command.ts'

const user = 'anna@bench.example'

/** Octets on the wire until the page stands: the document and all it links to, as a browser that takes Brotli gets them. */
export async function benchFirstLoad(): Promise<Figure[]> {
  await using dovecot = await startDovecot({ users: { [user]: 'secret' } })
  await using folder = await tempFolder('bench')
  const yestermail = yestermailCommand(folder.path, `imap://127.0.0.1:${dovecot.port}`, dovecot)
  await enrol(yestermail, folder.path, user, 'secret')
  await using server = await startServer(yestermail)
  const document = await octets(server.url, '/', 'identity')
  const links = Array.from(document.text.matchAll(/(?:src|href)="(\/[^"]+)"/g), m => m[1] ?? '')
  if (links.length < 2) throw new Error(`the page links to no script or style: ${document.text}`)
  let sum = 0
  for (const path of ['/', ...new Set(links)]) sum += (await octets(server.url, path, 'br')).length
  const later = (await buildPage()).filter(({ load }) => load !== 'first').map(({ brotli }) => brotli)
  return [
    atMost('first load of the page, compressed', sum / 1000, 60, 'KB'),
    atMost('largest chunk that comes later, compressed', Math.max(...later) / 1000, 25, 'KB'),
  ]
}

function octets(base: string, path: string, encoding: string): Promise<{ length: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(new URL(path, base), { headers: { 'accept-encoding': encoding } }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode}`))
        resolve({ length: body.length, text: body.toString() })
      })
    }).on('error', reject)
  })
}
