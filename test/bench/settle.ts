import { execFileSync } from 'node:child_process'

/**
 * Waits until everything that was prepared is on the disk. Mail that came during the day is there long before the night; a
 * program that is measured must not wait for, or share the processor with, what the bench itself wrote a moment ago.
 */
export function settle(): void {
  execFileSync('sync')
}
