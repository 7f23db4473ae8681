import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stop as stopBundler } from 'esbuild'
import type { Config } from '../../src/config/config.ts'
import { readyPlans } from '../../src/domain/plans.ts'
import type { Point } from '../../src/domain/point.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { passwordPurpose, seal } from '../../src/formats/sealed-box.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { keepPeopleTold } from '../../src/main/tell.ts'
import { openWork, type Work } from '../../src/main/work.ts'
import { buildPage } from '../../web/build.ts'
import { addDemoAdmin, type DemoAdmin } from './admin.ts'
import { startImapServer } from './imap-server.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'
import { type Arrived, demoMail, startPostman } from './postman.ts'
import { type Story, writeStory } from './story.ts'
import { tell } from './tell.ts'
import { makeHome } from './temporary-home.ts'

export interface DemoOptions {
  /** milliseconds since 1970; a clock that stands still makes everything, bytes included, the same each time */
  now?: () => number
  /** IANA zone of the mailbox's owner */
  zone?: string
  /** port on 127.0.0.1; another one is taken when it is in use. Without it any free one */
  port?: number
  /** an admin decides about restores and has a mailbox, too; what Yestermail writes arrives in the demo's mailboxes. Else it writes nothing and the owner decides */
  admin?: boolean
  /** told of each letter that arrived */
  onLetter?: (arrived: Arrived) => void
  /** says nothing, not even what goes wrong */
  quiet?: boolean
  /** to give up before the last night is there; the promise is then rejected, and nothing is left */
  signal?: AbortSignal
  /** told of each night when it is over */
  onNight?: (night: Night) => void
}

export interface Night {
  /** milliseconds since 1970 */
  at: number
  /** null: the mail server was down */
  point: Point | null
  /** how many nights there are */
  of: number
}

export interface Demo {
  url: string
  address: string
  password: string
  /** the message that the reader is asked to find; `deletedOn` is a day, "2026-11-19" */
  invoice: Story['invoice']
  story: Story
  /** the live mailbox: what is changed here, the next restore point sees */
  mailbox: Mailbox
  /** how to get into the panel; the mail address opens with the owner's password */
  admin: (DemoAdmin & { address: string; mailbox: Mailbox }) | null
  work: Work
  imap: Awaited<ReturnType<typeof startImapServer>>
  /** the temporary folder that holds everything */
  home: string
  stop(): Promise<void>
}

export const password = 'harbour-lamp'

