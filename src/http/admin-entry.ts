import { deleteCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Admin } from '../domain/admin.ts'
import { codeUri } from '../formats/one-time-code.ts'
import { changePassword } from '../open/admin-password.ts'
import { signInAdmin } from '../open/admin-sign-in.ts'
import { welcome, welcomeDone } from '../open/admin-welcome.ts'
import { ADMIN_IDLE, adminCookie, adminOf, beginAdmin } from './admin-web.ts'
import type {
  AdminMe,
  AdminSessions,
  AdminSignedIn,
  PasswordWish,
  Welcome,
  WelcomeDone,
  Welcomed,
} from './admin-wire.ts'
import { notFound } from './errors.ts'
import { jsonOf } from './json-body.ts'
import type { WebContext, WebEdges, WebSettings } from './web.ts'

/** POST /api/admin/sign-in. */
export async function postAdminSignIn(
  edges: WebEdges,
  settings: WebSettings,
  c: WebContext,
): Promise<Response> {
  const body = await jsonOf(c, SIGN_IN, '{"name": "…", "password": "…", "code": "123456"}')
  const admin = await signInAdmin(edges.admin, { ...body, ip: c.get('ip') })
  return c.json((await begin(edges, settings, c, admin)) satisfies AdminMe)
}

/** POST /api/admin/sign-out. */
export async function postAdminSignOut(
  { admin: { desk }, log }: WebEdges,
  { https }: WebSettings,
  c: WebContext,
): Promise<Response> {
  const open = c.get('admin')
  if (open) {
    await desk.endAdminSession(open.hash)
    log.info('admin signed out', { admin: open.admin.name, ip: c.get('ip') })
  }
  deleteCookie(c, adminCookie(https), { path: '/', secure: https })
  return c.body(null, 204, { 'Clear-Site-Data': '"cache"' })
}

/** POST /api/admin/welcome: looks at a one-time link, which stays good. */
export async function postWelcome(edges: WebEdges, c: WebContext): Promise<Response> {
  const { token } = await jsonOf(c, z.strictObject({ token: z.string().max(100) }), '{"token": "…"}')
  const { admin, secret } = await welcome(edges.admin, token)
  const { name, role, language } = admin
  const domains = domainsOf(edges, admin)
  return c.json({
    ...{ name, role, domains, language, secret, uri: codeUri(secret, name) },
  } satisfies Welcome)
}

/** POST /api/admin/welcome/code: uses the link up. */
export async function postWelcomeCode(
  edges: WebEdges,
  settings: WebSettings,
  c: WebContext,
): Promise<Response> {
  const body = await jsonOf(c, WELCOME, '{"token": "…", "password": "…", "code": "123456"}')
  const { admin, recovery } = await welcomeDone(edges.admin, { ...body, ip: c.get('ip') })
  return c.json({ recovery, me: await begin(edges, settings, c, admin) } satisfies Welcomed)
}

/** GET /api/admin/me. */
export async function getAdminMe(
  edges: WebEdges,
  { version }: WebSettings,
  c: WebContext,
): Promise<Response> {
  const open = c.get('admin')
  if (!open) return c.json({ signedIn: false, version } satisfies AdminMe)
  return c.json((await meOf(edges, version, open.admin, open.ends)) satisfies AdminMe)
}

/** GET /api/admin/sessions: the admin's own. */
export async function getSessions({ admin: { desk, now } }: WebEdges, c: WebContext): Promise<Response> {
  const { name, epoch } = adminOf(c)
  const own = nameOf(c.get('admin')?.hash ?? new Uint8Array())
  const open = (await desk.adminSessions(name)).filter(
    one => one.epoch === epoch && one.ends > now() && one.used + ADMIN_IDLE > now(),
  )
  return c.json({
    sessions: open.map(({ hash, created, used, ends, ip, agent }) => {
      const id = nameOf(hash)
      return { id, own: id === own, began: created, used, ends, ip, agent }
    }),
  } satisfies AdminSessions)
}

/** POST /api/admin/sessions/revoke: one of the admin's own, this one too. */
export async function postRevoke({ admin: { desk } }: WebEdges, c: WebContext): Promise<Response> {
  const { id } = await jsonOf(c, z.strictObject({ id: z.string().max(100) }), '{"id": "…"}')
  const found = (await desk.adminSessions(adminOf(c).name)).find(one => nameOf(one.hash) === id)
  if (!found) throw notFound()
  await desk.endAdminSession(found.hash)
  return c.body(null, 204)
}

/** POST /api/admin/password: another one in place of the own; the admin's other sessions end. */
export async function postPassword(edges: WebEdges, c: WebContext): Promise<Response> {
  const given = await jsonOf(c, PASSWORD, '{"password": "…", "next": "…"}')
  const admin = adminOf(c)
  const session = c.get('admin')?.hash ?? new Uint8Array()
  await changePassword(edges.admin, admin, { ...given, session, ip: c.get('ip') })
  edges.log.info('admin changed the password', { admin: admin.name, ip: c.get('ip') })
  return c.body(null, 204)
}

const PASSWORD: z.ZodType<PasswordWish> = z.strictObject({
  password: z.string().max(2000),
  next: z.string().max(2000),
})
const SIGN_IN = z.strictObject({
  name: z.string().max(200),
  password: z.string().max(2000),
  code: z.string().max(100),
})
const WELCOME: z.ZodType<WelcomeDone> = z.strictObject({
  token: z.string().max(100),
  password: z.string().max(2000),
  code: z.string().max(100),
})

// A session is named by half of the hash it is known by, with which nobody gets in.
function nameOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex').slice(0, 32)
}

async function begin(
  edges: WebEdges,
  settings: WebSettings,
  c: WebContext,
  admin: Admin,
): Promise<AdminSignedIn> {
  const ends = await beginAdmin(edges.admin, settings, c, admin)
  await edges.admin.desk.askFor({ kind: 'admin', act: 'signed-in', by: admin.name, at: edges.now() })
  edges.log.info('admin signed in', { admin: admin.name, ip: c.get('ip') })
  return meOf(edges, settings.version, admin, ends)
}

async function meOf(
  edges: WebEdges,
  version: string,
  admin: Admin,
  sessionEnds: number,
): Promise<AdminSignedIn> {
  const { name, role, language } = admin
  const recovery = (await edges.admin.desk.adminSecrets(name))?.recovery ?? []
  return {
    ...{ signedIn: true, version, name, role, language, sessionEnds, sessionIdle: ADMIN_IDLE },
    domains: domainsOf(edges, admin),
    recoveryLeft: recovery.length,
  }
}

function domainsOf({ admin: { servers } }: WebEdges, { role, domains }: Admin): string[] {
  return role === 'operator' ? [...servers.keys()] : [...domains]
}
