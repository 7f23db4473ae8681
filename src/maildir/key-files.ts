import { randomUUID } from 'node:crypto'
import { chown, link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../domain/refusal.ts'
import { syncFolder, writeDurably } from './durable.ts'
import type { Layout } from './layout.ts'

/**
 * The keys of the data folder. The public key says which one is the present one; what is sealed is sealed for it. Of the
 * private keys, which only `work` may read, `work.key.pem` is the present one's usual place, `work-<id>.key.pem` that of
 * the others; every one that lies there is tried.
 */
export function keyFiles(layout: Layout) {
  return {
    /** PEM of every private key that lies there; '' of one that this user may not read */
    async privateKeys(): Promise<{ file: string; pem: string }[]> {
      const names = await readdir(layout.keys).catch(none)
      const files = names.filter(name => /^work(-[0-9a-f]{16})?\.key\.pem$/.test(name)).sort()
      return Promise.all(
        files.map(async name => {
          const file = join(layout.keys, name)
          const pem = await readFile(file, 'utf8').catch(error => {
            if (error.code === 'EACCES') return ''
            throw error
          })
          return { file, pem }
        }),
      )
    },
    /** PEM of the present public key; null when it is not there */
    publicKey: () =>
      readFile(layout.publicKey, 'utf8').catch(error => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    async writePublicKey(pem: string): Promise<void> {
      await writeDurably(layout.publicKey, pem, 0o444)
      await syncFolder(layout.keys)
    },
    /** A new private key, beside those there are. */
    async addPrivateKey(id: string, pem: string): Promise<void> {
      await writeDurably(layout.otherKey(id), pem, 0o400)
      // Made by root, it must be readable for the user of `work`.
      const { uid, gid } = await stat(layout.keys)
      if (uid !== process.getuid?.()) await chown(layout.otherKey(id), uid, gid)
      await syncFolder(layout.keys)
    },
    /** The key `id` takes the usual place; `before`, which has it now, keeps a place of its own. */
    async makeUsual(id: string, before: string | null): Promise<void> {
      if (before !== null)
        await link(layout.privateKey, layout.otherKey(before)).catch(error => {
          if (error.code !== 'EEXIST') throw error
        })
      await syncFolder(layout.keys)
      await rename(layout.otherKey(id), layout.privateKey)
      await syncFolder(layout.keys)
    },
    /**
     * One rotation at a time: two would take each other's keys for unused. Resolves with what gives it back; that of a process that
     * is gone is taken over. Throws Refusal 'busy'.
     */
    async lock(): Promise<() => Promise<void>> {
      const file = join(layout.keys, '.rotating')
      // With its holder's name from the first moment: one without would be taken over as that of nobody.
      const take = async () => {
        const own = `${file}-${randomUUID()}`
        await writeFile(own, String(process.pid))
        await link(own, file).finally(() => rm(own, { force: true }))
      }
      await take().catch(async error => {
        if (error.code !== 'EEXIST') throw error
        const holder = Number(await readFile(file, 'utf8').catch(() => ''))
        if (isAlive(holder))
          throw new Refusal(
            'busy',
            `The keys are being changed by another process (${holder}); if that is not so, remove ${file}.`,
          )
        await rm(file, { force: true })
        await take()
      })
      return () => rm(file, { force: true })
    },
    async remove(file: string): Promise<void> {
      await rm(file)
      await syncFolder(layout.keys)
    },
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function none(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}
