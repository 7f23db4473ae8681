import { isDelegated, type Login, type MailServer } from '../domain/mail-server.ts'

/**
 * How to sign in for an address with a password: through the server's master user when there is one (then no password of
 * a person is needed), else with the password given. Returns null when there is neither.
 */
export function loginFor(server: MailServer, address: string, password: string | null): Login | null {
  const user = loginName(server, address)
  if (password !== null) return { user, password }
  const master = server.master
  if (!master) return null
  const delegated = { delegated: true, password: master.password } as const
  if (master.form === 'authzid') return { ...delegated, user: master.user, authzid: user }
  return { ...delegated, user: `${user}${master.separator}${master.user}` }
}

/** The same with an OAuth 2 access token. */
export function tokenLogin(server: MailServer, address: string, accessToken: string): Login {
  const user = loginName(server, address)
  return isDelegated(server) ? { user, accessToken, delegated: true } : { user, accessToken }
}

/** What the server wants to be told as user name. */
export function loginName(server: MailServer, address: string): string {
  return server.login === 'local' ? address.slice(0, address.lastIndexOf('@')) : address
}
