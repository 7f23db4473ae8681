import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../domain/refusal.ts'
import type { WebContext } from './web.ts'

/**
 * The built page, held in memory: what is not among its files does not exist, so no path of a request ever reaches the
 * disk. Throws Refusal 'page-not-built'.
 */
export function openPage(dist: string) {
  const names = filesOf(dist)
  const files = new Map<string, PageFile>()
  for (const name of names) {
    if (/\.(br|gz)$/.test(name)) continue
    const read = (suffix: string) =>
      names.includes(name + suffix) ? readFileSync(join(dist, name + suffix)) : null
    const bytes = readFileSync(join(dist, name))
    files.set(name, {
      type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      bytes,
      br: read('.br'),
      gz: read('.gz'),
    })
  }
  const index = files.get('index.html')
  if (!index) throw notBuilt(dist)
  const admin = files.get('admin.html')
  if (!admin) throw notBuilt(dist)
  files.delete('index.html')
  files.delete('admin.html')
  return {
    /** The shell, for every place the page itself knows. */
    shell: (c: WebContext) => answer(c, index, 'no-cache', SHELL),
    /** The shell of the admins' panel, which has scripts of its own. */
    panel: (c: WebContext) => answer(c, admin, 'no-cache', SHELL),
    /** The shell for an address that is none: the page says so. */
    nowhere: (c: WebContext) => answer(c, index, 'no-store', SHELL, 404),
    /** A script, style or picture of the page; null when there is none. Its name carries a hash of its content. */
    asset(c: WebContext): Response | null {
      const file = files.get(c.req.path.slice(1))
      return file ? answer(c, file, 'public, max-age=31536000, immutable', {}) : null
    },
  }
}

export type Page = ReturnType<typeof openPage>

interface PageFile {
  type: string
  etag: string
  bytes: Buffer
  br: Buffer | null
  gz: Buffer | null
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
}

// No inline script or style anywhere, so no nonce; Trusted Types without a policy forbid every HTML string.
const SHELL = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'",
  'Permissions-Policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), ' +
    'magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=()',
}

function answer(
  c: WebContext,
  file: PageFile,
  cacheControl: string,
  more: Record<string, string>,
  status: 200 | 404 = 200,
): Response {
  const headers = { ...more, ETag: file.etag, Vary: 'Accept-Encoding', 'Cache-Control': cacheControl }
  if (status === 200 && c.req.header('If-None-Match') === file.etag) return c.body(null, 304, headers)
  const accepted = c.req.header('Accept-Encoding') ?? ''
  const [encoding, bytes] =
    file.br && /\bbr\b/.test(accepted)
      ? ['br', file.br]
      : file.gz && /\bgzip\b/.test(accepted)
        ? ['gzip', file.gz]
        : [null, file.bytes]
  return c.body(new Uint8Array(bytes), status, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': String(bytes.length),
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  })
}

function filesOf(dist: string): string[] {
  try {
    return readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(name => name.includes('.'))
  } catch (error) {
    throw notBuilt(dist, error)
  }
}

function notBuilt(dist: string, cause?: unknown): Refusal {
  return new Refusal(
    'page-not-built',
    `The page is not built (${dist} lacks it); run "npm run build".`,
    {},
    cause,
  )
}
