import { isRefusal } from '../domain/refusal.ts'
import type { Guard, WebEdges } from './web.ts'

/** What this process has counted since it started; labels come from fixed lists, so there are few. */
export interface Counts {
  /** "route status" → requests */
  requests: ReadonlyMap<string, number>
  /** outcome → sign-ins */
  signIns: ReadonlyMap<string, number>
  counted: Guard
  signIn: WebEdges['signIn']
}

/** Counts requests and sign-ins on their way. */
export function countRequests(signIn: WebEdges['signIn']): Counts {
  const requests = new Map<string, number>()
  const signIns = new Map<string, number>(OUTCOMES.map(outcome => [outcome, 0]))
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  return {
    requests,
    signIns,
    async counted(c, next) {
      await next()
      add(requests, `${routeOf(c.req.path)} ${Math.floor(c.res.status / 100)}xx`)
    },
    async signIn(tried) {
      try {
        const done = await signIn(tried)
        add(signIns, done.state === 'consent' ? 'consent' : 'signed-in')
        return done
      } catch (error) {
        const code = isRefusal(error) ? error.code : 'fault'
        add(signIns, OUTCOMES.includes(code) ? code : 'other')
        throw error
      }
    },
  }
}

const OUTCOMES = [
  ...['signed-in', 'consent', 'sign-in-refused', 'not-enrolled', 'too-many-tries', 'server-unreachable'],
  ...['worker-not-running', 'fault', 'other'],
]

const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/sign-in$/, 'sign-in'],
  [/^(\/api)?\/export(\/|$)/, 'export'],
  [/^\/api\//, 'api'],
  [/^\/jmap\/download\//, 'download'],
  [/^\/jmap\/events$/, 'events'],
  [/^\/jmap\/|\/\.well-known\//, 'jmap'],
  [/^\/render\//, 'render'],
  [/^\/(health|metrics)$/, 'health'],
]

function routeOf(path: string): string {
  return ROUTES.find(([route]) => route.test(path))?.[1] ?? 'page'
}
