/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { openBrowser, signIn } from '../web/page-world.ts'
import { atLeast, atMost, type Figure, median, percentile } from './figures.ts'
import { benchWorld } from './world.ts'

/** In Chromium: from the click on another day to the painted list, and how a long folder scrolls. */
export async function benchPageSpeed({ small }: { small: boolean }): Promise<Figure[]> {
  const world = await benchWorld(small)
  await using server = await world.serve()
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(server.url)
    await signIn(page, world)
    await page.getByRole('link', { name: /^Inbox\b/ }).click()
    await page.locator('.row[data-index="0"]').waitFor()
    const fresh = await changeDays(page, -1, world.points.length - 1)
    const known = await changeDays(page, 1, world.points.length - 1)
    const scrolled = await scroll(page)
    console.log(`days never seen before: ${fresh.map(ms => ms.toFixed(0)).join(' ')} ms`)
    console.log(`days seen before: ${known.map(ms => ms.toFixed(0)).join(' ')} ms`)
    const frames = scrolled.intervals
    const late = frames.filter(ms => ms > 25).length / frames.length
    console.log(`scrolled over ${scrolled.rows} rows in ${frames.length} frames`)
    return [
      atMost('day change to painted list in Chromium: median', median(fresh), 150, 'ms'),
      atMost('day change to painted list in Chromium: p95', percentile(fresh, 0.95), 150, 'ms'),
      atMost('back to a day that was seen: median', median(known), 150, 'ms'),
      atLeast('scrolling a long folder: frames a second', 1000 / median(frames), 59, ''),
      atMost('scrolling a long folder: frames that came late', late * 100, 2, '%'),
    ]
  } finally {
    await browser.close()
  }
}

/** Milliseconds from each click on the neighbouring day until its rows are on the screen. */
async function changeDays(page: Page, by: -1 | 1, times: number): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    // as a person who looks at a day before going on
    await page.waitForTimeout(400)
    all.push(await page.evaluate(timeDayChange, by))
  }
  return all
}

// Runs in the page. The links of the rows tell which day they are of.
async function timeDayChange(by: -1 | 1): Promise<number> {
  const button = document.querySelectorAll<HTMLElement>('#days > .step')[by < 0 ? 0 : 1]
  const day = () =>
    document.querySelector('.row[data-index="0"] .row-subject')?.getAttribute('href')?.split('/')[2]
  const before = day()
  if (!button || before === undefined) throw new Error('there is no list, or no other day')
  const begun = performance.now()
  button.click()
  for (let now = day(); now === before || now === undefined; now = day()) {
    await new Promise(requestAnimationFrame)
    if (performance.now() - begun > 20_000) throw new Error('the other day was not drawn')
  }
  // the frame in which it was seen is painted before the next one begins
  await new Promise(requestAnimationFrame)
  return performance.now() - begun
}

/** The intervals of frames while a folder is scrolled through at some 7,000 pixels a second. */
async function scroll(page: Page): Promise<{ rows: number; intervals: number[] }> {
  return page.evaluate(async () => {
    const grid = document.querySelector<HTMLElement>('[role=grid]')
    if (!grid) throw new Error('there is no list')
    const scroller = grid.scrollHeight > grid.clientHeight ? grid : (grid.parentElement ?? grid)
    const intervals: number[] = []
    let last = await new Promise(requestAnimationFrame)
    for (let frame = 0; frame < 360; frame++) {
      scroller.scrollTop += 120
      const now = await new Promise(requestAnimationFrame)
      if (frame >= 20) intervals.push(now - last)
      last = now
    }
    return { rows: Number(grid.getAttribute('aria-rowcount')), intervals }
  })
}
