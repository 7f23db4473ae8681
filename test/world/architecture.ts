import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

interface Room {
  /** which rooms its files may import, besides its own */
  rooms: string[]
  /** packages and node modules at home here; a name stands for its subpaths too */
  packages: string[]
}

/** The import table of DESIGN.md. main may import everything and nobody imports main. */
const rooms: Record<string, Room> = {
  domain: { rooms: [], packages: [] },
  formats: {
    rooms: ['domain'],
    packages: [
      ...['css-tree', 'hast', 'hast-util-from-html', 'hast-util-from-parse5', 'hast-util-sanitize'],
      ...['hast-util-to-html', 'iconv-lite', 'parse5'],
      ...['node:buffer', 'node:crypto', 'otpauth', 'node:readline', 'node:stream', 'node:url'],
      ...['node:util', 'node:zlib'],
    ],
  },
  nights: flow('back-up', 'proof', 'limits'),
  'back-up': flow('snapshot', 'proof', 'keep', 'tell', 'limits'),
  snapshot: flow('proof', 'limits'),
  proof: flow('limits'),
  presence: flow('snapshot', 'limits'),
  restore: flow('snapshot', 'presence', 'limits'),
  requests: flow('letters'),
  limits: flow(),
  keep: flow(),
  tell: flow('letters'),
  keys: flow(),
  open: flow(),
  config: {
    rooms: ['domain'],
    packages: ['node:fs', 'node:path', 'node:net', 'smol-toml', 'zod'],
  },
  log: { rooms: [], packages: ['pino', 'node:async_hooks'] },
  imap: {
    rooms: ['domain', 'formats', 'log'],
    packages: ['imapflow', 'iconv-lite', 'node:stream', 'node:tls', 'node:net'],
  },
  oauth: { rooms: ['domain', 'formats'], packages: ['node:crypto', 'node:https'] },
  maildir: {
    rooms: ['domain', 'formats', 'log'],
    packages: ['node:crypto', 'node:fs', 'node:path', 'node:stream', 'node:timers', 'node:util', 'node:os'],
  },
  sqlite: {
    rooms: ['domain', 'formats', 'log'],
    packages: ['better-sqlite3', 'node:crypto', 'node:fs', 'node:path', 'node:zlib'],
  },
  jmap: { rooms: ['domain', 'formats'], packages: ['node:crypto'] },
  letters: { rooms: ['domain'], packages: [] },
  smtp: { rooms: ['domain', 'formats', 'letters'], packages: ['nodemailer', 'node:net'] },
  threads: { rooms: ['domain'], packages: ['node:worker_threads'] },
  http: {
    // of the flows only what the web does: the nights belong to the other process
    rooms: ['domain', 'formats', 'open', 'log'],
    packages: [
      ...['hono', '@hono/node-server', 'zod'],
      ...[
        'node:crypto',
        'node:fs',
        'node:http',
        'node:https',
        'node:net',
        'node:path',
        'node:stream',
        'node:zlib',
      ],
    ],
  },
  web: { rooms: [], packages: ['preact', 'htm', '@preact/signals'] },
}

/** What Yestermail does: words, rules and bytes, and the flows below it; it is handed everything else. */
function flow(...below: string[]): Room {
  return { rooms: ['domain', 'formats', 'log', ...below], packages: [] }
}

/** A room without a subject is a room nobody looks in. */
const subjectless =
  /^(utils?|helpers?|managers?|services?|common|shared|misc|lib|controllers?|handlers?|stuff)$/

/** Everything in `root` (src/ and web/ and test/) that breaks the import table or the house rules, one sentence each. */
export function architectureBreaches(root: string): string[] {
  const files = globSync('{src,web,test}/**/*.{ts,mjs,css}', {
    cwd: root,
    exclude: ['**/node_modules/**', 'web/dist/**'],
  })
  const breaches: string[] = []
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    const lines = text.split('\n').length - 1
    const most = lineLimit(file)
    if (lines > most) breaches.push(`${file} has ${lines} lines; ${most} is the end`)
    if (!file.startsWith('test/')) breaches.push(...nameBreaches(file))
    if (file.endsWith('.css')) continue
    const code = withoutComments(text)
    if (/^export\s+default\b/m.test(code) && file !== 'test/world/closing-reporter.ts')
      breaches.push(`${file} has a default export`)
    if (!file.startsWith('test/')) breaches.push(...importsOf(code).flatMap(one => importBreach(file, one)))
  }
  return breaches.sort()
}

/** A catalogue of texts is a list, not a job that could be split; a test file may hold a table of cases. */
function lineLimit(file: string): number {
  if (file.startsWith('web/i18n/')) return 1000
  return file.startsWith('test/') ? 450 : 300
}

function nameBreaches(file: string): string[] {
  const stem = file.replace(/(\.test)?\.(ts|mjs|css)$/, '')
  const words = stem.split(/[/-]/)
  const last = stem.slice(stem.lastIndexOf('/') + 1)
  const bad = words.find(word => subjectless.test(word)) ?? (/^(index|types)$/.test(last) ? last : undefined)
  return bad === undefined ? [] : [`${file} is called "${bad}", which says nothing about its job`]
}

interface Import {
  from: string
  typeOnly: boolean
}

function importBreach(file: string, { from, typeOnly }: Import): string[] {
  const room = roomOf(file)
  if (room === 'main') return []
  const rules = rooms[room]
  if (!rules) return [`${file} stands in a room that the import table does not know: ${room}`]
  if (!from.startsWith('.')) {
    const known = rules.packages.some(name => from === name || from.startsWith(`${name}/`))
    return known ? [] : [`${file} imports ${from}, which is not at home in ${room}`]
  }
  const target = normalize(join(dirname(file), from))
  const other = roomOf(target)
  if (room === 'web' && other !== 'web') {
    const wire = /^src\/http\/(admin-)?wire\.ts$/.test(target) || other === 'domain'
    return wire && typeOnly ? [] : [`${file} imports ${target}; web takes only types of domain and the wires`]
  }
  return other === room || rules.rooms.includes(other)
    ? []
    : [`${file} (${room}) imports ${target} (${other})`]
}

function roomOf(file: string): string {
  const [top, second = '', third] = file.split('/')
  if (top === 'web') return second === 'build.ts' ? 'main' : 'web'
  if (top !== 'src') return top ?? ''
  if (third !== undefined) return second
  if (/^(main|.*-thread)\.ts$|\.mjs$/.test(second)) return 'main'
  return second === 'log.ts' ? 'log' : second
}

function importsOf(code: string): Import[] {
  const statement =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]/g
  return Array.from(code.matchAll(statement), m => ({
    from: m[2] ?? m[3] ?? '',
    typeOnly: m[1] !== undefined,
  }))
}

/** Comments out, strings kept: a comment that quotes an import is none. */
function withoutComments(text: string): string {
  const token = /\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g
  return text.replace(token, found => (found.startsWith('/') ? '' : found))
}