/**
 * The whole of Yestermail on one made-up mailbox: an IMAP server, ten nights lived through by the real snapshotter with its
 * clock put back (on one the server was down, on one a folder could not be read), the web server, and the nights to come. Everything lies in a temporary folder that `stop` removes.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { now = Date.now, zone = 'Europe/Rome', port = 0, quiet = true, onNight = () => {} } = options
  const { onLetter = () => {} } = options
  const story = writeStory({ now: now(), zone })
  const mailbox = openMailbox({ uidValidity: Math.floor((story.events[0]?.at ?? 0) / 1000) })
  const { home, remove } = await makeHome()
  const ends: (() => Promise<unknown>)[] = [remove]
  const stop = async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end()
  }
  try {
    const dist = join(home, 'page')
    // esbuild leaves a process of its own behind, which must not outlive this one.
    const page = buildPage({ dist }).finally(stopBundler)
    ends.push(() => page.catch(() => {}))
    const mailboxes = new Map([[story.address, mailbox]])
    const adminsOwn = { address: adminAddress(story), mailbox: openMailbox({ uidValidity: 1 }) }
    if (options.admin) mailboxes.set(adminsOwn.address, adminsOwn.mailbox)
    const imap = await startImapServer(
      ...[...mailboxes].map(([user, mailbox]) => ({ user, password, mailbox })),
    )
    ends.push(imap.stop)
    const post = options.admin ? await startPostman(mailboxes, now, onLetter) : null
    if (post) ends.push(post.stop)
    const config = demoConfig({ home, story, imapPort: imap.port, smtpPort: post?.port ?? null })
    const log = openLog({ level: quiet ? 'silent' : 'warn' })
    const clock = { now }
    const past = await openWork({ config, log, now: () => clock.now(), create: true })
    await liveThrough({ work: past, mailbox, imap, clock, now, story }, onNight, options.signal).finally(
      past.close,
    )
    await page
    const web = await serve({ config: { ...config, listen: at(port) }, log, now, dist }).catch(error => {
      if (port === 0 || !isRefusal(error) || error.code !== 'cannot-listen') throw error
      return serve({ config, log, now, dist })
    })
    ends.push(web.close)
    // Only now is it known where letters can point to.
    const told = { ...config, publicUrl: web.url }
    const work = await openWork({ config: told, log, now, create: false })
    ends.push(work.close)
    const domain = domainOf(story)
    const admin = options.admin
      ? await addDemoAdmin(work, { domain, mail: adminsOwn.address, url: web.url, now })
      : null
    const stopped = new AbortController()
    const working = Promise.all([
      work.work(stopped.signal),
      work.keepRequests(stopped.signal),
      keepPeopleTold(work, told, log, stopped.signal),
    ])
    ends.push(() => {
      stopped.abort()
      return working
    })
    const { address, invoice } = story
    return {
      ...{ url: web.url, address, password, invoice, story, mailbox, work, imap, home, stop },
      admin: admin && { ...admin, ...adminsOwn },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

// The account is enrolled before the first night, and each night is taken as if it were that night.
async function liveThrough(
  world: Pick<Demo, 'work' | 'mailbox' | 'imap' | 'story'> & {
    clock: { now: () => number }
    now: () => number
  },
  onNight: (night: Night) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { work, mailbox, imap, clock, now, story } = world
  const { down, unreadable } = story.troubles
  const id = work.newId()
  await work.ledger.enrol({
    id,
    address: story.address,
    domain: domainOf(story),
    zone: story.zone,
    credential: seal(await readFile(work.layout.publicKey, 'utf8'), password, passwordPurpose(story.address)),
    createdAt: (story.nights[0] ?? 0) - 3_600_000,
  })
  const told = tell(mailbox, story.events)
  for (const [n, night] of story.nights.entries()) {
    signal?.throwIfAborted()
    told.until(night)
    const begun = now()
    clock.now = () => night + (now() - begun)
    imap.ills.down = n === down
    imap.ills.folder = n === unreadable.night ? unreadable.folder : null
    const point = await work.backUp(id, n === 0 ? 'first' : 'nightly').catch(error => {
      if (n === down && isRefusal(error) && error.code === 'server-unreachable') return null
      throw error
    })
    onNight({ at: night, point, of: story.nights.length })
  }
  Object.assign(imap.ills, { down: false, folder: null })
  told.until(Number.POSITIVE_INFINITY)
  clock.now = now
}

function demoConfig(given: {
  home: string
  story: Story
  imapPort: number
  smtpPort: number | null
}): Config {
  const { home, story, imapPort, smtpPort } = given
  const domain = domainOf(story)
  return {
    data: join(home, 'snapshots'),
    listen: at(0),
    publicUrl: null,
    trustedProxies: [],
    mail: smtpPort === null ? null : demoMail(domain, smtpPort),
    alarmAfterDays: 3,
    metricsFrom: [],
    logLevel: 'info',
    tls: null,
    zone: story.zone,
    plans: readyPlans({ at: story.nightly, spreadMinutes: 0 }),
    runsAtOnce: 4,
    limits: { runMinutes: 360, minFree: 1 << 20 },
    servers: new Map([
      [
        domain,
        {
          ...{ domain, host: '127.0.0.1', port: imapPort, security: 'none' },
          // Whoever opens the admin's mailbox sees how a first backup comes about.
          ...{ login: 'address', foldCase: true, plan: 'days-15', enrol: 'sign-in' },
          contact: adminAddress(story),
        },
      ],
    ]),
    accounts: [story.address],
  }
}

function at(port: number): Config['listen'] {
  return { host: '127.0.0.1', port }
}

function adminAddress(story: Story): string {
  return `help@${domainOf(story)}`
}

function domainOf(story: Story): string {
  return story.address.slice(story.address.indexOf('@') + 1)
}
