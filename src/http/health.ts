import type { Figures } from '../domain/standing.ts'
import type { WebContext, WebEdges } from './web.ts'
import type { Health } from './wire.ts'

/** Silence of `work` after which it is taken for dead. */
const SILENCE = 2 * 60_000

/**
 * GET /health: 503 when backups are not being taken or cannot be read, else 200; also when something is open, because
 * a page that is taken out of service helps nobody who needs a backup. Everybody learns as much; who may read /metrics
 * learns how many accounts are behind and which kinds of alarms are open. Never an address.
 */
export async function getHealth(
  { ledger, now, dataReadable, figures }: Pick<WebEdges, 'ledger' | 'now' | 'dataReadable' | 'figures'>,
  mayReadAll: boolean,
  c: WebContext,
): Promise<Response> {
  const beat = await ledger.heartbeat().catch(() => 0)
  const work = now() - beat <= SILENCE ? 'alive' : 'silent'
  const data = (await dataReadable()) ? 'readable' : 'unreadable'
  const known = await figures()
  const isIll = work === 'silent' || data === 'unreadable' || !known
  const status = isIll ? 'ill' : isDegraded(known) ? 'degraded' : 'ok'
  const answer: Health = { status, work, data, ...(mayReadAll ? detailOf(known, now()) : {}) }
  return c.json(answer, isIll ? 503 : 200)
}

// What an owner has to do, or has lost, is no fault of the service.
function isDegraded({ alarms, without }: Figures): boolean {
  const behind = without.find(one => one.hours === 48)?.accounts ?? 0
  return behind > 0 || Object.keys(alarms).some(kind => kind !== 'mail-vanished' && kind !== 'sign-in-needed')
}

function detailOf(figures: Figures | null, now: number): Partial<Health> {
  if (!figures) return { ledger: 'unreadable' }
  const age = (at: number | null) => (at === null ? null : Math.round((now - at) / 1000))
  return {
    ledger: 'readable',
    accounts: {
      states: figures.accounts,
      behind: figures.without.find(one => one.hours === 24)?.accounts ?? 0,
      newestAge: age(figures.newestGood),
      oldestAge: age(figures.oldestGood),
    },
    alarms: figures.alarms,
    lettersWaiting: figures.letters,
  }
}
