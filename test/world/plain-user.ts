import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'

export interface PlainUser {
  user: string
  group: string
  uid: number
  gid: number
}

/** Who test servers run as: whoever runs the tests, or for root the user `mail`, which every Debian has. */
export function findPlainUser(): PlainUser {
  const me = userInfo()
  if (me.uid !== 0) return { user: me.username, group: groupName(me.gid), uid: me.uid, gid: me.gid }
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(line => line.startsWith('mail:'))
  const [user = '', , uid, gid] = row?.split(':') ?? []
  if (!user) throw new Error('this machine has no user "mail" to run test servers as')
  return { user, group: groupName(Number(gid)), uid: Number(uid), gid: Number(gid) }
}

/**
 * The command line that runs `command` as that user and ends it when this process is gone, however that happened.
 * `reads`: root's own files may be read all the same (mail that root's tests sealed), but not written.
 */
export function asPlainUser(owner: PlainUser, command: string[], reads = false): [string, ...string[]] {
  const dies = ['--pdeathsig', 'TERM']
  if (process.getuid?.() !== 0) return ['setpriv', ...dies, ...command]
  const who = ['--reuid', `${owner.uid}`, '--regid', `${owner.gid}`, '--clear-groups']
  const may = reads ? readingCapability() : null
  const cap = may ? ['--inh-caps', `+${may}`, '--ambient-caps', `+${may}`] : []
  return ['setpriv', ...who, ...cap, ...dies, ...command]
}

/**
 * Where Debian's packages are not installed because they would push another mail server off the machine, the test
 * runner unpacks them and names the folder; then a command sees them laid over /usr, in a mount namespace of its own.
 */
export function inDebian([command, ...args]: [string, ...string[]]): [string, ...string[]] {
  const root = process.env.YESTERMAIL_TEST_ROOT
  if (!root) return [command, ...args]
  const overlay = `mount -t overlay overlay -o lowerdir="${join(root, 'usr')}":/usr /usr && exec "$@"`
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', overlay, 'sh', command, ...args]
}

/** Containers often hold back CAP_DAC_READ_SEARCH (2) and leave CAP_DAC_OVERRIDE (1); capabilities(7). */
function readingCapability(): string | null {
  const bounding = /^CapBnd:\t([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  const caps = BigInt(`0x${bounding?.[1] ?? '0'}`)
  if (caps & 4n) return 'dac_read_search'
  return caps & 2n ? 'dac_override' : null
}

function groupName(gid: number): string {
  const row = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find(line => line.split(':')[2] === `${gid}`)
  return row?.split(':')[0] ?? `${gid}`
}
