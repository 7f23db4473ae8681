import type { Account } from '../domain/account.ts'
import type { AlarmKind } from '../domain/alarm.ts'
import { retryAfter, type Tried } from '../domain/due.ts'
import { isDelegated, type MailServer } from '../domain/mail-server.ts'
import type { AccountId, Problem } from '../domain/point.ts'
import { heldDomains, noteFailure, noteSuccess } from './hold-domain.ts'
import type { DueLedger } from './start-due.ts'

interface AfterWorld {
  ledger: DueLedger & { account(id: AccountId): Promise<Account | null> }
  servers: ReadonlyMap<string, MailServer>
  now(): number
}

/** After a good run: what was wrong with the account or with its mail domain is over. */
export async function afterGoodRun(
  { ledger, now }: Pick<AfterWorld, 'ledger' | 'now'>,
  id: AccountId,
): Promise<void> {
  const account = await ledger.account(id)
  if (!account) return
  for (const alarm of await ledger.alarms())
    if (alarm.account === id && OURS.has(alarm.kind)) await ledger.clear(alarm, now())
  await noteSuccess(ledger, account.domain, now())
}

/**
 * After a run that failed, as the ledger has it: a password that is no longer right and a run whose retries of the first
 * hour failed too are told; and where it befell others as well, the whole domain is held back.
 */
export async function afterFailedRun({ ledger, servers, now }: AfterWorld, id: AccountId): Promise<void> {
  const account = await ledger.account(id)
  const tries = await ledger.tries(id, now() - FAILING)
  const code = tries[0]?.problem?.code
  if (!account || !code || code === 'interrupted') return
  const server = servers.get(account.domain)
  const delegated = server !== undefined && isDelegated(server)
  await noteFailure(ledger, { domain: account.domain, delegated }, code, now())
  const good = tries.findIndex(one => one.state === 'done')
  const failing = (good < 0 ? tries : tries.slice(0, good)).filter(one => !one.problem?.held)
  const raise = (kind: AlarmKind) =>
    ledger.raise({ kind, account: id, about: '', detail: { problem: code, failures: failing.length } }, now())
  if (account.state === 'needs-sign-in') await raise('sign-in-needed')
  // What befell everybody has an alarm of its own.
  else if (ELSEWHERE.has(code) || (await heldDomains(ledger)).has(account.domain)) return
  else if (code === 'login-refused' ? failing.length >= 3 : isHourly(failing)) await raise('run-failed')
}

function isHourly(failing: readonly Tried[]): boolean {
  const [newest] = failing
  const first = failing.at(-1)
  return !!newest && !!first && retryAfter(first.startedAt, newest.startedAt) === 3_600_000
}

const OURS: ReadonlySet<AlarmKind> = new Set(['run-failed', 'sign-in-needed'])
const ELSEWHERE: ReadonlySet<Problem['code']> = new Set(['key-missing', 'disk', 'budget-spent', 'throttled'])
const FAILING = 2 * 86_400_000
