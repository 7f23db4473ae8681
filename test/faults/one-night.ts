/**
 * A worker that takes one point of one account and ends: what the faulty disk is put under. Argument: JSON of Night.
 * Says "sealed N" once the ledger has point N, or "failed CODE".
 */
import type { AccountId } from '../../src/domain/point.ts'
import { isRefusal } from '../../src/domain/refusal.ts'
import { startWork } from '../world/yestermail.ts'

export interface Night {
  /** of the mail server, on 127.0.0.1 */
  port: number
  data: string
  now: number
  account: AccountId
}

const night: Night = JSON.parse(process.argv[2] ?? '')
const world = await startWork({ port: night.port, plan: 'days-7' }, { now: night.now }, night.data)
try {
  const point = await world.backUp(night.account, 'nightly')
  process.stdout.write(`sealed ${point.number}\n`)
} catch (error) {
  process.stdout.write(`failed ${isRefusal(error) ? error.code : String(error)}\n`)
  process.exitCode = 1
}
await world.stop()
