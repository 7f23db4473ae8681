import { setTimeout } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import type { Alarms } from '../domain/alarm.ts'
import { isDelegated, type MailServer } from '../domain/mail-server.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { keyIdOfBox, passwordPurpose, refreshTokenPurpose, seal } from '../formats/sealed-box.ts'
import { type ConnectOptions, connect } from '../imap/connect.ts'
import { loginFor, tokenLogin } from '../imap/login-for.ts'
import { type KeyRing, mendPublicKey, openKeyRing } from '../keys/keys.ts'
import { keyFiles } from '../maildir/key-files.ts'
import type { Layout } from '../maildir/layout.ts'
import { openTokens, type TokenWish } from '../oauth/tokens.ts'
import type { openLedger } from '../sqlite/ledger.ts'

/** How `work` signs in to mail servers: kept passwords and refresh tokens, the master user, OAuth 2. */
export interface Credentials {
  /** A signed-in connection to the mailbox of ADDRESS. Refusals of `connect`, and 'key-missing'. */
  signIn(
    server: MailServer,
    address: string,
    sealed: string | null,
    options?: Pick<ConnectOptions, 'signal'>,
  ): Promise<ImapFlow>
  /**
   * The same with the credential that may add mail, or for an undo take away again what was added: the operator's where
   * one is set, else the account's own. Opened for one request at a time. `plain`: no extension is enabled.
   * Refusal 'no-credential' where nothing may add mail.
   */
  signInToWrite(
    server: MailServer,
    address: string,
    sealed: string | null,
    wish: { undo: boolean; plain: boolean },
  ): Promise<ImapFlow>
  /** Signs in once with a refresh token that is not kept yet; resolves with the sealed box of the one to keep. */
  tried(server: MailServer, address: string, refreshToken: string): Promise<string>
  keys: KeyRing
  /** While a key is missing, looks every minute whether its file is back; until `signal` says stop. */
  watchKeys(signal: AbortSignal, onFault: (error: unknown) => void): Promise<void>
}

type Ledger = ReturnType<typeof openLedger>

