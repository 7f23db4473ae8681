import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Config } from '../../src/config/config.ts'
import { CORE, MAIL, TIME_MACHINE } from '../../src/domain/jmap-capabilities.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { startDovecot } from '../world/dovecot.ts'
import type { DovecotOptions } from '../world/dovecot-config.ts'
import { overTls, startWork } from '../world/yestermail.ts'

export interface WebWorldOptions {
  /** login → password at the Dovecot; the address is login@yester.example */
  users: Record<string, string>
  dovecot?: Partial<DovecotOptions>
  server?: Partial<MailServer>
  config?: Partial<Config>
  /** "now" of everything; by default the real one. A getter may make it run. */
  clock?: { now: number }
}

/** The whole of Yestermail on loopback: a real Dovecot, the worker, and the web server on a port of its own. */
export async function startWeb(options: WebWorldOptions) {
  const clock: { now: number } = options.clock ?? {
    get now() {
      return Date.now()
    },
    set now(_) {
      throw new Error('this clock is the real one')
    },
  }
  const dovecot = await startDovecot({ users: options.users, ...options.dovecot })
  const work = await startWork({ ...overTls(dovecot), ...options.server }, clock)
  const dist = join(work.folder, 'dist')
  await buildFakePage(dist)
  const lines: string[] = []
  const config = { ...work.config, ...options.config }
  const web = await serve({
    config,
    dist,
    now: () => clock.now,
    log: openLog({
      to: {
        write(line) {
          lines.push(line)
        },
      },
    }),
  })
  const base = `${config.tls ? 'https' : 'http'}://127.0.0.1:${web.port}`
  return {
    dovecot,
    work,
    web,
    clock,
    base,
    /** log lines so far */
    lines,
    browser: () => openBrowser(base),
    /** A signed-in browser of an account that was enrolled with its password. */
    async signedIn(login: string) {
      const browser = openBrowser(base)
      const answer = await browser.signIn(`${login}@yester.example`, options.users[login] ?? '')
      if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`)
      return browser
    },
    async stop() {
      await web.close()
      await work.stop()
      await dovecot.stop()
    },
  }
}

export type WebWorld = Awaited<ReturnType<typeof startWeb>>

export interface Ask {
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

/** As a browser asks: with its cookie, and with the headers a browser sends from our own page. */
export function openBrowser(base: string) {
  const jar = new Map<string, string>()
  const ask = async (path: string, { method, body, headers = {} }: Ask = {}) => {
    const answer = await fetch(base + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(jar.size ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    jar,
    ask,
    json: async (path: string, options?: Ask) => (await ask(path, options)).json(),
    signIn: (address: string, password: string, more: object = {}) =>
      ask('/api/sign-in', { body: { address, password, ...more } }),
    /** The arguments of each method's answer. */
    async jmap(...methodCalls: [name: string, args: object][]) {
      const using = [CORE, MAIL, TIME_MACHINE]
      const calls = methodCalls.map(([name, args], i) => [name, args, String(i)])
      const answer = await ask('/jmap/api', { body: { using, methodCalls: calls } })
      const { methodResponses } = (await answer.json()) as { methodResponses: [string, Answer, string][] }
      return methodResponses.map(([, args]) => args)
    },
  }
}

export type Browser = ReturnType<typeof openBrowser>
// biome-ignore lint/suspicious/noExplicitAny: JSON of the server under test, looked into by assertions
type Answer = any

export async function buildFakePage(dist: string): Promise<void> {
  await mkdir(dist, { recursive: true })
  const files = {
    'index.html':
      '<!doctype html><title>Yestermail</title><script type="module" src="/page-ABCD1234.js"></script>',
    'admin.html': '<!doctype html><title>Yestermail</title>',
    'page-ABCD1234.js': `console.log("${'page '.repeat(200)}")`,
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(dist, name), text)
    await writeFile(join(dist, `${name}.br`), brotliCompressSync(text))
    await writeFile(join(dist, `${name}.gz`), gzipSync(text))
  }
}
