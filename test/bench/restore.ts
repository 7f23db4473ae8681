import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RestoreItem } from '../../src/domain/restore.ts'
import { writeRestoreFile } from '../../src/sqlite/restore-file.ts'
import { startDovecot } from '../world/dovecot.ts'
import { findPlainUser } from '../world/plain-user.ts'
import { tempFolder } from '../world/temp.ts'
import { atLeast, atMost, type Figure, median } from './figures.ts'
import { makeMailbox, wholeMailbox } from './make-mailbox.ts'
import { timedCommand } from './timed-command.ts'

/** 10,000 messages put back, from the file of the request to the last one read back, beside bare APPENDs in a row. */
export async function benchRestore({ small, rounds }: { small: boolean; rounds: number }): Promise<Figure[]> {
  await using temp = await tempFolder('bench-restore')
  await using dovecot = await startDovecot({ users: { anna: 'secret' }, fast: true })
  const shape = { ...wholeMailbox, messages: small ? 2000 : 10_000, meanKb: 20, medianKb: 6, maxKb: 4096 }
  makeMailbox(temp.path, findPlainUser(), { ...shape, folders: [['', 1]] })
  const messages = join(temp.path, 'cur')
  const here = (name: string) => join(import.meta.dirname, name)
  const bare: number[] = []
  const ours: number[] = []
  let peak = 0
  for (let round = 0; round < Math.min(3, rounds); round++) {
    const port = String(dovecot.port)
    const peer = await timedCommand([
      process.execPath,
      here('bare-append.ts'),
      port,
      messages,
      `Bare${round}`,
    ])
    bare.push(JSON.parse(peer.stdout).seconds)
    const file = join(temp.path, `${round}.sqlite`)
    await writeRequest(file, messages, `Ours${round}`)
    // as the worker is run (src/with-node-24.mjs)
    const node = [process.execPath, '--max-semi-space-size=4']
    const command = [...node, here('one-restore.ts'), port, file, messages, `Ours${round}`]
    const run = await timedCommand(command, { MALLOC_ARENA_MAX: '1' })
    ours.push(JSON.parse(run.stdout).seconds)
    peak = Math.max(peak, run.peakBytes)
  }
  const show = (seconds: number[]) => seconds.map(one => one.toFixed(2)).join(', ')
  console.log(`restore: bare APPEND ${show(bare)} s; ours, read back too, ${show(ours)} s`)
  return [
    atLeast('restore 10,000: beside bare APPENDs in a row', median(bare) / median(ours), 0.7, 'x'),
    atMost('restore 10,000: memory', peak / 1e6, 200, 'MB'),
  ]
}

async function writeRequest(file: string, messages: string, target: string): Promise<void> {
  const items = readdirSync(messages).map((name, at): RestoreItem => {
    const bytes = readFileSync(join(messages, name))
    const messageId = /^Message-ID: <([^>]*)>/im.exec(bytes.toString('latin1', 0, 4096))?.[1] ?? null
    return {
      ...{ n: at + 1, email: `e${at}`, point: 142, folder: 'f1', path: target, target, messageId },
      ...{ sha: hash('sha256', bytes, 'hex'), file: name, size: bytes.length, date: 1_709_287_200 },
      ...{ flags: ['\\Seen'], state: 'add', why: null, said: null },
      ...{ uid: null, uidValidity: null, addedFlags: null },
    }
  })
  const fresh = writeRestoreFile(file)
  fresh.add(items)
  await fresh.seal()
}
