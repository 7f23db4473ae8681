import { type CanonicalAddress, canonicalAddress } from '../domain/address.ts'
import type { Ask } from '../domain/ask.ts'
import { type LoginThrottle, networkOf } from '../domain/login-throttle.ts'
import { isDelegated, keepsPasswords, type MailServer } from '../domain/mail-server.ts'
import { isRefusal, Refusal } from '../domain/refusal.ts'
import { passwordPurpose, seal } from '../formats/sealed-box.ts'
import type { Log } from '../log.ts'
import type { OfflineSignIn } from './offline-sign-in.ts'

/**
 * Who is this, by the live mail server's word. Canonical address, then the throttle, then the password is tried there;
 * what no server is asked about counts against its network alone, with the same text in the same time. Only who proved it learns whether the address is enrolled. A first sign-in on a domain that allows it enrols: at once
 * where a master user reads the mail, else after the owner agreed that the password is kept, sealed so that only `work`
 * can open it. The password is not kept here. Where the mail server gives no answer, offline-sign-in.ts may know it again.
 *
 * Refusals: 'sign-in-refused' (one text for wrong address and wrong password), 'app-password-needed' (the same where a domain uses OAuth 2), 'server-unreachable', 'not-enrolled',
 * 'too-many-tries' {seconds}, 'worker-not-running'.
 */
export async function signIn(world: SignInWorld, tried: Tried): Promise<SignedInAs> {
  const who = canonicalAddress(tried.address, world.servers)
  try {
    const found = await identify(world, tried, who)
    const server = who && world.servers.get(who.domain)
    if (server && found.state === 'signed-in' && found.how === 'password')
      await world.offline.said(server, found.account, found.address, tried.password)
    return found
  } catch (error) {
    // People type passwords into the wrong field: what is no address of ours is not written down.
    if (isRefusal(error))
      world.log.warn('sign-in refused', { code: error.code, address: who?.address, ip: tried.clientIp })
    throw error
  }
}

export interface Tried {
  address: string
  password: string
  consent: boolean
  clientIp: string
}

/** 'consent': the password is right, and the owner must agree before it is kept. */
export type SignedInAs =
  | { state: 'signed-in'; account: string; address: string; how: 'password' }
  /** the mail server gives no answer; `until`: milliseconds since 1970 */
  | { state: 'signed-in'; account: string; address: string; how: 'offline'; until: number }
  | { state: 'consent'; address: string; host: string }

/** What signing in asks of the outside. */
export interface SignInWorld {
  servers: ReadonlyMap<string, MailServer>
  /** canonical addresses the configuration names */
  accounts: readonly string[]
  throttle: LoginThrottle
  desk: {
    knowsNetwork(address: string, network: string): Promise<boolean>
    rememberNetwork(address: string, network: string, at: number): Promise<void>
    ask(ask: Ask): Promise<number>
  }
  ledger: {
    accountByAddress(address: string): Promise<{ id: string; hasCredential: boolean } | null>
    /** number of the newest ask that `work` took up */
    lastAsk(): Promise<number>
  }
  checkPassword(
    server: MailServer,
    address: string,
    password: string,
    clientIp: string,
  ): Promise<'ok' | 'wrong' | 'unreachable' | 'silent'>
  offline: OfflineSignIn
  /** PEM of the key passwords are sealed for; null before `work` ever ran */
  workPublicKey(): Promise<string | null>
  now(): number
  /** milliseconds */
  pause(ms: number): Promise<void>
  log: Log
  /** the time a refused address takes must not tell whether its domain has a server */
  wrongPasswordTook(ms: number): void
  asLongAsAWrongPassword(): Promise<void>
}

/** How long the mail server takes to say no, so that an address it is never asked about takes as long. */
export function wrongPasswordPace({ pause, random }: Pick<SignInWorld, 'pause'> & { random: () => number }) {
  // Dovecot waits two seconds before it says no.
  let usual = 2000
  return {
    wrongPasswordTook(ms: number): void {
      usual = Math.min(10_000, usual * 0.7 + ms * 0.3)
    },
    asLongAsAWrongPassword: () => pause(usual * (0.9 + random() * 0.2)),
  }
}

const PATIENCE = 10_000

