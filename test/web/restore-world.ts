/// <reference lib="dom" />
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { MailSettings } from '../../src/domain/mail-settings.ts'
import type { RestoreItem, RestorePlan, RestoreRequest, RestoreWish } from '../../src/domain/restore.ts'
import { DEFAULT_RESTORE } from '../../src/domain/restore-policy.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'
import { writeRestoreFile } from '../../src/sqlite/restore-file.ts'
import { buildPage } from '../../web/build.ts'
import { letter } from '../http/letters.ts'
import { startDovecot } from '../world/dovecot.ts'
import { overTls, startWork } from '../world/yestermail.ts'
import { openBrowser, watch } from './page-world.ts'

const password = 'anna-secret'
export const price = '10 € a restore'

/** A plan that found three messages missing and seven there; a test says what is otherwise. */
export function aPlan(more: Partial<RestorePlan> = {}): RestorePlan {
  return {
    ...{
      comparedAt: Date.now(),
      add: 3,
      bytes: 45_000,
      binned: 0,
      there: 7,
      moved: 0,
      movedTo: [],
      unknown: 0,
    },
    ...{ lost: 0, create: [], beside: null, folders: [], quota: null, refused: [], appendLimit: null },
    ...{ mark: '$Restored1', canUndo: true },
    ...more,
  }
}

type Seeded = Partial<Omit<RestoreRequest, 'id' | 'number' | 'account' | 'address' | 'wish' | 'point'>> & {
  wish?: Partial<RestoreWish>
  /** what became of each message */
  items?: readonly Partial<RestoreItem>[]
  worker?: string | null
}

/**
 * Yestermail before a real mail server, with an owner's mailbox that was backed up once, and a browser. Requests are
 * carried out by `keepRequests`; states that would take days are written into the ledger by `seed`.
 */
export async function startRestoreWorld({
  quota = '20M',
  capability,
}: {
  quota?: string
  capability?: string
} = {}) {
  const ends: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (let end = ends.pop(); end; end = ends.pop()) await end()
  }
  try {
    const dovecot = await startDovecot({
      users: { anna: password },
      quota,
      ...(capability ? { capability } : {}),
    })
    ends.push(dovecot.stop)
    for (const subject of ['invoice', 'lunch', 'harbour'])
      await dovecot.deliver('anna', 'INBOX', letter(subject), { flags: ['\\Seen', 'Urgent'] })
    for (const subject of ['oven', 'tiles'])
      await dovecot.deliver('anna', 'Projects/Kitchen', letter(subject))
    const restore = { policy: { ...DEFAULT_RESTORE, most: 50, price } }
    const work = await startWork(
      { ...overTls(dovecot), restore },
      {
        get now() {
          return Date.now()
        },
        set now(_) {},
      },
    )
    ends.push(work.stop)
    const account = await work.enrol('anna', password)
    await work.backUp(account, 'first')
    const stopping = new AbortController()
    const working = Promise.all([work.work(stopping.signal), work.keepRequests(stopping.signal)])
    ends.push(() => {
      stopping.abort()
      return working
    })
    const dist = join(work.folder, 'page')
    await buildPage({ dist })
    const clock = { ahead: 0 }
    const web = await serve({
      config: { ...work.config, mail: aMail },
      dist,
      now: () => Date.now() + clock.ahead,
      log: openLog({ level: 'silent' }),
    })
    ends.push(web.close)
    const browser = await openBrowser()
    ends.push(() => browser.close())
    let seeds = 0
    return {
      ...{ dovecot, work, account, clock, password, stop },
      /** A signed-in owner at that address of the page. */
      async visit(path: string, options: BrowserContextOptions = {}) {
        const context = await browser.newContext({
          ...{ timezoneId: 'Europe/Rome', bypassCSP: true, reducedMotion: 'reduce' },
          ...options,
        })
        context.setDefaultTimeout(30_000)
        const watched = await watch(await context.newPage())
        await watched.page.goto(web.url + path)
        await enter(watched.page)
        return watched
      },
      /** A request in the state that is told, as the steps to it would have left it. */
      async seed({
        items = [],
        wish = {},
        by = { kind: 'owner' },
        language = 'en',
        ...set
      }: Seeded): Promise<string> {
        const id = `q${createHash('sha256').update(String(seeds++)).digest('hex').slice(0, 24)}`
        const whole: RestoreWish = {
          ...{ what: [{ point: 1, only: null }], target: { kind: 'in-place' }, moved: false, binned: true },
          ...wish,
        }
        const madeAt = set.madeAt ?? Date.now()
        await work.ledger.addRequest({ id, account, wish: whole, points: [1], by, language, madeAt })
        const file = writeRestoreFile(work.layout.restore(account, id))
        file.add(items.map((one, i) => anItem({ n: i + 1, ...one })))
        await file.seal()
        const { state = 'waiting', madeAt: _, ...fields } = set
        await work.ledger.changeRequest({
          id,
          from: ['planning'],
          set: { plan: aPlan(), filedAt: madeAt, state, ...fields },
        })
        // somebody else's, who lives: nobody here takes it over
        if (set.worker) await work.ledger.beatRequest(id, set.worker, Date.now(), set.progress ?? null)
        return id
      },
      /** From now on an admin decides about requests. */
      async addAdmin() {
        const at = Date.now()
        await work.ledger.addAdmin(
          {
            ...{ name: 'ada', role: 'domain', domains: ['yester.example'], mail: null, language: 'en' },
            ...{ madeAt: at, linkHash: null, linkUntil: null },
          },
          { at, who: { kind: 'operator' }, act: 'admin.added', account: null, about: {} },
        )
      },
      /** Subjects that stand in a live folder. */
      async live(folder: string): Promise<string[]> {
        const imap = await dovecot.imap('anna')
        await imap.command(`EXAMINE "${folder}"`)
        const lines = await imap.command('FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])')
        await imap.command('UNSELECT')
        return (String(lines).match(/Subject: \w+/g) ?? []).map(line => line.slice(9)).sort()
      },
      /** Deletes the first messages of a live folder for good. */
      async remove(folder: string, range: string): Promise<void> {
        const imap = await dovecot.imap('anna')
        await imap.command(`SELECT "${folder}"`)
        await imap.command(`STORE ${range} +FLAGS.SILENT (\\Deleted)`)
        await imap.command('EXPUNGE')
        await imap.command('UNSELECT')
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

export type RestoreWorld = Awaited<ReturnType<typeof startRestoreWorld>>

/** Fills in the form at the door, in whatever language it is. */
async function enter(page: Page): Promise<void> {
  await page.locator('input[type="email"]').fill('anna@yester.example')
  await page.locator('#password').fill(password)
  await page.locator('button[type="submit"]').click()
  await page.locator('.row[data-index="0"]').waitFor()
}

// Nobody sends anything here: the page only says that a letter comes.
const aMail: MailSettings = {
  ...{ host: '127.0.0.1', port: 25, security: 'none', user: null, password: '' },
  ...{ from: 'yestermail@yester.example', operators: [], language: 'en', summaryAt: '08:00' },
}

function anItem(more: Partial<RestoreItem> & { n: number }): RestoreItem {
  return {
    ...{
      email: 'e',
      point: 1,
      folder: 'f1',
      path: 'INBOX',
      target: 'INBOX',
      sha: '0'.repeat(64),
      file: null,
    },
    ...{ size: 15_000, date: 1_790_000_000, flags: [], messageId: null, state: 'add', why: null, said: null },
    ...{ uid: null, uidValidity: null, addedFlags: null },
    ...more,
  }
}
