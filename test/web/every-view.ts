import type { Page } from 'playwright-core'
import type { Catalogue } from '../../web/i18n/en.ts'
import type { PageWorld } from './page-world.ts'

/**
 * Walks through every view and dialog there is, in the language of `words`, and calls `see` in each. The page stands
 * at the door.
 */
export async function everyView(
  page: Page,
  world: PageWorld,
  words: Catalogue,
  see: (name: string) => Promise<void>,
): Promise<void> {
  await page.locator('.which-day input').last().check()
  await see('the door')
  await page.locator('.which-day input').first().check()
  await page.locator('input[type="email"]').fill(world.address)
  await page.locator('#password').fill(world.password)
  await page.locator('button[type="submit"]').click()
  await page.locator('.row[data-index="0"]').waitFor()
  await see('the list')
  await lists(page, see)
  await reading(page, see)
  await dialogs(page, words, see)
  await timeViews(page, world, see)
}

async function lists(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.locator('.row[data-index="1"] .row-check').click()
  await page.locator('.list-foot button').last().click()
  await page.locator('[role="menu"]').waitFor()
  await see('something selected, and its actions')
  await page.keyboard.press('Escape')
}

async function reading(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.locator('.row[data-index]', { hasText: 'Fwd: Ceiling boxes' }).first().click()
  await page.locator('.files .file').first().waitFor()
  await page.keyboard.press('h')
  await page.locator('.headers').waitFor()
  await see('a message with attachment and headers')
  await page.locator('[popovertarget="message-menu"]').click()
  await see('the menu of a message')
  await page.locator('#message-menu .menu-item').nth(2).click()
  await page.locator('dialog[open] .long-text').waitFor()
  await see('the source of a message')
  await page.keyboard.press('Escape')
  await page.locator('[popovertarget="message-menu"]').click()
  await page.locator('#message-menu .menu-item[aria-pressed]').last().click()
  await page.locator('.charset').waitFor()
  await see('the choice of a charset')
  await page.locator('.file-open').first().click()
  await page.locator('.way-out').waitFor()
  await see('an attached message')
  await page.keyboard.press('u')
  await page.locator('.way-out').waitFor({ state: 'detached' })
  await page.locator('.row[data-index]', { hasText: 'Il Mattino del Golfo' }).first().click()
  await page.locator('.bar-note').first().waitFor()
  await see('a newsletter')
}

async function dialogs(page: Page, words: Catalogue, see: (name: string) => Promise<void>): Promise<void> {
  const look = async (name: string) => {
    await page.locator('dialog[open]').waitFor()
    await page.waitForFunction(() => document.querySelector('dialog[open] [aria-busy="true"]') === null)
    await see(name)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
  }
  await page.keyboard.press('?')
  await look('help')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await look('the calendar')
  await page.locator('.folder-gear button').click()
  await look('which folders are shown')
  await page.locator('.search-form [aria-haspopup="dialog"]').click()
  await look('the form of search')
  await page.locator('.banner .linklike').first().click()
  await look('what changed')
  await page.locator('.banner .linklike').nth(1).click()
  await look('a request for a restore')
  await page.locator('.chip.failed').click()
  await look('a failed day')
  await page.locator('.chip.partial').click()
  await page.locator('.banner.past').waitFor()
  await see('a day that is past and partial')
  await page.locator('.banner .linklike').last().click()
  await look('what a backup holds')
  await page.locator('.account').click()
  await see('the account menu')
  await page.keyboard.press('Escape')
  for (const item of ['backups', 'requests', 'backUpNow', 'settings', 'letters'] as const) {
    await page.locator('.account').click()
    await page.getByRole('button', { name: words.menu[item], exact: true }).click()
    if (item === 'backups') await page.locator('.all-backups summary').first().click()
    await look(item)
  }
  await page.locator('.account').click()
  await page.getByRole('button', { name: words.menu.backups, exact: true }).click()
  await page.locator('.all-backups li button').last().click()
  await page.locator('dialog.my-backups').waitFor({ state: 'detached' })
  await look('a download')
}

async function timeViews(page: Page, world: PageWorld, see: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${world.url}/at/p11/missing?days=all`)
  // the comparison with the mailbox, when it is here, makes the list anew
  await page.locator('.compared button').waitFor()
  await page.locator('.row[data-index="0"] .row-subject').click()
  await page.locator('.presence-note button').last().click()
  await page.locator('dialog[open]').waitFor()
  await see('the life line of a message that is missing')
  await page.keyboard.press('Escape')
  await see('what is missing now')
  await page.goto(`${world.url}/at/p11/search?q=invoice&days=all`)
  await page.locator('.row[data-index="0"]').waitFor()
  await see('what was found')
  await page.goto(`${world.url}/at/p11/search?q=zzzzzz`)
  await page.locator('.empty').first().waitFor()
  await see('nothing found')
  await page.goto(`${world.url}/nothing`)
  await page.locator('.alone .empty').waitFor()
  await see('a wrong address')
}
