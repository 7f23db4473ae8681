import type { Hono } from 'hono'
import { getAccesses, postAccess, postAccessEnd } from './access.ts'
import { getAccounts, postAccountAct, postAccounts, postRetry } from './admin-accounts.ts'
import {
  getAdminMe,
  getSessions,
  postAdminSignIn,
  postAdminSignOut,
  postPassword,
  postRevoke,
  postWelcome,
  postWelcomeCode,
} from './admin-entry.ts'
import { getAudit, getBilling, getDomains, getRuns, openStorage } from './admin-lists.ts'
import {
  getPoints,
  getRequest,
  getRequests,
  postRequestAct,
  postRestore,
  postRestoreFile,
} from './admin-requests.ts'
import { isAdmin, knowsAdmin, ledgerOf } from './admin-web.ts'
import { bodyLimit } from './body-limit.ts'
import { knowsSession, signedIn } from './guards.ts'
import type { Page } from './page.ts'
import type { Web, WebEdges, WebSettings } from './web.ts'

/** The admins' panel: every URL below /admin and /api/admin, and who may ask for it. Wire: admin-wire.ts. */
export function adminRoutes(app: Hono<Web>, edges: WebEdges, page: Page, settings: WebSettings): void {
  for (const path of ['/admin', '/admin/welcome', '/admin/:part{[a-z]+}', '/admin/requests/:id{[a-z0-9]+}'])
    app.get(path, page.panel)
  // Of an owner whose mailbox is gone: the page asks before the link is used up.
  app.get('/access', page.panel)

  const small = bodyLimit({ maxSize: 65_536 })
  app.post('/api/access', small, knowsSession(edges, settings), c => postAccess(edges, settings, c))
  app.get('/api/access/links', knowsSession(edges, settings), signedIn(), c => getAccesses(edges, c))
  app.post('/api/access/end', small, knowsSession(edges, settings), signedIn(), c => postAccessEnd(edges, c))

  const api = '/api/admin'
  const known = knowsAdmin(edges, settings)
  const any = isAdmin()
  const operator = isAdmin('operator')
  app.post(`${api}/sign-in`, small, known, c => postAdminSignIn(edges, settings, c))
  app.post(`${api}/sign-out`, small, known, c => postAdminSignOut(edges, settings, c))
  app.post(`${api}/welcome`, small, known, c => postWelcome(edges, c))
  app.post(`${api}/welcome/code`, small, known, c => postWelcomeCode(edges, settings, c))
  app.get(`${api}/me`, known, c => getAdminMe(edges, settings, c))
  app.get(`${api}/sessions`, known, any, c => getSessions(edges, c))
  app.post(`${api}/sessions/revoke`, small, known, any, c => postRevoke(edges, c))

  app.post(`${api}/password`, small, known, any, c => postPassword(edges, c))

  app.get(`${api}/requests`, known, any, c => getRequests(edges, c))
  app.get(`${api}/requests/:id`, known, any, c => getRequest(edges, c))
  app.post(`${api}/requests/:id/:act{confirm|reject|cancel|undo}`, small, known, any, c =>
    postRequestAct(edges, c),
  )
  app.get(`${api}/points`, known, any, c => getPoints(edges, c))
  app.post(`${api}/restores`, small, known, any, c => postRestore(edges, c))
  app.post(`${api}/restores/:id/file`, small, known, any, c => postRestoreFile(edges, c))

  app.get(`${api}/accounts`, known, any, c => getAccounts(edges, c))
  app.post(`${api}/accounts`, small, known, any, c => postAccounts(edges, c))
  app.post(
    `${api}/accounts/:id/:act{backup|pause|resume|release|keep|plan|remove|access-end|access}`,
    small,
    known,
    any,
    c => postAccountAct(edges, c),
  )
  app.get(`${api}/runs`, known, any, c => getRuns(edges, c))
  app.post(`${api}/runs/:id/retry`, small, known, any, c => postRetry(edges, c))

  app.get(`${api}/storage`, known, any, openStorage(edges))
  app.get(`${api}/domains`, known, any, c => getDomains(edges, c))
  app.get(`${api}/audit`, known, any, c => getAudit(edges, c))
  app.get(`${api}/audit/check`, known, operator, async c => c.json(await ledgerOf(edges.admin).checkAudit()))
  app.get(`${api}/billing.csv`, known, any, c => getBilling(edges, c))
}
