import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'

const web = dirname(fileURLToPath(import.meta.url))

/** What was written: name below web/dist, octets as they are and compressed. */
export interface BuiltFile {
  name: string
  size: number
  gzip: number
  brotli: number
}

/**
 * Bundles the page into web/dist: names carry a hash of the content (so they may be cached for ever), only
 * index.html does not; beside each lie its .br and .gz. Built aside and renamed, so a server never sees half a page.
 */
export async function buildPage({ dist = join(web, 'dist') }: { dist?: string } = {}): Promise<BuiltFile[]> {
  const files = await bundle()
  files.set('index.html', Buffer.from(await shell(files)))
  const fresh = `${dist}.${process.pid}`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true })
  const built = await Promise.all([...files].map(([name, bytes]) => writeCompressed(fresh, name, bytes)))
  await swap(fresh, dist)
  return built
}

/** Two builds at once (a start and a test) may meet here: the later one stays. */
async function swap(fresh: string, dist: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    await rm(dist, { recursive: true, force: true })
    try {
      return await rename(fresh, dist)
    } catch (error) {
      if (tries > 20) throw error
    }
  }
}

async function bundle(): Promise<Map<string, Uint8Array>> {
  const result = await build({
    absWorkingDir: web,
    entryPoints: { page: 'main.ts', style: 'style.css' },
    outdir: 'dist',
    entryNames: '[name]-[hash]',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  })
  const files = new Map(
    result.outputFiles.map(file => [file.path.slice(join(web, 'dist').length + 1), file.contents]),
  )
  const icon = await readFile(join(web, 'icon.svg'))
  files.set(`icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase()}.svg`, icon)
  return files
}

async function shell(files: Map<string, Uint8Array>): Promise<string> {
  const html = await readFile(join(web, 'index.html'), 'utf8')
  return html
    .replace('{{icon}}', hashed(files, /^icon-.*\.svg$/))
    .replace('{{style}}', hashed(files, /^style-.*\.css$/))
    .replace('{{script}}', hashed(files, /^page-.*\.js$/))
}

function hashed(files: Map<string, Uint8Array>, pattern: RegExp): string {
  const name = [...files.keys()].find(key => pattern.test(key))
  if (!name) throw new Error(`the bundle has no ${pattern}`)
  return `/${name}`
}

async function writeCompressed(dir: string, name: string, bytes: Uint8Array): Promise<BuiltFile> {
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  ])
  await writeFile(join(dir, name), bytes)
  await writeFile(join(dir, `${name}.gz`), zipped)
  await writeFile(join(dir, `${name}.br`), brotli)
  return { name, size: bytes.length, gzip: zipped.length, brotli: brotli.length }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildPage()
  for (const file of built) {
    console.log(`${file.name.padEnd(24)} ${file.size} bytes, ${file.gzip} gzip, ${file.brotli} brotli`)
  }
  console.log(`first load: ${built.reduce((sum, file) => sum + file.gzip, 0)} bytes gzip in all`)
}
