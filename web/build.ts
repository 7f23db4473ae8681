import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type BuildOptions, type BuildResult, build, type Metafile, type Plugin } from 'esbuild'

const web = dirname(fileURLToPath(import.meta.url))

/** What was written: name below web/dist, octets as they are and compressed. */
export interface BuiltFile {
  name: string
  size: number
  gzip: number
  brotli: number
  /** 'first': everybody loads it before anything is seen; 'texts': one of these besides; 'later': when it is needed; 'panel': of the admins' panel */
  load: 'first' | 'texts' | 'later' | 'panel'
}

/**
 * Bundles the page into web/dist: a small first script, the page, a chunk for each language, and one for each part that
 * is not needed at once. Names carry a hash of the content (so they may be cached for ever), only index.html does not;
 * beside each lie its .br and .gz. Built aside and renamed, so a server never sees half a page.
 * `plugins` are esbuild's, for tests that put other texts in.
 */
export async function buildPage({
  dist = join(web, 'dist'),
  plugins = [],
}: {
  dist?: string
  plugins?: Plugin[]
} = {}): Promise<BuiltFile[]> {
  const { files, first, texts } = await bundle(plugins)
  files.set('index.html', Buffer.from(await shell(files, first)))
  const panel = await bundlePanel(plugins)
  panel.set('admin.html', Buffer.from(await shell(panel, [], 'panel')))
  const fresh = `${dist}.${process.pid}`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { recursive: true })
  const built = await Promise.all(
    [...new Map([...panel, ...files])].map(async ([name, bytes]): Promise<BuiltFile> => {
      const isLater = /\.js$|^late-.*\.css$/.test(name) && !first.includes(name)
      const own = texts.includes(name) ? 'texts' : isLater ? 'later' : 'first'
      const load = files.has(name) ? own : 'panel'
      return { ...(await writeCompressed(fresh, name, bytes)), load }
    }),
  )
  await swap(fresh, dist)
  return built
}

/** Octets, gzip, that a new visitor loads, in the language that has most. */
export function firstLoad(built: readonly BuiltFile[]): number {
  const sizes = (load: BuiltFile['load']) => built.filter(file => file.load === load).map(file => file.gzip)
  return sizes('first').reduce((all, size) => all + size, Math.max(...sizes('texts')))
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

async function bundle(plugins: Plugin[]) {
  const result = await build({
    ...usual,
    entryPoints: { boot: 'boot.ts', style: 'style.css', late: 'late.css' },
    plugins: [...plugins, onePage],
  })
  return { files: await filesOf(result), ...loading(result.metafile) }
}

/** The admins' panel is bundled by itself: what both need would be chunks of their own, which every owner waited for. */
async function bundlePanel(plugins: Plugin[]): Promise<Map<string, Uint8Array>> {
  const entryPoints = { panel: 'admin/boot.ts', 'panel-style': 'admin/admin.css' }
  return filesOf(await build({ ...usual, entryPoints, plugins }))
}

const usual = {
  absWorkingDir: web,
  outdir: 'dist',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
} as const satisfies BuildOptions

async function filesOf({ outputFiles }: BuildResult<typeof usual>): Promise<Map<string, Uint8Array>> {
  const dist = join(web, 'dist')
  const files = new Map(outputFiles.map(file => [relative(dist, file.path), file.contents]))
  const icon = await readFile(join(web, 'icon.svg'))
  files.set(`icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase()}.svg`, icon)
  return files
}

/**
 * esbuild makes a chunk of everything that the same set of chunks needs: dozens of them. A lazy part runs only after the
 * page does, so it may as well need all of the page: then that is one chunk.
 */
const onePage: Plugin = {
  name: 'one page',
  async setup(bundler) {
    const parts = await lazyParts()
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) =>
      parts.has(path)
        ? { contents: `import './main.ts'\n${await readFile(path, 'utf8')}`, loader: 'ts' }
        : null,
    )
  },
}

async function lazyParts(): Promise<Set<string>> {
  const sources = (await readdir(web)).filter(
    name => name.endsWith('.ts') && name !== 'build.ts' && name !== 'boot.ts',
  )
  const texts = await Promise.all(sources.map(name => readFile(join(web, name), 'utf8')))
  return new Set(
    texts.flatMap(text =>
      Array.from(text.matchAll(/\bimport\('\.\/([\w-]+\.ts)'\)/g), m => join(web, m[1] ?? '')),
    ),
  )
}

/** Which scripts everybody needs at once: the first one, the page, and what these import; and which are texts. */
function loading({ outputs }: Metafile): { first: string[]; texts: string[] } {
  const made = Object.entries(outputs)
  const from = (source: string) => made.find(([, output]) => output.entryPoint === source)?.[0]
  const texts = made
    .filter(([, output]) => /^i18n\/[a-z]+\.ts$/.test(output.entryPoint ?? ''))
    .map(([name]) => name)
  const all = new Set<string>()
  const add = (name: string | undefined) => {
    if (name === undefined || all.has(name)) return
    all.add(name)
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind === 'import-statement') add(path)
  }
  for (const name of [from('boot.ts'), from('main.ts'), ...texts]) add(name)
  const inDist = (name: string) => relative('dist', name)
  return { first: [...all].filter(name => !texts.includes(name)).map(inDist), texts: texts.map(inDist) }
}

async function shell(files: Map<string, Uint8Array>, first: string[], of?: 'panel'): Promise<string> {
  const html = await readFile(join(web, 'index.html'), 'utf8')
  const script = hashed(files, of ? /^panel-(?!style).*\.js$/ : /^boot-.*\.js$/)
  const preloads = first
    .filter(name => `/${name}` !== script)
    .map(name => `<link rel="modulepreload" href="/${name}" />`)
  return html
    .replace('{{icon}}', hashed(files, /^icon-.*\.svg$/))
    .replace('{{style}}', hashed(files, of ? /^panel-style-.*\.css$/ : /^style-.*\.css$/))
    .replace('{{script}}', script)
    .replace('{{late}}', of ? '' : `<meta name="late-style" content="${hashed(files, /^late-.*\.css$/)}" />`)
    .replace('{{preloads}}', preloads.join('\n    '))
}

function hashed(files: Map<string, Uint8Array>, pattern: RegExp): string {
  const name = [...files.keys()].find(key => pattern.test(key))
  if (!name) throw new Error(`the bundle has no ${pattern}`)
  return `/${name}`
}

async function writeCompressed(dir: string, name: string, bytes: Uint8Array) {
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
  for (const { name, size, gzip: zipped, brotli, load } of built.toSorted((a, b) => b.gzip - a.gzip))
    console.log(`${name.padEnd(32)} ${load.padEnd(6)} ${size} bytes, ${zipped} gzip, ${brotli} brotli`)
  console.log(`first load: ${firstLoad(built)} bytes gzip in all, with the longest of the languages`)
}