/** Built once for the process that holds credentials; `mend` at its start, not for a glance. */
export async function openCredentials(
  { layout, ledger, now }: { layout: Layout; ledger: Ledger; now(): number },
  mend: boolean,
): Promise<Credentials> {
  const files = keyFiles(layout)
  const alarm = keyAlarm(ledger, now)
  const keys = openKeyRing(files, alarm.clear)
  const tokens = openTokens({ now })
  if (mend) {
    await mendPublicKey(files)
    await keys.ids()
  }

  async function opened(sealed: string, purpose: string): Promise<string> {
    try {
      return await keys.open(sealed, purpose)
    } catch (error) {
      if (isRefusal(error)) {
        await alarm.raise(String(error.params.key ?? ''))
        throw error
      }
      // Sealed for another use (the domain's settings changed since), or damaged: only a new sign-in mends it.
      throw new Refusal('login-refused', 'What is kept sealed for this account does not open.', {}, error)
    }
  }

  async function signInByPassword(
    server: MailServer,
    address: string,
    sealed: string | null,
    options: ConnectOptions = {},
  ) {
    const password = sealed && !server.master ? await opened(sealed, passwordPurpose(address)) : null
    const login = loginFor(server, address, password)
    if (login) return connect(server, login, options)
    throw new Refusal('login-refused', 'No password is kept for this account; its owner must sign in once.')
  }

  // Of a refresh token the newest: a reconnection must not use one that was replaced meanwhile.
  async function refreshTokenOf(address: string) {
    const account = await ledger.accountByAddress(address)
    const box = account && (await ledger.credential(account.id))
    if (!account || !box)
      throw new Refusal(
        'login-refused',
        `No refresh token is kept for this account; give one: yestermail account add ${address} --refresh-token-file FILE`,
      )
    const purpose = refreshTokenPurpose(address)
    return {
      refreshToken: await opened(box, purpose),
      async keep(next: string): Promise<void> {
        await ledger.replaceCredential(account.id, box, seal(await keys.publicKey(), next, purpose))
      },
    }
  }

  // A token may be withdrawn before its time: then once more with a new one.
  async function signInByToken(
    server: MailServer,
    wish: TokenWish,
    options: ConnectOptions = {},
  ): Promise<ImapFlow> {
    for (;;) {
      const { accessToken, fresh } = await tokens.token(wish)
      try {
        return await connect(server, tokenLogin(server, wish.address, accessToken), options)
      } catch (error) {
        const refused = isRefusal(error) && error.code === 'login-refused'
        if (!refused || !tokens.forget(accessToken) || fresh) throw error
      }
    }
  }

  async function signIn(
    server: MailServer,
    address: string,
    sealed: string | null,
    options: ConnectOptions = {},
  ): Promise<ImapFlow> {
    const { oauth } = server
    if (!oauth) return signInByPassword(server, address, sealed, options)
    const own =
      oauth.kind === 'refresh-token'
        ? await refreshTokenOf(address)
        : { refreshToken: null, keep: async () => {} }
    return signInByToken(server, { oauth, address, ...own }, options)
  }

  return {
    keys,
    async watchKeys(signal, onFault) {
      while (!signal.aborted) {
        await setTimeout(60_000, undefined, { signal }).catch(() => {})
        const missing = async () => (await ledger.alarms()).some(({ kind }) => kind === 'key-missing')
        if (await missing().catch(onFault)) await keys.ids().catch(onFault)
      }
    },
    signIn,
    async signInToWrite(server, address, sealed, { undo, plain }) {
      const { master, undoMaster } = server.restore ?? {}
      const writing = undo ? (undoMaster ?? master) : master
      if (!writing && isDelegated(server))
        throw new Refusal(
          'no-credential',
          `No credential may add mail: set domains.${server.domain}.restore.master.`,
        )
      if (!writing) return signIn(server, address, sealed, { plain })
      const { oauth: _, ...others } = server
      return signInByPassword({ ...others, master: writing }, address, null, { plain })
    },
    async tried(server, address, refreshToken) {
      if (!server.oauth) throw new Error('no OAuth 2 for this domain')
      let newest = refreshToken
      const keep = async (next: string) => {
        newest = next
      }
      const client = await signInByToken(server, { oauth: server.oauth, address, refreshToken, keep })
      await client.logout().catch(() => client.close())
      return seal(await keys.publicKey(), newest, refreshTokenPurpose(address))
    },
  }
}

// One alarm a key, however many accounts wait for it; counted and written at most once a minute.
function keyAlarm(ledger: Ledger, now: () => number) {
  const raised = new Map<string, number>()
  const about = (key: string) => ({ kind: 'key-missing' as const, account: null, about: key })
  const naming = async (key: string) =>
    (await ledger.sealedCredentials()).filter(({ credential }) => keyIdOfBox(credential) === key).length
  return {
    async raise(key: string): Promise<void> {
      if (now() - (raised.get(key) ?? Number.NEGATIVE_INFINITY) < 60_000) return
      raised.set(key, now())
      const alarm: Parameters<Alarms['raise']>[0] = {
        ...about(key),
        detail: { key, accounts: await naming(key) },
      }
      await ledger.raise(alarm, now())
    },
    async clear(here: Set<string>): Promise<void> {
      let back = false
      for (const alarm of await ledger.alarms())
        if (alarm.kind === 'key-missing' && (here.has(alarm.about) || (await naming(alarm.about)) === 0)) {
          raised.delete(alarm.about)
          await ledger.clear(about(alarm.about), now())
          back ||= here.has(alarm.about)
        }
      if (back) await goOn(ledger, now())
    },
  }
}

// What failed for want of the key was no failure of the accounts': they are tried now, not the next night.
async function goOn(ledger: Ledger, now: number): Promise<void> {
  for (const domain of new Set((await ledger.accounts()).map(account => account.domain)))
    await ledger.excuse(domain, 'key-missing', now - 2 * 86_400_000)
  await ledger.lookAgain(null)
}
