import type { RequestsWorld } from './requests-world.ts'

/** Files of requests that the ledger does not know: a worker that was killed had forgotten the row, and not yet the file. */
export async function sweepFiles({ ledger, restoring }: RequestsWorld): Promise<void> {
  // A row is there before its file, so one without a row has lost it.
  for await (const { account, id } of restoring.files())
    if ((await ledger.request(id)) === null) await restoring.forget(account, id)
}
