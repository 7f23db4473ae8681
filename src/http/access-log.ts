import type { Guard, WebContext, WebEdges } from './web.ts'

/** One line a request: who, what, how it ended. The query is left out, and so are the page's own files. */
export function accessLog({ log, now }: Pick<WebEdges, 'log' | 'now'>): Guard {
  return async (c, next) => {
    const begun = now()
    await next()
    if (
      c.res.status === 200 &&
      !/^\/(api|export|jmap|render|\.well-known|at\/[^/]+\/\.well-known)/.test(c.req.path)
    )
      return
    log.info('request', {
      method: c.req.method,
      path: loggedPath(c),
      status: c.res.status,
      ms: now() - begun,
      ip: c.get('ip'),
      account: c.get('account')?.id,
    })
  }
}

/** The path as it may be written down: a download's last part is a name that comes from mail, a ticket opens one. */
export function loggedPath(c: WebContext): string {
  return c.req.path
    .replace(/^(\/jmap\/download\/[^/]*\/[^/]*|\/render\/[^/]*\/[^/]*\/files)\/.*/, '$1/…')
    .replace(/^((\/api)?\/export\/[^/]{1,6}).*/, '$1…')
}
