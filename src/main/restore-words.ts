import { localDay, localTime } from '../domain/day.ts'
import type { RefusedWhy, RestorePlan, RestoreProgress, RestoreRequest } from '../domain/restore.ts'
import { size, table } from './terminal.ts'

const WHY: Record<RefusedWhy, string> = {
  'too-big': 'larger than the server takes',
  keywords: 'would come back without some of their keywords',
  'over-quota': 'do not fit into the quota',
  'read-only-folder': 'in folders that may not be written to',
}

/** A dry run for people: what would be added where, and what not. */
export function planInWords({ address, point }: RestoreRequest, plan: RestorePlan): string {
  const lines = [`${address}, backup #${point}, compared with the live mailbox just now:`]
  const count = (n: number, words: string) => {
    if (n > 0) lines.push(`  ${n.toLocaleString('en')} ${words}`)
  }
  lines.push(`  ${plan.add.toLocaleString('en')} messages would be added, ${size(plan.bytes)}`)
  count(plan.binned, 'still are in Trash or Junk')
  count(plan.there, 'are there already')
  count(plan.moved, `were only moved${plan.movedTo.length ? ` (to ${movedTo(plan)})` : ''}`)
  count(plan.unknown, 'are in folders that could not be read now; they are left alone')
  count(plan.lost, 'are damaged or lost here and cannot be added')
  for (const { why, count: n } of plan.refused) count(n, WHY[why])
  if (plan.create.length) lines.push(`  Folders that would be made: ${plan.create.join(', ')}`)
  if (plan.quota) lines.push(`  Quota: ${size(plan.quota.used)} of ${size(plan.quota.limit)} is used`)
  lines.push(
    plan.canUndo ? '  It can be undone.' : '  It cannot be undone by itself: the mail server has no UIDPLUS.',
  )
  const rows = plan.folders
    .filter(one => one.add > 0)
    .map(one => ['', one.from, '->', one.to, `${one.add} to add`, `${one.there} there`])
  return `${table(lines.map(line => [line]))}${table(rows)}`
}

function movedTo({ movedTo: places }: RestorePlan): string {
  return places.map(({ path, count }) => `${path}: ${count}`).join(', ')
}

/** Progress on a terminal: one line that changes; else one line each tenth. */
export function showRestoreProgress(out: NodeJS.WriteStream = process.stderr) {
  let shown = ''
  let tenth = 0
  return {
    update({ done, of, bytes }: RestoreProgress) {
      const text = `${done} of ${of} messages, ${size(bytes)}`
      if (text === shown) return
      const now = of ? Math.floor((10 * done) / of) : 0
      if (out.isTTY) out.write(`\r${text}\x1b[K`)
      else if (now > tenth) out.write(`${text}\n`)
      shown = text
      tenth = Math.max(tenth, now)
    },
    stop() {
      if (out.isTTY && shown) out.write('\r\x1b[K')
    },
  }
}

/** "2026-11-22 14:05" */
export function shortTime(at: number, zone: string): string {
  return `${localDay(at, zone)} ${localTime(at, zone).replace(/(..)(..)/, '$1:$2')}`
}
