import { createHash } from 'node:crypto'
import type { Access } from '../domain/admin.ts'
import type { AccountId } from '../domain/point.ts'
import type { WayIn } from '../domain/way-in.ts'

/**
 * Sessions: a random token in a cookie ↔ whose it is, until when. The desk holds only the token's SHA-256: whoever reads
 * the desk cannot sign in (256 random bits need no slow hash).
 */
export function openSessions({ desk, access, now, random }: SessionWorld) {
  return {
    idle: IDLE,
    /** The token for the cookie. It is over at `ends`, if that is said, and after twelve hours at the latest. */
    async begin(who: {
      account: AccountId
      address: string
      ip: string
      agent: string
      how: WayIn
      ends?: number
      /** by an admin's link: the SHA-256 of its token, hexadecimal */
      access?: string
    }): Promise<{ token: string; ends: number }> {
      const at = now()
      await desk.sweepSessions(at, at - IDLE)
      const token = Buffer.from(random(32)).toString('base64url')
      const ends = Math.min(who.ends ?? Number.POSITIVE_INFINITY, at + ABSOLUTE)
      const { access: by = null } = who
      const agent = who.agent.slice(0, 200)
      await desk.addSession({ ...who, access: by, ends, agent, hash: hashOf(token), at })
      return { token, ends }
    },
    /** The session of a token, or null. `active` says that the person did something, which puts off the idle end. */
    async find(token: string, { active }: { active: boolean }): Promise<OpenSession | null> {
      if (!/^[\w-]{43}$/.test(token)) return null
      const hash = hashOf(token)
      const session = await desk.session(hash)
      const at = now()
      if (!session || session.ends <= at || session.used + IDLE <= at) return null
      // By a link that was withdrawn nobody is in any more, whoever withdrew it.
      const link = session.how === 'access' ? await access(session.access ?? '') : null
      if (session.how === 'access' && !link) return null
      // One write a minute is enough for an end that is half an hour away.
      if (active && at - session.used >= 60_000) await desk.touchSession(hash, at)
      const { account, created, ends, how } = session
      return { account, began: created, ends, how, link, token, key: hash.toString('hex') }
    },
    end: (token: string) => desk.endSession(hashOf(token)),
  }
}

export type Sessions = ReturnType<typeof openSessions>

export interface OpenSession {
  account: AccountId
  /** milliseconds since 1970: when it was begun, and when it is over whatever happens */
  began: number
  ends: number
  how: WayIn
  /** the link that somebody came in by, and who gave it; null with a password */
  link: Pick<Access, 'hash' | 'by' | 'until'> | null
  token: string
  /** names the session in memory, without the token */
  key: string
}

export interface SessionWorld {
  desk: {
    addSession(session: StoredSession & { at: number }): Promise<void>
    session(hash: Uint8Array): Promise<(StoredSession & { created: number; used: number }) | null>
    touchSession(hash: Uint8Array, at: number): Promise<void>
    endSession(hash: Uint8Array): Promise<void>
    sweepSessions(now: number, idleSince: number): Promise<void>
  }
  /** a link by the hash of its token; null when it was withdrawn, or is none */
  access(hash: string): Promise<Access | null>
  now(): number
  random(bytes: number): Uint8Array
}

interface StoredSession {
  hash: Uint8Array
  account: AccountId
  address: string
  ends: number
  ip: string
  agent: string
  how: WayIn
  access: string | null
}

const IDLE = 30 * 60_000
const ABSOLUTE = 12 * 3_600_000

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
