import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../src/config/config.ts'
import type { MailServer } from '../../src/domain/mail-server.ts'
import { readyPlans } from '../../src/domain/plans.ts'
import { passwordPurpose, seal } from '../../src/formats/sealed-box.ts'
import type { LimitSettings } from '../../src/limits/run-limits.ts'
import { openLog } from '../../src/log.ts'
import { openWork } from '../../src/main/work.ts'
import type { Dovecot } from './dovecot.ts'
import { tempFolder } from './temp.ts'

export const domain = 'yester.example'

/** Yestermail's worker on a temporary data folder, with a clock of the test's own. */
export async function startWork(
  server: Partial<MailServer> & { port: number },
  clock: { now: number },
  data?: string,
  limits: Partial<LimitSettings> = {},
) {
  const temp = await tempFolder('yestermail')
  const config: Config = {
    data: data ?? join(temp.path, 'data'),
    listen: { host: '127.0.0.1', port: 0 },
    publicUrl: null,
    trustedProxies: [],
    mail: null,
    alarmAfterDays: 3,
    metricsFrom: [],
    logLevel: 'info',
    tls: null,
    zone: 'Europe/Rome',
    plans: readyPlans({ at: '00:00', spreadMinutes: 0 }),
    runsAtOnce: 4,
    limits: { runMinutes: 360, minFree: 1 << 20 },
    servers: new Map([[domain, mailServer(server)]]),
    accounts: [],
  }
  const caFile = join(temp.path, 'ca.pem')
  await writeFile(caFile, server.ca ?? '')
  const work = await openWork({
    config,
    log: openLog({ level: 'silent' }),
    now: () => clock.now,
    create: true,
    limits,
  })
  return {
    ...work,
    config,
    folder: temp.path,
    /** the server's authority as a file, for a child process */
    caFile,
    /** Enrols ADDRESS with its mail password; resolves with the account's id. */
    async enrol(local: string, password: string): Promise<string> {
      const address = `${local}@${domain}`
      const key = await readFile(work.layout.publicKey, 'utf8')
      const credential = seal(key, password, passwordPurpose(address))
      return work.ledger.enrol({
        id: work.newId(),
        address,
        domain,
        zone: config.zone,
        credential,
        createdAt: clock.now,
      })
    },
    async stop(): Promise<void> {
      await work.close()
      await temp.remove()
    },
  }
}

export type World = Awaited<ReturnType<typeof startWork>>

/** How Yestermail is told of a Dovecot of the test world. */
export function mailServer(server: Partial<MailServer> & { port: number }): MailServer {
  return {
    domain,
    host: '127.0.0.1',
    security: 'none',
    login: 'local',
    foldCase: true,
    plan: 'days-15',
    enrol: 'sign-in',
    ...server,
  }
}

/** The same, over TLS with the world's own authority. */
export function overTls(dovecot: Dovecot): Partial<MailServer> & { port: number } {
  return { port: dovecot.tlsPort, security: 'tls', ca: dovecot.ca }
}
