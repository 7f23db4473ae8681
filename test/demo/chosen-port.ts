import { once } from 'node:events'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { Refusal } from '../../src/domain/refusal.ts'

/**
 * The port of `npm run demo -- --port 9000`, when it is free on 127.0.0.1; null where none is named. Somebody who names
 * one wants that one: Refusal 'bad-option', 'cannot-listen', before ten nights were lived through for nothing.
 */
export async function chosenPort(args: readonly string[]): Promise<number | null> {
  const typed = portOption(args)
  if (typed === undefined) return null
  const port = Number(typed)
  if (!/^\d{1,5}$/.test(typed) || port < 1 || port > 65_535)
    throw new Refusal('bad-option', `"${typed}" is not a port: a number from 1 to 65535.`)
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${code})`
    throw new Refusal('cannot-listen', `Port ${port} ${why}. Name another one, or none for any that is free.`)
  }
  server.close()
  await once(server, 'close')
  return port
}

function portOption(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { port: { type: 'string' } } }).values.port
  } catch {
    throw new Refusal('bad-option', 'The demo knows one option: npm run demo -- --port 9000')
  }
}
