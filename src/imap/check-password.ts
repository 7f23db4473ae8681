import type { MailServer } from '../domain/mail-server.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { connect } from './connect.ts'
import { loginFor } from './login-for.ts'

/**
 * Is this the live password? 'silent' when nobody was there to be asked: no connection, no TLS, no greeting. 'unreachable'
 * when the server is there and says neither yes nor no: who guesses can make a server slow, or weary of them, but not
 * silent. `onUnreachable` is told why, for the operator. Never throws for either; always signs out.
 */
export async function checkPassword(
  server: MailServer,
  address: string,
  password: string,
  clientIp: string,
  onUnreachable: (why: Refusal) => void = () => {},
): Promise<'ok' | 'wrong' | 'unreachable' | 'silent'> {
  const login = loginFor(server, address, password)
  if (!login) return 'wrong'
  let isThere = false
  try {
    const client = await connect(server, login, {
      clientIp,
      timeout: 10_000,
      silence: 10_000,
      deadline: 20_000,
      onAnswer: () => {
        isThere = true
      },
    })
    await client.logout().catch(() => client.close())
    return 'ok'
  } catch (error) {
    if (!isRefusal(error)) throw error
    // Where people sign in by OAuth 2 no password opens a mailbox, right or not.
    if (error.code === 'no-password-sign-in' && server.oauth) return 'wrong'
    if (error.code === 'login-refused') return 'wrong'
    onUnreachable(error)
    return isThere ? 'unreachable' : 'silent'
  }
}