async function identify(world: SignInWorld, tried: Tried, who: CanonicalAddress | null): Promise<SignedInAs> {
  const { servers, throttle, desk, ledger, now } = world
  const network = networkOf(tried.clientIp)
  const server = who && isPassword(tried.password) ? servers.get(who.domain) : undefined
  const address = who?.address ?? tried.address.slice(0, 254)
  const known = await desk.knowsNetwork(address, network)
  const admission = throttle.admit({ address: server ? address : null, network, known })
  if (!admission.ok) throw tooManyTries(admission.waitSeconds)
  if (!server) {
    await world.asLongAsAWrongPassword()
    throw refused()
  }
  const begun = now()
  const answer = await world.checkPassword(server, address, tried.password, tried.clientIp)
  if (answer === 'wrong') {
    await world.offline.denied(server, address, tried.password)
    world.wrongPasswordTook(now() - begun)
    throw server.oauth ? appPasswordNeeded(server) : refused()
  }
  admission.settle(answer === 'ok' ? 'right' : 'unanswered')
  if (answer === 'silent') {
    // An owner's own networks have a count of their own, so nobody locks an owner out from afar.
    const key = known ? `${address} ${network}` : address
    const found = await world.offline.silent(server, {
      ...{ key, isKnown: known, address },
      password: tried.password,
    })
    if (found) {
      await desk.ask({ kind: 'offline', account: found.account, at: now() })
      return { state: 'signed-in', how: 'offline', address, ...found }
    }
  }
  if (answer !== 'ok') throw unreachable(server)
  await desk.rememberNetwork(address, network, now())

  const account = await ledger.accountByAddress(address)
  if (!account && server.enrol === 'list' && !world.accounts.includes(address)) throw notEnrolled(address)
  const keeps = keepsPasswords(server)
  if (account && (!keeps || account.hasCredential)) {
    // The kept password may be an older one; `work` keeps the newer.
    if (keeps) await askEnrol(world, server, address, tried.password)
    return { state: 'signed-in', how: 'password', account: account.id, address }
  }
  // A refresh token comes from the operator; a password is none.
  if (!account && !keeps && !isDelegated(server)) throw notEnrolled(address)
  if (keeps && !tried.consent) return { state: 'consent', address, host: server.host }
  const ask = await askEnrol(world, server, address, keeps ? tried.password : null)
  return { state: 'signed-in', how: 'password', account: await enrolled(world, address, ask), address }
}

function isPassword(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may reach an IMAP command line (RFC 3501 9, quoted)
  return text.length > 0 && text.length <= 1000 && !/[\x00\r\n]/.test(text)
}

async function askEnrol(
  { desk, now, workPublicKey }: SignInWorld,
  server: MailServer,
  address: string,
  password: string | null,
): Promise<number> {
  let sealedPassword: string | null = null
  if (password !== null) {
    const key = await workPublicKey()
    if (key === null) throw notRunning()
    sealedPassword = seal(key, password, passwordPurpose(address))
  }
  return desk.ask({ kind: 'enrol', address, domain: server.domain, sealedPassword, at: now() })
}

// Until the ledger names the account: `work` is another process and looks at the desk every second or so.
async function enrolled({ ledger, now, pause }: SignInWorld, address: string, ask: number): Promise<string> {
  const until = now() + PATIENCE
  for (;;) {
    const account = (await ledger.lastAsk()) >= ask ? await ledger.accountByAddress(address) : null
    if (account) return account.id
    if (now() >= until) throw notRunning()
    await pause(200)
  }
}

function refused(): Refusal {
  return new Refusal('sign-in-refused', 'The address or the password is not right.')
}

// The same for right and wrong addresses: it says how the domain signs in, which is no secret.
function appPasswordNeeded({ domain }: MailServer): Refusal {
  return new Refusal(
    'app-password-needed',
    `The address or the password is not right. Programs sign in to the mail of ${domain} with OAuth 2, so the usual password may not do here: use an app password, if your provider or administrator gives you one.`,
    { domain },
  )
}

function tooManyTries(seconds: number): Refusal {
  return new Refusal(
    'too-many-tries',
    `There were too many wrong tries. Wait ${seconds} seconds, then try again.`,
    { seconds },
  )
}

function unreachable(server: MailServer): Refusal {
  return new Refusal(
    'server-unreachable',
    `The mail server ${server.host} does not answer, so the password cannot be checked. Try again in a few minutes.`,
    { host: server.host },
  )
}

function notEnrolled(address: string): Refusal {
  return new Refusal(
    'not-enrolled',
    `The password is right, but ${address} is not backed up here. Ask your administrator to add it.`,
    { address },
  )
}

function notRunning(): Refusal {
  return new Refusal(
    'worker-not-running',
    'The part of Yestermail that takes the backups is not running, so your account could not be set up. Tell your administrator, or start it with "yestermail work".',
  )
}
