import type { ExportWhat, ExportWish } from '../domain/export.ts'
import type { Run } from '../domain/point.ts'
import type { WayIn } from '../domain/way-in.ts'

/**
 * The JSON shapes that are not JMAP, types only; the page imports them. Times are milliseconds since 1970.
 *
 *   POST /api/sign-in   SignInRequest → SignInAnswer    401 sign-in-refused · 401 app-password-needed {domain} · 403 not-enrolled · 429 too-many-tries {seconds}
 *                                                       503 server-unreachable · 503 worker-not-running
 *   POST /api/sign-out  → 204
 *   GET  /api/me        → Me                            always 200, signed in or not
 *   GET  /api/access/links → OpenLinks                   403 no-right: for who gave the mail password
 *   POST /api/access/end {id} → 204                      403 no-right · 404 not-found
 *   GET  /jmap/events   event source: `state` (StateChange of RFC 8620 7.1, for RestorePoint, BackupRun, RestoreRequest), `ping`
 *   GET  /render/:point/:email/:part[?remote=1]  HTML; X-Remote-Pictures: how many pictures of the internet it names,
 *                                                X-Cut: 1 when parts of it were too much to show; the head of the document
 *                                                says both too (meta remote-pictures, cut), because a frame has no headers.
 *                                                &charset= (domain/charsets.ts) &theme=dark &print=1
 *   GET  /render/:point/:email/part/:id          a picture of it; :part and :id may lead into attached messages, "2_1-1"
 *   GET  /render/:point/:email/files/:name?parts=2,3_1   those parts as a ZIP
 *   POST /api/export    ExportRequest → ExportAnswer    403 sign-in-again · 404 not-found · 400 bad-request
 *   GET  /api/export/:ticket     → ExportProgress
 *   GET  /export/:ticket/:name   the octets: Content-Length of ZIP, tar and one EML, Range, ETag
 *   any error           → ErrorAnswer; below /jmap/ problem details (RFC 7807)
 */
export interface SignInRequest {
  address: string
  password: string
  /** the owner was told that the password is kept sealed for the nights, and agreed */
  consent?: boolean | undefined
}

/** 'consent': the password is right; ask the owner and post again with `consent: true`. */
export type SignInAnswer =
  | { state: 'signed-in'; me: SignedIn }
  | { state: 'consent'; address: string; host: string }

export type Me = SignedIn | { signedIn: false; version: string }

export interface SignedIn {
  signedIn: true
  version: string
  address: string
  /** IANA zone of the account: days are days there */
  zone: string
  /** id of the account; its JMAP control account is `control` */
  account: string
  control: string
  /** the newest restore point, null before the first */
  newest: { number: number; id: string; takenAt: number; localDay: string } | null
  /** the newest attempt to take one: shows the progress of the first */
  run: Run | null
  /** 'needs-sign-in': the kept password no longer works; signing in again mends it */
  state: 'active' | 'needs-sign-in'
  /** 'offline': while the mail server gave no answer, to read and to download; 'access': by an admin's one-time link, to read, to download and to ask an admin for a restore */
  how: WayIn
  /** when this session ends whatever happens, and after how much idle time it ends before */
  sessionEnds: number
  sessionIdle: number
  /** whom an owner of this domain may ask: a mail address, null where the configuration names none */
  contact: string | null
  /** may pictures of the internet be shown where the reader asks for it */
  remotePictures: boolean
}

/** Links of admins by which this account can be opened, or somebody is in now, newest first. */
export interface OpenLinks {
  links: OpenLink[]
}

export interface OpenLink {
  id: string
  /** name of the admin who gave it */
  by: string
  at: number
  until: number
  /** when somebody came in by it; null: nobody has */
  usedAt: number | null
}

export type { ExportWhat }

/** What is to be taken home; `title` is what its file is called, without the extension. */
export interface ExportRequest extends ExportWish {
  title?: string
}

export interface ExportAnswer {
  /** good for three days, for the same person */
  url: string
  name: string
  messages: number
  /** octets of the messages, and of the file; null where quoting makes it a little longer than they are */
  bytes: number
  size: number | null
  /** messages that are known to be damaged: they are left out and named in errors.txt */
  lost: number
}

/** How far the browser has taken a download since the server was started; `end` is null while it goes on. */
export interface ExportProgress {
  sent: number
  size: number | null
  end: 'done' | 'broken' | 'canceled' | null
  /** it was begun at least once */
  isBegun: boolean
}

export interface ErrorAnswer {
  error: {
    code: string
    /** English; the page translates by `code` */
    message: string
    params: Readonly<Record<string, string | number>>
    /** of a fault: what the log line is found by */
    id?: string
  }
}

/** The last four are for who may read /metrics too; everybody else sees the first three. */
export interface Health {
  /** 'degraded': nights are taken, but something is open. 'ill': backups are not being taken or cannot be read */
  status: 'ok' | 'degraded' | 'ill'
  /** has `work` said within the last two minutes that it is alive */
  work: 'alive' | 'silent'
  data: 'readable' | 'unreadable'
  ledger?: 'readable' | 'unreadable'
  accounts?: {
    /** by state */
    states: Readonly<Record<string, number>>
    /** without a good point for more than 24 hours */
    behind: number
    /** seconds since the newest good point of all, and of the account that has waited longest; null without any */
    newestAge: number | null
    oldestAge: number | null
  }
  /** open alarms by kind */
  alarms?: Readonly<Record<string, number>>
  lettersWaiting?: number
}
