import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { AccountId } from '../domain/point.ts'

/**
 * A name for this process in leases and beside its heartbeats: "host:pid namespace/pid-start/random". A pid means
 * something in its namespace only, and there it may come again, but not with the same start.
 */
export function processName(): string {
  const name = `${machine()}/${process.pid}-${startOf(process.pid)}/${newId()}`
  ours.add(name)
  return name
}

/** Is the process of that name certainly gone? Only of one of this machine and namespace can we know. */
export function isGone(name: string): boolean {
  const [place, process_ = ''] = name.split('/')
  if (place !== machine()) return false
  const [pid, start] = process_.split('-')
  if (Number(pid) === process.pid) return !ours.has(name)
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
  const present = startOf(Number(pid))
  return start !== undefined && present !== '' && start !== present
}

/** 16 random lower-case letters and digits; begins with a letter. */
export function newId(): AccountId {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  const random = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(random, (byte, i) => letters[byte % (i === 0 ? 26 : 32)]).join('')
}

const ours = new Set<string>()

function machine(): string {
  try {
    return `${hostname()}:${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

// Clock ticks after boot at which it started: field 22 of proc(5) stat, counted after the name, which may hold anything. '' where there is no /proc.
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
