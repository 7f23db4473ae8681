import type { Language } from './language.ts'
import type { RestorePolicy } from './restore.ts'

/** Where a mail domain's mailboxes live and how to sign in there. Made by config.ts; the user never names a host. */
export interface MailServer {
  /** stable name in ledger and logs: the mail domain, lower case */
  domain: string
  host: string
  port: number
  /** 'none' only for loopback or when the operator wrote `insecure = true` */
  security: 'tls' | 'starttls' | 'none'
  /** PEM of a private certificate authority */
  ca?: string
  /** what the server wants as login: the whole address, or the part before the @ */
  login: 'address' | 'local'
  /** is "Anna@" the same mailbox as "anna@" */
  foldCase: boolean
  /** who is backed up: anybody of the domain who signs in, or only the accounts that were added */
  enrol: 'sign-in' | 'list'
  /** name of the plan of its accounts that have none of their own */
  plan: string
  /** of letters to its owners who chose none; else that of [mail] */
  language?: Language
  /** whom its owners may ask, named in letters to them */
  contact?: string
  /** pictures of the internet are shown to nobody, whoever asks */
  noPictures?: true
  /** milliseconds after a good sign-in for which the password is known again while the server gives no answer; left out: never */
  offlineSignIn?: number
  /** milliseconds after which an account that was closed is erased; left out: never */
  eraseClosedAfter?: number
  /** a master user that can only read; then no password is kept */
  master?: MasterUser
  /** sign in with OAuth 2 access tokens (RFC 6749) instead of passwords */
  oauth?: OAuth
  /** a program and its arguments that prints who is backed up, one address or login a line */
  enrolCommand?: readonly string[]
  /** octets an account may receive in a UTC day; left out: as many as there are */
  dailyBytes?: number
  /** octets a restore may send to an account in a UTC day; left out: as many as there are */
  dailyUploadBytes?: number
  /** putting mail back: who decides, and with what credential; left out: as in DEFAULT_RESTORE */
  restore?: RestoreSettings
}

export interface RestoreSettings {
  policy: RestorePolicy
  /** a master user that may add mail; opened only when a request is carried out */
  master?: MasterUser
  /** another that may also remove what was added; without it `master` undoes */
  undoMaster?: MasterUser
}

/** Does the operator's own credential open every mailbox, so that nothing of a person's is kept or asked for? */
export function isDelegated({ master, oauth }: Pick<MailServer, 'master' | 'oauth'>): boolean {
  return master !== undefined || (oauth !== undefined && oauth.kind !== 'refresh-token')
}

/** Is it people's own passwords that are kept, sealed, and used at night? */
export function keepsPasswords({ master, oauth }: Pick<MailServer, 'master' | 'oauth'>): boolean {
  return master === undefined && oauth === undefined
}

export interface MasterUser {
  user: string
  password: string
  /** 'separator' signs in as user*master (Dovecot); 'authzid' as SASL PLAIN with authorization identity */
  form: 'separator' | 'authzid'
  separator: string
}

/** Where access tokens come from. Secrets are '' in the process that faces the web. */
export type OAuth = {
  /** https, verified, no redirects */
  tokenUrl: string
  /** PEM of a private certificate authority of the token endpoint */
  ca?: string
  scope: string | null
} & (
  | { kind: 'client-credentials'; clientId: string; clientSecret: string }
  // One refresh token an account, sealed like a password.
  | { kind: 'refresh-token'; clientId: string; clientSecret: string | null }
  // A JWT signed by the service account that names the person as subject (RFC 7523), as with Google's domain-wide delegation.
  | { kind: 'service-account'; email: string; keyId: string | null; privateKey: string }
)

/**
 * How one sign-in to the live server is done. `authzid` needs AUTH=PLAIN; without it everyone would get the master's own
 * mail. `delegated`: the credential is the operator's, and so is its mending.
 */
export type Login = { user: string; delegated?: true } & (
  | { password: string; authzid?: string }
  | { accessToken: string }
)
