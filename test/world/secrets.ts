import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const secrets = new Set<string>()

/** A password of a test server, which nothing Yestermail leaves may show. Short words are no good: mail has them, too. */
export function addSecret(password: string): void {
  if (password.length >= 7) secrets.add(password)
}

/**
 * Every test's data folders are looked through before they are removed: ledger, desk, index, their side files, receipts,
 * keys. Throws when one of the passwords of this process's test servers is in a file, as it is or in base64. Stored mail is
 * passed over: it is what somebody wrote.
 */
export async function expectNoSecrets(folder: string, depth = 0): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  if (entries.some(({ name }) => name === '.yestermail')) return lookThrough(folder)
  if (depth === 3) return
  for (const entry of entries)
    if (entry.isDirectory()) await expectNoSecrets(join(folder, entry.name), depth + 1)
}

async function lookThrough(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!['messages', 'folders', 'incoming'].includes(entry.name)) await lookThrough(path)
    } else if (entry.isFile()) {
      const text = (await readFile(path).catch(() => Buffer.alloc(0))).toString('latin1')
      for (const form of [...secrets].flatMap(forms))
        if (text.includes(form)) throw new Error(`${path} has a password in it`)
    }
  }
}

function forms(secret: string): string[] {
  // Shorter pieces are in any binary file by chance.
  return [secret, ...[0, 1, 2].map(before => insideBase64(secret, before)).filter(form => form.length >= 8)]
}

// The part of its base64 that does not depend on what stands around it.
function insideBase64(secret: string, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64')
  return whole.slice(before ? 4 : 0, -4)
}
