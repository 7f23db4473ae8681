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
  /** a master user that can only read; then no password is kept */
  master?: MasterUser
}

export interface MasterUser {
  user: string
  password: string
  /** 'separator' signs in as user*master (Dovecot); 'authzid' as SASL PLAIN with authorization identity */
  form: 'separator' | 'authzid'
  separator: string
}

/** How one sign-in to the live server is done. `authzid` needs AUTH=PLAIN; without it everyone would get the master's own mail. */
export interface Login {
  user: string
  password: string
  authzid?: string
}
