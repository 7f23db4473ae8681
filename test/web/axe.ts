/// <reference lib="dom" />
import assert from 'node:assert/strict'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe calls serious or critical; lesser remarks are printed by axe itself when asked. */
export async function examine(page: Page, view: string, runOnly: string[]): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const found = await page.evaluate(async runOnly => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{
          violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
        }>
      }
    }
    // Written mail is not ours to judge.
    const { violations } = await axe.run({ exclude: [['.paper iframe']] }, { runOnly, iframes: false })
    return violations
      .filter(one => one.impact === 'serious' || one.impact === 'critical')
      .map(
        one =>
          `${one.id}: ${one.nodes
            .slice(0, 3)
            .map(node => `${node.html.slice(0, 200)} ${node.failureSummary}`)
            .join('\n')}`,
      )
  }, runOnly)
  assert.deepEqual(found, [], view)
}
