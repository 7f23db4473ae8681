import type { AccountId } from '../domain/point.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  keyId,
  keyIdOfBox,
  open,
  passwordPurpose,
  publicHalf,
  refreshTokenPurpose,
} from '../formats/sealed-box.ts'

/** The files of keys (maildir/key-files.ts). */
export interface KeyFiles {
  privateKeys(): Promise<{ file: string; pem: string }[]>
  publicKey(): Promise<string | null>
  writePublicKey(pem: string): Promise<void>
  addPrivateKey(id: string, pem: string): Promise<void>
  makeUsual(id: string, before: string | null): Promise<void>
  remove(file: string): Promise<void>
  /** one rotation at a time; resolves with what gives it back. Throws Refusal 'busy' */
  lock(): Promise<() => Promise<void>>
}

/** An account and what is kept sealed for it. */
export interface SealedCredential {
  id: AccountId
  address: string
  credential: string
}

export interface KeyRing {
  /** The text of a box. Throws Refusal 'key-missing' {key} when its key is not there, a fault when it does not open with it. */
  open(box: string, purpose: string): Promise<string>
  /** PEM of the key to seal for. Throws Refusal 'key-missing' when there is none. */
  publicKey(): Promise<string>
  /** ids of the private keys that lie there now */
  ids(): Promise<Set<string>>
}

/**
 * All private keys at hand, read anew whenever a box names one that is not known: after a rotation by another process,
 * and when a file was put back, everything goes on by itself. `onKeys` is told the ids each time they were read.
 */
export function openKeyRing(
  files: KeyFiles,
  onKeys: (ids: Set<string>) => Promise<void> = async () => {},
): KeyRing {
  let known = new Map<string, string>()
  async function read(): Promise<void> {
    const found = new Map<string, string>()
    for (const { pem } of await files.privateKeys()) {
      const id = idOf(pem)
      if (id !== null) found.set(id, pem)
    }
    known = found
    await onKeys(new Set(found.keys()))
  }
  return {
    async open(box, purpose) {
      const id = keyIdOfBox(box)
      if (!known.has(id)) await read()
      const pem = known.get(id)
      if (pem === undefined) throw keyMissing(id)
      return open(pem, box, purpose)
    },
    async publicKey() {
      const pem = await files.publicKey()
      if (pem !== null) return pem
      throw new Refusal(
        'key-missing',
        'The folder keys/ of the data folder holds no public key (work.pub.pem); put it back from a copy, or make new keys: yestermail key rotate',
      )
    },
    async ids() {
      await read()
      return new Set(known.keys())
    },
  }
}

/** Makes the public key anew from the private one when it alone is lost. */
export async function mendPublicKey(files: KeyFiles): Promise<void> {
  if ((await files.publicKey()) !== null) return
  const usual = (await files.privateKeys()).find(({ pem }) => idOf(pem) !== null)
  if (usual) await files.writePublicKey(publicHalf(usual.pem))
}

/** The id of a key; null for a file that holds none. */
export function idOf(pem: string): string | null {
  try {
    return keyId(pem)
  } catch {
    return null
  }
}

/** What an account's box may have been sealed for. */
export function purposesOf(address: string): string[] {
  return [passwordPurpose(address), refreshTokenPurpose(address)]
}

function keyMissing(key: string): Refusal {
  return new Refusal(
    'key-missing',
    `What is kept sealed for this account needs the key ${key}, which is not in the folder keys/ of the data folder, or cannot be read. Put it back from a copy, as work-${key}.key.pem; nothing else is needed. (yestermail key list)`,
    { key },
  )
}
