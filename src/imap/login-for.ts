import type { Login, MailServer } from '../domain/mail-server.ts'

/**
 * How to sign in for an address: through the server's master user when there is one (then no password of a person is
 * needed), else with the password given. Returns null when there is neither.
 */
export function loginFor(server: MailServer, address: string, password: string | null): Login | null {
  const user = loginName(server, address)
  if (password !== null) return { user, password }
  const master = server.master
  if (!master) return null
  if (master.form === 'authzid') return { user: master.user, password: master.password, authzid: user }
  return { user: `${user}${master.separator}${master.user}`, password: master.password }
}

/** What the server wants to be told as user name. */
export function loginName(server: MailServer, address: string): string {
  return server.login === 'local' ? address.slice(0, address.lastIndexOf('@')) : address
}
