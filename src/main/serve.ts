import { randomBytes } from 'node:crypto'
import { readFile, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { isLoopback } from '../config/domain.ts'
import { loginThrottle } from '../domain/login-throttle.ts'
import { keepsPasswords } from '../domain/mail-server.ts'
import { isRefusal } from '../domain/refusal.ts'
import { policyOf } from '../domain/restore-policy.ts'
import { webApp } from '../http/app.ts'
import { inTurn } from '../http/in-turn.ts'
import { listen } from '../http/listen.ts'
import { openPage } from '../http/page.ts'
import { openSessions } from '../http/sessions.ts'
import type { Disk, WebEdges, WebSettings } from '../http/web.ts'
import { checkPassword } from '../imap/check-password.ts'
import type { Log } from '../log.ts'
import { checkData, readInstallation } from '../maildir/data-folder.ts'
import { layout as layoutOf } from '../maildir/layout.ts'
import { pepperFrom } from '../maildir/pepper-file.ts'
import { forgetRemoved } from '../open/forget-removed.ts'
import { type SignInWorld, signIn, wrongPasswordPace } from '../open/login.ts'
import { offlineSignIn } from '../open/offline-sign-in.ts'
import { openDesk } from '../sqlite/desk.ts'
import { type LedgerReader, openLedgerReader } from '../sqlite/read-ledger.ts'
import { startExporting } from '../threads/exporting.ts'
import { startReading } from '../threads/reading.ts'
import { version } from './version.ts'

export interface ServeOptions {
  config: Config
  log: Log
  /** milliseconds since 1970 */
  now?: () => number
  /** folder of the built page */
  dist?: string
}

/**
 * The web server with every edge it needs, built once; resolves when it takes connections. Its `config` needs no
 * mail credential (see loadConfig about secrets), and it writes only desk.sqlite. Throws Refusals: 'data-missing',
 * 'data-unwritable', 'page-not-built', 'cannot-listen'.
 */
export async function serve({ config, log, now = Date.now, dist = DIST }: ServeOptions): Promise<Serving> {
  const layout = layoutOf(config.data)
  await checkData(layout, { writes: dirname(layout.desk) }).catch(error => {
    // What was backed up can be read on a full disk too.
    if (!isRefusal(error) || error.code !== 'disk-full') throw error
    log.warn('disk full', { folder: config.data })
  })
  const installation = await readInstallation(layout)
  const page = openPage(dist)
  const desk = openDesk(layout.desk)
  const ledger = openLazily(layout.ledger)
  const reading = startReading(config.data, {
    plans: config.plans,
    // Nothing else of a server goes to where mail is read.
    domains: new Map(
      [...config.servers].map(([domain, server]) => [
        domain,
        { plan: server.plan, restore: { ...policyOf(server, true), byMail: config.mail !== null } },
      ]),
    ),
    now,
    onFault: error => log.error('fault', { error }),
  })
  const exporting = startExporting(config.data)
  const sleep = (ms: number) => pause(ms)
  const turns = inTurn({ atOnce: 4, waiting: 32 })
  const spans = offlineSpans(config)
  const pepper = spans.size === 0 ? null : await pepperOr(layout.pepper, log)
  const world: SignInWorld = {
    servers: config.servers,
    accounts: config.accounts,
    throttle: loginThrottle({ now }),
    desk,
    ledger,
    checkPassword,
    offline: offlineSignIn({ desk, ledger, pepper, turn: () => turns(''), random: randomBytes, now }),
    workPublicKey: () => readFile(layout.publicKey, 'utf8').catch(() => null),
    now,
    pause: sleep,
    log,
    ...wrongPasswordPace({ pause: sleep, random: Math.random }),
  }
  const edges: WebEdges = {
    sessions: openSessions({ desk, access: ledger.access, now, random: randomBytes }),
    ledger: {
      ...ledger,
      // Where the operator's credential or a token opens the mailbox, no sign-in of the owner would mend it.
      async account(id) {
        const account = await ledger.account(id)
        const server = account && config.servers.get(account.domain)
        const mends = account?.state !== 'needs-sign-in' || !server || keepsPasswords(server)
        return account && !mends ? { ...account, state: 'active' } : account
      },
    },
    reading,
    exporting,
    tickets: desk,
    signIn: tried => signIn(world, tried),
    restoresAsked: async account => desk.restoresAsked(account, await ledger.lastAsk()),
    onDamaged: (account, sha) => {
      desk.ask({ kind: 'mend', account, sha, at: now() }).catch(error => log.error('fault', { error }))
    },
    log,
    now,
    dataReadable: async () => (await readInstallation(layout).catch(() => null)) === installation,
    figures: cachedFor(15_000, now, () => ledger.figures(now())),
    disk: () => diskOf(config.data).catch(() => null),
    admin: {
      ledger: ledger.reader,
      desk,
      throttle: loginThrottle({ now }),
      // Of their own: owners who all sign in at once keep no admin out.
      turn: () => turns('admins'),
      now,
      random: randomBytes,
      log,
      servers: config.servers,
      plans: config.plans,
      zone: config.zone,
    },
  }
  const forgetting = setInterval(() => forgetTakenAsks(ledger, desk, log), 2000).unref()
  const erase = forgetRemoved(ledger.reader, desk)
  const eraseRemoved = () => erase().catch(error => log.warn('removed accounts not forgotten', { error }))
  const erasing = setInterval(eraseRemoved, 2000).unref()
  const sweep = async () => {
    try {
      const closed = (await ledger.reader()?.accounts())?.filter(({ state }) => state === 'gone') ?? []
      const addresses = closed.map(({ address }) => address)
      await desk.sweepVerifiers(spans, now(), addresses)
    } catch (error) {
      log.warn('verifiers not forgotten', { error })
    }
  }
  const sweeping = setInterval(sweep, 3_600_000).unref()
  await sweep()
  await eraseRemoved()
  await forgetTakenAsks(ledger, desk, log)
  const close = async () => {
    clearInterval(forgetting)
    clearInterval(erasing)
    clearInterval(sweeping)
    await reading.close()
    await exporting.close()
    await desk.close()
    ledger.close()
  }
  try {
    const listening = await listen(webApp(edges, page, settingsOf(config)), {
      ...config.listen,
      tls: config.tls,
      log,
    })
    const url = config.publicUrl ?? listening.url
    log.info('serving', { url, data: config.data })
    return {
      url,
      port: listening.port,
      async close() {
        await listening.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

export interface Serving {
  /** where people reach it */
  url: string
  port: number
  close(): Promise<void>
}

const DIST = join(import.meta.dirname, '..', '..', 'web', 'dist')

function settingsOf(config: Config): WebSettings {
  const https = config.tls !== null || (config.publicUrl?.startsWith('https:') ?? false)
  return {
    version,
    https,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    metricsFrom: config.metricsFrom,
    contacts: new Map(
      [...config.servers].flatMap(([domain, { contact }]) => (contact ? [[domain, contact]] : [])),
    ),
    noPictures: new Set(
      [...config.servers].flatMap(([domain, { noPictures }]) => (noPictures ? [domain] : [])),
    ),
    onlyThroughProxy: https && config.tls === null && !isLoopback(config.listen.host),
  }
}

// Counting costs a few seeks an account, and whoever asks may ask often. A ledger that cannot be read is asked again.
function cachedFor<T>(ms: number, now: () => number, make: () => Promise<T | null>): () => Promise<T | null> {
  let at = Number.NEGATIVE_INFINITY
  let made: T | null = null
  return async () => {
    if (made === null || Math.abs(now() - at) >= ms) {
      made = await make().catch(() => null)
      at = now()
    }
    return made
  }
}

async function diskOf(folder: string): Promise<Disk> {
  const { bsize, blocks, bavail, files, ffree } = await statfs(folder)
  return { bytes: blocks * bsize, freeBytes: bavail * bsize, inodes: files, freeInodes: ffree }
}

// How long a password is known again where the mail server gives no answer, by mail domain.
function offlineSpans({ servers }: Config): Map<string, number> {
  return new Map([...servers].flatMap(([domain, { offlineSignIn: span }]) => (span ? [[domain, span]] : [])))
}

// What was backed up can be read without it.
function pepperOr(file: string, log: Log): Promise<Uint8Array | null> {
  return pepperFrom(file, randomBytes).catch(error => {
    log.warn('nobody can sign in while a mail server is down', { error })
    return null
  })
}

// Sealed passwords leave the desk when `work` has them. What fails now is tried again two seconds later.
async function forgetTakenAsks(
  ledger: Pick<LedgerReader, 'lastAsk'>,
  desk: { forgetAsksUpTo(id: number): Promise<void> },
  log: Log,
): Promise<void> {
  try {
    await desk.forgetAsksUpTo(await ledger.lastAsk())
  } catch (error) {
    log.warn('asks not forgotten', { error })
  }
}

/** A ledger that need not be there yet: `work` makes it, and the two may start in any order. Until then it is empty. */
function openLazily(file: string) {
  let open: ReturnType<typeof openLedgerReader> | undefined
  const reader = (): LedgerReader | null => {
    try {
      open ??= openLedgerReader(file)
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'no-ledger') throw error
    }
    return open ?? null
  }
  return {
    reader,
    account: async (id: string) => (await reader()?.account(id)) ?? null,
    accountByAddress: async (address: string) => (await reader()?.accountByAddress(address)) ?? null,
    points: async (id: string) => (await reader()?.points(id)) ?? [],
    runs: async (id: string, limit: number) => (await reader()?.runs(id, limit)) ?? [],
    requestsMark: async (id: string) => (await reader()?.requestsMark(id)) ?? '',
    lastAsk: async () => (await reader()?.lastAsk()) ?? 0,
    heartbeat: async () => (await reader()?.heartbeat()) ?? 0,
    access: async (hash: string) => (await reader()?.access(hash)) ?? null,
    accesses: async (id: string, now: number) => (await reader()?.accesses(id, now)) ?? [],
    figures: async (now: number) => (await reader()?.figures(now)) ?? null,
    close: () => open?.close(),
  }
}
