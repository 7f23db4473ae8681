import { Hono } from 'hono'
import { MAX_SIZE_REQUEST } from '../domain/jmap-capabilities.ts'
import { accessLog } from './access-log.ts'
import { adminRoutes } from './admin.ts'
import { openAnswering } from './answering.ts'
import { getFiles } from './attachments-zip.ts'
import { bodyLimit } from './body-limit.ts'
import { countRequests } from './count-requests.ts'
import { getDownload } from './download.ts'
import { errorAnswer, notFound } from './errors.ts'
import { eventSource } from './events.ts'
import { openExports } from './export.ts'
import { knowsClient, knowsSession, safeHeaders, sameOrigin, signedIn } from './guards.ts'
import { getHealth } from './health.ts'
import { getSession, jmapApi, refuseUpload, requestTooLarge } from './jmap.ts'
import { getMetrics } from './metrics.ts'
import { metricsAccess } from './metrics-access.ts'
import type { Page } from './page.ts'
import { getInlinePart, getRender } from './render.ts'
import { getMe, postSignIn, postSignOut } from './sign-in.ts'
import type { Web, WebContext, WebEdges, WebSettings } from './web.ts'

/** Octets of a wish to download, which names every message that is selected: some 400,000 of them. */
const MOST_WISHED = 8 * 1024 * 1024

/** Every URL, and the guards in their order. GET changes nothing; what is not here does not exist. */
export function webApp(given: WebEdges, page: Page, settings: WebSettings): Hono<Web> {
  const counts = countRequests(given.signIn)
  const edges: WebEdges = { ...given, signIn: counts.signIn }
  const mayReadFigures = metricsAccess(settings)
  const app = new Hono<Web>()
  app.onError((error, c) => errorAnswer(edges, error, c))
  // Who typed a wrong address reads it in the page; a program gets its JSON.
  app.notFound(c => (isVisit(c) ? page.nowhere(c) : errorAnswer(edges, notFound(), c)))

  app.use(accessLog(edges))
  app.use(counts.counted)
  app.use(safeHeaders(settings))
  // Before the guard that lets nobody in but the proxies: who collects figures comes past them.
  app.get('/metrics', getMetrics(edges, settings, counts, mayReadFigures))
  app.use(knowsClient(settings))
  app.use(sameOrigin())

  app.get('/health', c => getHealth(edges, mayReadFigures(c), c))

  app.get('/', page.shell)
  app.get('/sign-in', page.shell)
  // The page's own places; the session of one point is not one of them.
  app.get('/at/:point{p[0-9]+}', page.shell)
  app.get('/at/:point{p[0-9]+}/:folder{[A-Za-z0-9_-]+}', page.shell)
  app.get('/at/:point{p[0-9]+}/:folder{[A-Za-z0-9_-]+}/:email{[A-Za-z0-9_-]+}', page.shell)

  const small = bodyLimit({ maxSize: 16_384 })
  const known = knowsSession(edges, settings)
  app.post('/api/sign-in', small, known, c => postSignIn(edges, settings, c))
  app.post('/api/sign-out', small, known, c => postSignOut(edges, settings, c))
  app.get('/api/me', known, c => getMe(edges, settings, c))

  const answering = openAnswering()
  const request = bodyLimit({ maxSize: MAX_SIZE_REQUEST, onError: requestTooLarge })
  app.get('/.well-known/jmap', known, signedIn(), c => getSession(edges, answering, c))
  app.get('/at/:point/.well-known/jmap', known, signedIn(), c => getSession(edges, answering, c))
  app.post('/jmap/api', known, signedIn(), request, jmapApi(edges, answering))
  app.post('/jmap/upload/:account', known, signedIn(), small, refuseUpload)
  app.get('/jmap/download/:account/:blob/:name', known, signedIn(), c => getDownload(edges, answering, c))
  const exports = openExports(edges, answering)
  const wishes = bodyLimit({ maxSize: MOST_WISHED })
  app.post('/api/export', known, signedIn(), wishes, exports.post)
  app.get('/api/export/:ticket', known, signedIn(), exports.progress)
  app.get('/export/:ticket/:name', known, signedIn(), exports.get)
  app.get('/jmap/events', known, signedIn(), eventSource(edges))

  app.get('/render/:point/:email/part/:id', known, signedIn(), c => getInlinePart(edges, answering, c))
  app.get('/render/:point/:email/files/:name', known, signedIn(), c => getFiles(edges, answering, c))
  app.get('/render/:point/:email/:part', known, signedIn(), c => getRender(edges, settings, answering, c))

  adminRoutes(app, edges, page, settings)
  app.get('/*', (c, next) => page.asset(c) ?? next())
  return app
}

function isVisit(c: WebContext): boolean {
  const asks = c.req.method === 'GET' && (c.req.header('Accept') ?? '').includes('text/html')
  return asks && !/^\/(api|export|jmap|render)\b|\/\.well-known\//.test(c.req.path)
}
