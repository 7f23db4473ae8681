import { flatten } from './folder-tree.ts'
import { ready } from './loaded.ts'
import { openTree } from './open.ts'
import type { RestoreTarget } from './restore.ts'
import type { Wish } from './restore-requests.ts'
import { visible } from './visible-text.ts'
import { words } from './words.ts'

export const goals = ['in-place', 'beside', 'folder'] as const

/** What was chosen in the dialog. */
export interface RestoreChoice {
  /** the place in the list of scopes */
  scope: number
  goal: (typeof goals)[number]
  path: string
  moved: boolean
  binned: boolean
}

export interface Scope {
  text: string
  what: Wish['what']
}

/** What may come back: what was asked for first, then more of the same day. */
export function scopesOf({ title, messages, what, point, folder }: RestoreTarget): Scope[] {
  const { restore, list } = words
  const accountId = point === null ? null : `p${point}`
  const [first] = what
  const isDay = what.length === 1 && first !== undefined && Object.keys(first).join() === 'accountId'
  const inFolder = first && 'mailboxId' in first ? first : null
  const named = folder === null ? visible(title) : restore.folder(visible(folder))
  const counted = messages === null || messages === 1 ? named : `${named} (${list.count(messages)})`
  const own: Scope[] = isDay
    ? []
    : [
        {
          text: folder === null && messages !== 1 && messages !== null ? list.count(messages) : counted,
          what,
        },
      ]
  const node =
    inFolder && flatten(ready(openTree.peek()) ?? []).find(one => one.folder.id === inFolder.mailboxId)
  const inside: Scope[] =
    inFolder && (!node || node.children.length > 0)
      ? [{ text: restore.folderInside(visible(folder ?? '')), what: [{ ...inFolder, withInside: true }] }]
      : []
  const whole: Scope[] = accountId === null ? [] : [{ text: restore.all, what: [{ accountId }] }]
  const inbox: Scope[] =
    accountId === null || node?.folder.role === 'inbox'
      ? []
      : [{ text: restore.inbox, what: [{ accountId, inboxOnly: true }] }]
  if (isDay) return [...whole, ...inbox]
  // a folder that only holds others has nothing of its own that could come back
  const isEmpty = messages === 0 && inside.length > 0
  return [...(isEmpty ? [] : own), ...inside, ...inbox, ...whole]
}

/** The wish as the server takes it; null while it lacks the name of a folder. */
export function wishOf(what: Wish['what'], { goal, path, moved, binned }: RestoreChoice): Wish | null {
  if (goal === 'folder' && path.trim() === '') return null
  const target: Wish['target'] = goal === 'folder' ? { kind: goal, path: path.trim() } : { kind: goal }
  return { what, target, moved, binned, language: words.language }
}
