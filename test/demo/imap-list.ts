import { encodeName, quoted, type Token } from './imap-wire.ts'
import type { Folder } from './mailbox.ts'

/** Answers LIST (RFC 3501 6.3.8; RETURN options of RFC 5258, 5819, 6154) and LSUB. Parents of folders that are no folders themselves are \Noselect; no STATUS comes for `uncounted`. */
export function listFolders(
  folders: readonly Folder[],
  args: readonly Token[],
  command: 'LIST' | 'LSUB',
  say: (line: string) => void,
  uncounted: string | null = null,
): string {
  const select = Array.isArray(args[0]) ? args[0].map(word => String(word).toUpperCase()) : null
  const [reference, pattern, word, wanted] = select ? args.slice(1) : args
  if (pattern === undefined || Array.isArray(pattern)) return 'BAD LIST needs a reference and a name'
  if (pattern === '') {
    say(`* ${command} (\\Noselect) "/" ""`)
    return 'OK done'
  }
  const returns = String(word).toUpperCase() === 'RETURN' && Array.isArray(wanted) ? wanted : []
  const onlySubscribed = command === 'LSUB' || select?.includes('SUBSCRIBED') === true
  const fits = matcher(`${String(reference)}${pattern}`)
  for (const [path, folder] of withParents(folders)) {
    if (!fits(encodeName(path)) || (onlySubscribed && !folder?.subscribed)) continue
    const children = folders.some(other => other.path.startsWith(`${path}/`))
    const flags = [children ? '\\HasChildren' : '\\HasNoChildren']
    if (!folder) flags.push('\\Noselect')
    if (folder?.specialUse) flags.push(folder.specialUse)
    if (folder?.subscribed && returns.includes('SUBSCRIBED')) flags.push('\\Subscribed')
    say(`* ${command} (${flags.join(' ')}) "/" ${quoted(encodeName(path))}`)
    const items = returns[returns.indexOf('STATUS') + 1]
    if (folder && path !== uncounted && returns.includes('STATUS') && Array.isArray(items))
      say(status(folder, items))
  }
  return 'OK done'
}

/** One untagged STATUS line with the items asked for (RFC 3501 7.2.4, RFC 7162, RFC 8438). */
export function status(folder: Folder, items: readonly Token[]): string {
  const known: Record<string, number> = {
    MESSAGES: folder.copies.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    UNSEEN: folder.copies.filter(copy => !copy.flags.includes('\\Seen')).length,
    HIGHESTMODSEQ: folder.modseq,
  }
  const pairs = items.map(item => {
    const value = known[String(item).toUpperCase()]
    if (value === undefined) throw new Error('no such STATUS item here')
    return `${String(item).toUpperCase()} ${value}`
  })
  return `* STATUS ${quoted(encodeName(folder.path))} (${pairs.join(' ')})`
}

function withParents(folders: readonly Folder[]): Map<string, Folder | null> {
  const all = new Map<string, Folder | null>()
  for (const folder of folders) {
    const parts = folder.path.split('/')
    for (let n = 1; n < parts.length; n++) {
      const parent = parts.slice(0, n).join('/')
      if (!all.has(parent)) all.set(parent, null)
    }
    all.set(folder.path, folder)
  }
  return all
}

function matcher(pattern: string): (name: string) => boolean {
  const shape = pattern
    .split(/([*%])/)
    .map(part => (part === '*' ? '.*' : part === '%' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')))
    .join('')
  const exact = new RegExp(`^${shape}$`, 's')
  return name => exact.test(name)
}
