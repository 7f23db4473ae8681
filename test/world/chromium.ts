import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { findProgram } from './debian.ts'

/**
 * Debian's Chromium without a window. It resolves no name: a page that asks another host for anything fails at once
 * and in the test's sight. `colorScheme`, size and the like belong to the contexts a test makes.
 */
export async function startChromium(): Promise<Browser & AsyncDisposable> {
  const executablePath = findProgram('chromium')
  if (!executablePath) throw new Error('Chromium is not installed: run the tests with npm test')
  return await chromium.launch({
    executablePath,
    // as root Chromium starts without its sandbox or not at all; everything it opens here is ours, on loopback
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      ...['--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none', '--lang=en-GB'],
    ],
  })
}
