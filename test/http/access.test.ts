import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Hono } from 'hono'
import type { Access } from '../../src/domain/admin.ts'
import { knowsSession } from '../../src/http/guards.ts'
import { listen } from '../../src/http/listen.ts'
import { openSessions } from '../../src/http/sessions.ts'
import type { Web, WebEdges, WebSettings } from '../../src/http/web.ts'
import { openLog } from '../../src/log.ts'
import { openDesk } from '../../src/sqlite/desk.ts'
import { tempFolder } from '../world/temp.ts'

const log = openLog({ level: 'silent' })
const link: Access = { hash: 'a'.repeat(64), account: 'anna', by: 'olga', at: 0, until: 0, usedAt: null }

test('a download of who came by a link is cut when that is withdrawn, and not when its time is over', async () => {
  const temp = await tempFolder('access')
  const desk = openDesk(`${temp.path}/desk.sqlite`)
  let now = 1000
  const open = new Map(['withdrawn', 'over'].map(name => [name, { ...link, hash: name, until: 2000 }]))
  const access = async (hash: string) => open.get(hash) ?? null
  const sessions = openSessions({ desk, access, now: () => now, random: randomBytes })
  const who = { account: 'anna', address: 'a@yester.example', ip: '::1', agent: 'x', how: 'access' } as const
  const ledger = { access, account: async () => ({ id: 'anna', address: '', zone: '', state: 'active' }) }
  const edges = { sessions, ledger, log, now: () => now } as unknown as WebEdges
  const app = new Hono<Web>()
  app.use(knowsSession(edges, { https: false } as WebSettings))
  // An answer that goes on until its connection is cut.
  app.get('/', c => (c.get('session') ? c.body(new ReadableStream()) : c.body(null, 401)))
  const web = await listen(app, { host: '127.0.0.1', port: 0, tls: null, log })
  const get = async (access: string, ends = 2000) => {
    const { token } = await sessions.begin({ ...who, access, ends })
    const gone = new AbortController()
    const answer = await fetch(web.url, {
      headers: { authorization: `Bearer ${token}` },
      signal: gone.signal,
    })
    return { token, gone, answer, cut: answer.text().then(String, error => error.name as string) }
  }
  try {
    const [withdrawn, over] = [await get('withdrawn'), await get('over')]
    assert.equal(withdrawn.answer.status, 200)
    open.delete('withdrawn')
    assert.equal(await sessions.find(withdrawn.token, { active: false }), null)
    assert.equal(await withdrawn.cut, 'TypeError', 'the connection is cut')
    now = 2000
    open.delete('over')
    const later = await get('over')
    assert.equal(later.answer.status, 401)
    // Two looks of the server: what another link began has come and gone meanwhile.
    open.set('third', { ...link, hash: 'third', until: 4000 })
    const third = await get('third', 4000)
    now = 2500
    open.delete('third')
    await third.cut
    over.gone.abort()
    assert.equal(await over.cut, 'AbortError', 'it was not cut before')
  } finally {
    await web.close()
    await desk.close()
    await temp.remove()
  }
})
