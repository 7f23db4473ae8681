/**
 * A worker that verifies one account, heals what it finds and ends: what the faulty disk is put under. Argument: JSON of
 * Night. Says "left N" when N damages are left.
 */

import { checkedFiles } from '../../src/maildir/check-state.ts'
import { heal } from '../../src/proof/heal.ts'
import { verify } from '../../src/proof/verify.ts'
import { startWork } from '../world/yestermail.ts'
import type { Night } from './one-night.ts'

const night: Night = JSON.parse(process.argv[2] ?? '')
const world = await startWork({ port: night.port }, { now: night.now }, night.data)
const account = await world.ledger.account(night.account)
if (!account) throw new Error('no such account')
const points = await world.ledger.points(account.id)
await world.withLease(account.id, async () => {
  const { damages } = await verify(checkedFiles(world.layout, account.id), points)
  const left = await heal(world.healing(account), points, damages)
  process.stdout.write(`left ${left.length}\n`)
})
await world.stop()
