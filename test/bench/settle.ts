import { execFileSync } from 'node:child_process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: (how: { type: 'minor' }) => void = runInNewContext('gc')

/**
 * Waits until everything that was prepared is on the disk, and forgets what the bench itself held. Mail that came during the
 * day is there long before the night; a program that is measured must not wait for, or share the processor with, what the
 * bench itself wrote a moment ago, nor clear up after it.
 */
export function settle(): void {
  execFileSync('sync')
  // A whole collection would throw away what was compiled, too.
  collect({ type: 'minor' })
}
