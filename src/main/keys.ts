import { setTimeout } from 'node:timers/promises'
import { keyId, keyIdOfBox, newKeyPair } from '../formats/sealed-box.ts'
import { idOf } from '../keys/keys.ts'
import { rotateKeys } from '../keys/rotate.ts'
import { openLog } from '../log.ts'
import { keyFiles } from '../maildir/key-files.ts'
import { configOf } from './commands.ts'
import { table } from './terminal.ts'
import { openWork, type Work } from './work.ts'

/** `yestermail key list`: the keys, and which accounts need one that is not there. Exit code 1 when some do. */
export async function listKeys(_: string[], options: Record<string, unknown>): Promise<number> {
  return withWork(options, async work => {
    const files = keyFiles(work.layout)
    const publicKey = await files.publicKey()
    const present = publicKey === null ? null : keyId(publicKey)
    const places = new Map((await files.privateKeys()).map(({ file, pem }) => [idOf(pem), file] as const))
    const users = new Map<string, string[]>()
    for (const { address, credential } of await work.ledger.sealedCredentials()) {
      const key = keyIdOfBox(credential)
      users.set(key, [...(users.get(key) ?? []), address])
    }
    const keys = new Set([...(present ? [present] : []), ...places.keys(), ...users.keys()])
    const rows = [...keys].map(key => [
      key ?? '-',
      key === null ? 'no key' : places.has(key) ? (key === present ? 'present' : 'older') : 'MISSING',
      String(key === null ? 0 : (users.get(key)?.length ?? 0)),
      places.get(key) ?? '-',
    ])
    process.stdout.write(table([['key', 'state', 'accounts', 'file'], ...rows]))
    let lost = present !== null && !places.has(present)
    for (const [key, addresses] of users) {
      if (places.has(key)) continue
      lost = true
      for (const address of addresses)
        process.stdout.write(`${address} needs the key ${key}, which is not there.\n`)
    }
    if (lost)
      process.stdout.write(
        `Put a missing key back into ${work.layout.keys} from a copy, as work-KEY.key.pem (for the user of "work" to read, mode 0400); ` +
          'nothing else is needed. Without a copy: yestermail key rotate, and the owners of these accounts sign in again.\n',
      )
    return lost ? 1 : 0
  })
}

/** `yestermail key rotate`: a new key, everything sealed for it. Exit code 1 when an account's box could not be opened. */
export async function rotateKey(_: string[], options: Record<string, unknown>): Promise<number> {
  return withWork(options, async work => {
    const done = await rotateKeys({
      files: keyFiles(work.layout),
      ledger: work.ledger,
      newKeyPair,
      // A sign-in reads the key and writes its box within milliseconds.
      settle: () => setTimeout(2000),
      waitingBoxes: () => waitingBoxes(work),
    })
    process.stdout.write(`New key ${done.key}; ${done.resealed} accounts sealed for it.\n`)
    for (const { address, key, why } of done.left)
      process.stdout.write(
        why === 'key-missing'
          ? `${address} was left as it is: it needs the key ${key}, which is not there.\n`
          : `${address} was left as it is: what is kept does not open with its key ${key}; its owner must sign in again.\n`,
      )
    for (const key of done.removed) process.stdout.write(`Older key ${key}: nothing needs it; removed.\n`)
    for (const key of done.kept)
      process.stdout.write(`Older key ${key}: still needed; the next rotation looks again.\n`)
    process.stdout.write(`Copy ${work.layout.keys} to where your copies of ledger.sqlite are.\n`)
    return done.left.length ? 1 : 0
  })
}

async function withWork(
  options: Record<string, unknown>,
  act: (work: Work) => Promise<number>,
): Promise<number> {
  const config = configOf(options)
  const work = await openWork({ config, log: openLog({ level: 'warn' }), create: false })
  try {
    return await act(work)
  } finally {
    await work.close()
  }
}

// Of all asks that lie there, a portion after the other.
async function waitingBoxes({ asksAfter }: Pick<Work, 'asksAfter'>): Promise<string[]> {
  const boxes: string[] = []
  for (let last: number | undefined = 0; last !== undefined; ) {
    const asks: Awaited<ReturnType<Work['asksAfter']>> = await asksAfter(last)
    for (const { ask } of asks)
      if (ask?.kind === 'enrol' && typeof ask.sealedPassword === 'string') boxes.push(ask.sealedPassword)
    last = asks.at(-1)?.id
  }
  return boxes
}
