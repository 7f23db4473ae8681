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
    const visit = async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
      const page = await context.newPage()
      await page.goto(server.url)
      await signIn(page, world)
      await page.getByRole('link', { name: /^Inbox\b/ }).click()
      await page.locator('.row[data-index="0"]').waitFor()
      return page
    }
    // A server that somebody used since its last night: the first look over all days is kept.
    const first = await visit()
    await first.waitForLoadState('networkidle')
    await first.close()
    const last = world.points.length - 1
    // Not the neighbour, which the page asks for ahead: it must be had from the server in that moment.
    const far = await changeDays(
      await visit(),
      [0, 7, 3, 11, 5, 13, 9, 2].map(day => Math.min(day, last)),
    )
    const page = await visit()
    const steps = Array.from({ length: last }, (_, i) => last - 1 - i)
    const next = await changeDays(page, steps)
    const known = await changeDays(page, [...steps.toReversed().slice(1), last])
    const scrolled = await scroll(page)
    console.log(`days from the server: ${far.map(ms => ms.toFixed(0)).join(' ')} ms`)
    console.log(`one day further back: ${next.map(ms => ms.toFixed(0)).join(' ')} ms`)
    console.log(`days seen before: ${known.map(ms => ms.toFixed(0)).join(' ')} ms`)
    const frames = scrolled.intervals
    const late = frames.filter(ms => ms > 25).length / frames.length
    console.log(`scrolled over ${scrolled.rows} rows in ${frames.length} frames`)
    return [
      atMost('day change to painted list in Chromium: median', median(far), 150, 'ms'),
      atMost('day change to painted list in Chromium: slowest', Math.max(...far), 150, 'ms'),
      atMost('one day further back, asked for ahead: median', median(next), 150, 'ms'),
      atMost('one day further back, asked for ahead: p95', percentile(next, 0.95), 150, 'ms'),
      atMost('back to a day that was seen: median', median(known), 150, 'ms'),
      atLeast('scrolling a long folder: frames a second', 1000 / median(frames), 59, ''),
      atMost('scrolling a long folder: frames that came late', late * 100, 2, '%'),
    ]
  } finally {
    await browser.close()
  }
}

/** Milliseconds from each click on a day (0 is the oldest) until its rows are on the screen. */
async function changeDays(page: Page, days: readonly number[]): Promise<number[]> {
  const all: number[] = []
  for (const day of days) {
    // as a person who looks at a day before going on
    await page.waitForTimeout(400)
    all.push(await page.evaluate(timeDayChange, day))
  }
  return all
}

// Runs in the page. The links of the rows tell which day they are of.
async function timeDayChange(index: number): Promise<number> {
  const chip = document.querySelectorAll<HTMLElement>('#days a.chip')[index]
  const day = () =>
    document.querySelector('.row[data-index="0"] .row-subject')?.getAttribute('href')?.split('/')[2]
  const wanted = chip?.getAttribute('href')?.split('/')[2]
  if (!chip || wanted === undefined || day() === wanted) throw new Error('there is no other day')
  const begun = performance.now()
  chip.click()
  while (day() !== wanted) {
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
