/// <reference lib="dom" />
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Config } from '../../src/config.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main-serve.ts'
import { openWork } from '../../src/main-work.ts'
import { buildPage } from '../../web/build.ts'
import { startImapServer } from '../demo/imap-server.ts'
import { openMailbox } from '../demo/mailbox.ts'
import { writeStory } from '../demo/story.ts'
import { tell } from '../demo/tell.ts'
import { tempFolder } from '../world/temp.ts'
import { openBrowser, watch } from './page-world.ts'

const now = Date.UTC(2026, 10, 22, 8, 30)
const password = 'lamp-harbour'

/** Yestermail on the day it is installed: nobody is enrolled, whoever signs in may be. */
async function startNew() {
  const temp = await tempFolder('first')
  const story = writeStory({ now, zone: 'Europe/Rome' })
  const mailbox = openMailbox({ uidValidity: 1 })
  tell(mailbox, story.events).until(Number.POSITIVE_INFINITY)
  const imap = await startImapServer({ user: story.address, password, mailbox })
  const domain = story.address.split('@')[1] ?? ''
  const config: Config = {
    ...{ data: join(temp.path, 'data'), listen: { host: '127.0.0.1', port: 0 }, publicUrl: null },
    ...{ trustedProxies: [], tls: null, zone: 'Europe/Rome', keepDays: 15, accounts: [] },
    nightly: { at: '02:00', spreadMinutes: 0 },
    servers: new Map([
      [
        domain,
        {
          ...{ domain, host: '127.0.0.1', port: imap.port, security: 'none' },
          ...{ login: 'address', foldCase: true, enrol: 'sign-in' },
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

describe('the first sign-in', () => {
  let world: Awaited<ReturnType<typeof startNew>>
  let browser: Awaited<ReturnType<typeof openBrowser>>
  before(async () => {
    world = await startNew()
    browser = await openBrowser()
  })
  after(async () => {
    await browser.close()
    await world.stop()
  })

  it('asks before a password is kept, shows the first backup being taken, and opens the mailbox', async () => {
    const { page, wrongs } = await watch(await browser.newPage({ locale: 'en-GB' }))
    page.setDefaultTimeout(15_000)
    await page.goto(world.url)
    const enter = async () => {
      await page.getByLabel('Email address').fill(world.address)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Keep the password for the nights?' }).waitFor()
    }
    world.begin()
    await enter()
    await page.getByRole('button', { name: 'No, do not keep it' }).click()
    await page.getByText('Nothing was kept').waitFor()
    assert.equal((await world.work.ledger.accounts()).length, 0)
    assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '')

    await enter()
    await page.getByRole('button', { name: 'Agree and take the first backup' }).click()
    await page.getByRole('heading', { name: 'The first backup is being taken' }).waitFor()
    await page.locator('.row[data-index="0"]').waitFor({ timeout: 60_000 })
    assert.match(await page.locator('.chip[aria-current]').innerText(), /Sun 22 Nov/)
    assert.deepEqual(wrongs, [])
  })

  it('says so when the mail server does not answer, and does not blame the password', async () => {
    await world.imap.stop()
    const page = await browser.newPage({ locale: 'en-GB' })
    await page.goto(world.url)
    await page.getByLabel('Email address').fill(world.address)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Your mail server does not answer').waitFor({ timeout: 60_000 })
  })
})
