import type { WebContext, WebEdges } from './web.ts'
import type { Health } from './wire.ts'

/** Silence of `work` after which it is taken for dead. */
const SILENCE = 2 * 60_000

/** GET /health: 200 when all is well, 503 when backups are not being taken or cannot be read. Tells nothing else. */
export async function getHealth(
  { ledger, now, dataReadable }: Pick<WebEdges, 'ledger' | 'now' | 'dataReadable'>,
  c: WebContext,
): Promise<Response> {
  const beat = await ledger.heartbeat().catch(() => 0)
  const work = now() - beat <= SILENCE ? 'alive' : 'silent'
  const data = (await dataReadable()) ? 'readable' : 'unreadable'
  const status = work === 'alive' && data === 'readable' ? 'ok' : 'ill'
  return c.json({ status, work, data } satisfies Health, status === 'ok' ? 200 : 503)
}
