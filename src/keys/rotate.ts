import { keyId, keyIdOfBox, seal } from '../formats/sealed-box.ts'
import { idOf, type KeyFiles, openKeyRing, purposesOf, type SealedCredential } from './keys.ts'

export interface RotationWorld {
  files: KeyFiles
  ledger: {
    sealedCredentials(): Promise<SealedCredential[]>
    /** false when another was kept meanwhile */
    replaceCredential(id: string, old: string, credential: string): Promise<boolean>
  }
  /** boxes that people's asks carry and `work` may not have taken yet */
  waitingBoxes(): Promise<string[]>
  newKeyPair(): { publicKey: string; privateKey: string }
  /** resolves when sign-ins that read the public key before it was replaced have written down their box */
  settle(): Promise<void>
}

export interface Rotated {
  /** id of the new key */
  key: string
  resealed: number
  /** accounts whose box could not be opened, and why: nothing of theirs was touched */
  left: { address: string; key: string; why: 'key-missing' | 'damaged' }[]
  /** ids of the keys that nothing names any more; their files are gone */
  removed: string[]
  /** ids of older keys that something still names */
  kept: string[]
}

/**
 * A new key, everything kept sealed for it, older keys removed when nothing names them any more. At every instant each
 * box can be opened with a key that lies there; stopped anywhere, the next rotation does the rest. Throws Refusal 'busy'.
 */
export async function rotateKeys(world: RotationWorld): Promise<Rotated> {
  const unlock = await world.files.lock()
  try {
    return await rotate(world)
  } finally {
    await unlock()
  }
}

async function rotate(world: RotationWorld): Promise<Rotated> {
  const { files, ledger } = world
  const key = await beginKey(world)
  // Sign-ins under way may still seal for the key before.
  await world.settle()
  const ring = openKeyRing(files)
  const here = await ring.ids()
  const publicKey = await ring.publicKey()
  const result: Rotated = { key, resealed: 0, left: [], removed: [], kept: [] }
  for (const { id, address, credential } of await ledger.sealedCredentials()) {
    const under = keyIdOfBox(credential)
    if (under === key) continue
    if (!here.has(under)) result.left.push({ address, key: under, why: 'key-missing' })
    else {
      const again = await resealed(credential, address)
      if (again === null) result.left.push({ address, key: under, why: 'damaged' })
      else if (await ledger.replaceCredential(id, credential, again)) result.resealed++
    }
  }
  await removeUnused(world, key, result)
  return result

  async function resealed(box: string, address: string): Promise<string | null> {
    for (const purpose of purposesOf(address)) {
      const text = await ring.open(box, purpose).catch(() => null)
      if (text !== null) return seal(publicKey, text, purpose)
    }
    return null
  }
}

// The private key lies there before anything can be sealed for it.
async function beginKey({ files, newKeyPair }: RotationWorld): Promise<string> {
  const { publicKey, privateKey } = newKeyPair()
  const key = keyId(publicKey)
  const usual = (await files.privateKeys()).find(({ file }) => file.endsWith('/work.key.pem'))
  await files.addPrivateKey(key, privateKey)
  await files.writePublicKey(publicKey)
  await files.makeUsual(key, usual ? idOf(usual.pem) : null)
  return key
}

// Asks first: what leaves them meanwhile is in the ledger by then.
async function removeUnused(
  { files, ledger, waitingBoxes }: RotationWorld,
  key: string,
  result: Rotated,
): Promise<void> {
  const named = new Set((await waitingBoxes()).map(keyIdOfBox))
  for (const { credential } of await ledger.sealedCredentials()) named.add(keyIdOfBox(credential))
  for (const { file, pem } of await files.privateKeys()) {
    const id = idOf(pem)
    if (id === null || id === key) continue
    if (named.has(id)) result.kept.push(id)
    else {
      await files.remove(file)
      result.removed.push(id)
    }
  }
}
