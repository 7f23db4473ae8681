import { join } from 'node:path'
import type { Config } from '../../src/config/config.ts'
import { readyPlans } from '../../src/domain/plans.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { openWork } from '../../src/main/work.ts'
import { buildPage } from '../../web/build.ts'
import { startImapServer } from '../demo/imap-server.ts'
import { openMailbox } from '../demo/mailbox.ts'
import { writeStory } from '../demo/story.ts'
import { tell } from '../demo/tell.ts'
import { tempFolder } from '../world/temp.ts'

const now = Date.UTC(2026, 10, 22, 8, 30)
const password = 'lamp-harbour'

/** Yestermail on the day it is installed: nobody is enrolled, whoever signs in may be. */
export async function startNewWorld() {
  const temp = await tempFolder('first')
  const story = writeStory({ now, zone: 'Europe/Rome' })
  const mailbox = openMailbox({ uidValidity: 1 })
  tell(mailbox, story.events).until(Number.POSITIVE_INFINITY)
  const imap = await startImapServer({ user: story.address, password, mailbox })
  const domain = story.address.split('@')[1] ?? ''
  const config: Config = {
    ...{ data: join(temp.path, 'data'), listen: { host: '127.0.0.1', port: 0 }, publicUrl: null },
    ...{ trustedProxies: [], tls: null, zone: 'Europe/Rome', accounts: [] },
    mail: null,
    alarmAfterDays: 3,
    metricsFrom: [],
    logLevel: 'info',
    runsAtOnce: 4,
    limits: { runMinutes: 360, minFree: 1 << 20 },
    plans: readyPlans({ at: '02:00', spreadMinutes: 0 }),
    servers: new Map([
      [
        domain,
        {
          ...{ domain, host: '127.0.0.1', port: imap.port, security: 'none' },
          ...{ login: 'address', foldCase: true, plan: 'days-15', enrol: 'sign-in' },
        },
      ],
    ]),
  }
  const log = openLog({ level: 'silent' })
  const dist = join(temp.path, 'page')
  await buildPage({ dist })
  const work = await openWork({ config, log, now: () => now, create: true })
  const web = await serve({ config, log, now: () => now, dist })
  const stopping = new AbortController()
  let working: Promise<unknown> = Promise.resolve()
  return {
    url: web.url,
    address: story.address,
    password,
    imap,
    work,
    /** from now on asks are taken */
    begin: () => {
      working = work.work(stopping.signal)
    },
    async stop() {
      stopping.abort()
      await working
      await web.close()
      await work.close()
      await imap.stop()
      await temp.remove()
    },
  }
}
