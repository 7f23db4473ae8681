import { once } from 'node:events'
import cliProgress from 'cli-progress'
import { localDay } from '../../src/domain/day.ts'
import { type Night, startDemo } from './demo.ts'

/** `npm run demo`: starts it, says where it is and what to look for, and stays until Ctrl-C. */
export async function playDemo(): Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort())
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const show = showNights(process.stdout, zone)
  const starting = startDemo({ zone, port: 8025, quiet: false, letters: true, onNight: show.night, signal })
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

  Your task: find the invoice that was deleted on ${demo.invoice.weekday}, and ask for its restore:
  it comes back into the demo's mailbox, and a notice of that arrives there.

  Ctrl-C ends it and leaves nothing behind.
`)
  if (!signal.aborted) await once(signal, 'abort')
  process.stdout.write('\n  Stopping.\n')
  await demo.stop()
}

function showNights(out: NodeJS.WriteStream, zone: string) {
  const day = (night: Night) => localDay(night.at, zone)
  if (!out.isTTY) {
    return {
      night: (night: Night) => out.write(`Night of ${day(night)}: ${outcome(night)}\n`),
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
    night: (night: Night) => {
      bar.setTotal(night.of)
      bar.increment({ day: day(night) })
    },
    end: () => bar.stop(),
  }
}

function outcome({ point }: Night): string {
  if (!point) return 'no restore point, the mail server was down'
  return `${point.messages} messages${point.status === 'partial' ? ', a folder could not be read' : ''}`
}
