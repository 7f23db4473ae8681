import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../domain/refusal.ts'

const web = join(import.meta.dirname, '..', '..', 'web')
const built = join(web, 'dist', 'index.html')

/**
 * Builds the page when this is a checkout with its tools and the page that lies there is missing or older than its
 * source (a fraction of a second); an installed image carries it built. Throws Refusal 'page-not-built' when it is
 * needed and cannot be written.
 */
export async function ensurePage(): Promise<void> {
  const tools = join(web, '..', 'node_modules', 'esbuild', 'package.json')
  if (isFresh() || !existsSync(join(web, 'build.ts')) || !existsSync(tools)) return
  const [{ buildPage }, { stop }] = await Promise.all([import('../../web/build.ts'), import('esbuild')])
  try {
    await buildPage()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error
    // A checkout that belongs to somebody else: what they built is as good as it gets.
    if (existsSync(built)) return
    throw new Refusal(
      'page-not-built',
      `The page is not built and ${web} cannot be written by this user; run "npm run build" as the one it belongs to.`,
      { folder: web },
      error,
    )
  } finally {
    await stop()
  }
}

function isFresh(): boolean {
  const made = statSync(built, { throwIfNoEntry: false })?.mtimeMs
  if (made === undefined) return false
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
    name => !name.startsWith('dist'),
  )
  return sources.every(name => statSync(join(web, name)).mtimeMs < made)
}
