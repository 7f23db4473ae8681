import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the page when this is a checkout with its tools (a fraction of a second); an installed image carries it built. */
export async function ensurePage(): Promise<void> {
  const web = join(import.meta.dirname, '..', 'web')
  const tools = join(web, '..', 'node_modules', 'esbuild', 'package.json')
  if (!existsSync(join(web, 'build.ts')) || !existsSync(tools)) return
  const { buildPage } = await import('../web/build.ts')
  await buildPage()
}
