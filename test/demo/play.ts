import { once } from 'node:events'
import cliProgress from 'cli-progress'
import { localDay } from '../../src/domain/day.ts'
import { chosenPort } from './chosen-port.ts'
import { type Demo, type Night, startDemo } from './demo.ts'
import type { Arrived } from './postman.ts'

/** Where the demo is when nobody names a port; any other one when that is in use. */
const USUAL_PORT = 8025

/** `npm run demo`: starts it, says where it is and what to look for, and stays until Ctrl-C. Refusals of chosenPort. */
export async function playDemo(args: readonly string[]): Promise<void> {
  const port = (await chosenPort(args)) ?? USUAL_PORT
  const stopping = new AbortController()
  const { signal } = stopping
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort())
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const show = showNights(process.stdout, zone)
  const starting = startDemo({
    ...{ zone, port, quiet: false, admin: true, signal },
    onNight: show.night,
    onLetter: arrived => process.stdout.write(letterWords(arrived)),
  })
  const demo = await starting.catch(error => {
    if (!signal.aborted) throw error
  })
  show.end()
  if (!demo) return
  process.stdout.write(welcomeWords(demo))
  if (!signal.aborted) await once(signal, 'abort')
  process.stdout.write('\n  Stopping.\n')
  await demo.stop()
}

function welcomeWords({ url, address, password, invoice, admin }: Demo): string {
  const codes = admin?.codes.slice(0, 4) ?? []
  return `
  Yestermail is running.

    page       ${url}
    address    ${address}
    password   ${password}

  Your task: find the invoice that was deleted on ${invoice.weekday}, and request its restore.
  An admin decides about it, and that is you, too:

    panel      ${admin?.url}
    name       ${admin?.name}
    password   ${admin?.password}
    code       ${codes.join('\n               ')}
               (each is good once; elsewhere an app shows them)

  Confirmed, the invoice is back in the mailbox within seconds. Letters about it arrive in the
  demo's mailboxes and are named here. To read one, open its mailbox on the page and choose
  "Back up now": ${admin?.address} has the same password as ${address}.

  Ctrl-C ends it and leaves nothing behind.
`
}

function letterWords({ to, subject, link }: Arrived): string {
  return `\n  A letter to ${to}: ${subject}\n${link === null ? '' : `    ${link}\n`}`
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
