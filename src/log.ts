import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, destination, pino } from 'pino'

/**
 * One JSON line an event, on standard error unless told otherwise. Values under keys that sound like a secret are never
 * written, long texts are cut, and bodies of mail or requests have no business here. Line breaks in values are escaped
 * by JSON, so nobody can forge a line.
 */
export function openLog({ level = 'info', to }: { level?: LogLevel; to?: DestinationStream } = {}): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
      mixin: () => ({ ...subject.getStore() }),
    },
    to ?? standardError(),
  )
  const write = (line: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields: object) =>
    logger[line](clean(fields, 0) as object, event)
  const debug = write('debug')
  const info = write('info')
  const warn = write('warn')
  const error = write('error')
  return {
    debug: (event, fields = {}) => debug(event, fields),
    info: (event, fields = {}) => info(event, fields),
    warn: (event, fields = {}) => warn(event, fields),
    error: (event, fields = {}) => error(event, fields),
  }
}

// A log whose disk is full ends no night: the line is lost, and the next one tried. The library would keep it for ever.
function standardError(): DestinationStream {
  const fresh = (first: string) => {
    const stream = destination({ dest: 2, sync: true })
    // Of the lost line a part may be there.
    stream.on('error', () => {
      out = fresh('\n')
    })
    return { stream, first }
  }
  let out = fresh('')
  return {
    write(line) {
      const { stream, first } = out
      out.first = ''
      stream.write(first + line)
    },
  }
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** `event` is a few stable words; `fields` are plain data, an Error under any key is written with its causes. */
export interface Log {
  debug(event: string, fields?: object): void
  info(event: string, fields?: object): void
  warn(event: string, fields?: object): void
  error(event: string, fields?: object): void
}

/** What the lines written while `act` runs are about, by whomever they are written: a run, its account. */
export function about<T>(fields: object, act: () => T): T {
  return subject.run({ ...fields }, act)
}

/** More of that, found out on the way: the number of the point. Outside of `about` it says nothing. */
export function alsoAbout(fields: object): void {
  const known = subject.getStore()
  if (known) Object.assign(known, fields)
}

const subject = new AsyncLocalStorage<object>()

const SECRET =
  /pass(word|wd|phrase)?$|^pass|secret|token|cookie|authorization|credential|private|sealed|^auth$/i
const LONGEST = 2000
/** JSON escapes other control characters, not these: some terminals obey them, and they hide or turn what follows. */
const UNSEEN = /[\u007f-\u009f\p{Bidi_Control}]/gu

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value).replace(UNSEEN, '\ufffd')
  if (value instanceof Error) return errorFields(value, depth)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  if (depth > 5) return '…'
  if (ArrayBuffer.isView(value)) return `${value.byteLength} octets`
  if (Array.isArray(value)) return value.slice(0, 50).map(item => clean(item, depth + 1))
  const fields: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value))
    fields[key] = SECRET.test(key) ? '[hidden]' : clean(item, depth + 1)
  return fields
}

// Only what names the error: libraries hang requests, answers and options on their errors.
function errorFields(error: Error, depth: number): object {
  return {
    name: error.name,
    message: clean(error.message, depth),
    ...('code' in error ? { code: clean(error.code, depth + 1) } : {}),
    stack: clean(error.stack ?? '', depth),
    ...(error.cause === undefined || depth > 4 ? {} : { cause: clean(error.cause, depth + 1) }),
  }
}
