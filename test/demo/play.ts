import { once } from 'node:events'
import cliProgress from 'cli-progress'
import { localDay } from '../../src/domain/day.ts'
import type { Point } from '../../src/domain/point.ts'
import { startDemo } from './demo.ts'

/** `npm run demo`: starts it, says where it is and what to look for, and stays until Ctrl-C. */
export async function playDemo(): Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort())
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const show = showNights(process.stdout)
  const starting = startDemo({ zone, port: 8025, quiet: false, onNight: show.night, signal })
  const demo = await starting.catch(error => {
    if (!signal.aborted) throw error
  })
  show.end()
  if (!demo) return
  process.stdout.write(`
  Yestermail is running.

    page       ${demo.url}
    address    ${demo.address}
    password   ${demo.password}

  Your task: find the invoice that was deleted on ${demo.invoice.weekday}.

  Ctrl-C ends it and leaves nothing behind.
`)
  if (!signal.aborted) await once(signal, 'abort')
  process.stdout.write('\n  Stopping.\n')
  await demo.stop()
}

function showNights(out: NodeJS.WriteStream) {
  const day = (point: Point) => localDay(point.takenAt, point.zone)
  if (!out.isTTY) {
    return {
      night: (point: Point) => out.write(`Restore point of ${day(point)}: ${point.messages} messages\n`),
      end() {},
    }
  }
  const bar = new cliProgress.SingleBar({
    format: '  Ten nights of a mailbox [{bar}] {value}/{total} {day}',
    stream: out,
    hideCursor: true,
    barsize: 30,
    barCompleteChar: '=',
    barIncompleteChar: '-',
  })
  bar.start(10, 0, { day: '' })
  return {
    night: (point: Point, nights: number) => {
      bar.setTotal(nights)
      bar.increment({ day: day(point) })
    },
    end: () => bar.stop(),
  }
}
