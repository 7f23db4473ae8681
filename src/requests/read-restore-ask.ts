import { isFolderPath } from '../domain/folder-path.ts'
import { isLanguage } from '../domain/language.ts'
import type { Actor, RestoreTarget, RestoreWhat, RestoreWish } from '../domain/restore.ts'
import type { RestoreAsk } from '../domain/restore-ask.ts'

/** Emails one request may name one by one; more are a folder or a whole backup. */
export const MOST_EMAILS = 100_000
const MOST_PARTS = 1000
const MOST_TEXT = 1000

/**
 * What the web wrote down, as an ask; null when it is none. The web is another process, maybe of another version, maybe
 * in other hands: nothing of it is taken on trust.
 */
export function readRestoreAsk(value: unknown): RestoreAsk | null {
  if (!isRecord(value)) return null
  const { id, account, at } = value
  const by = actorOf(value.by)
  if (by === null || typeof account !== 'string' || typeof at !== 'number') return null
  if (typeof id !== 'string' || !/^q[a-z0-9]{24}$/.test(id)) return null
  const head = { id, account, by, at }
  switch (value.kind) {
    case 'restore-plan': {
      const wish = readWish(value.wish)
      const { language } = value
      return wish && isLanguage(language) ? { kind: value.kind, ...head, wish, language } : null
    }
    case 'restore-file': {
      const note = textOf(value.note)
      return note === undefined ? null : { kind: value.kind, ...head, note }
    }
    case 'restore-decide': {
      const reason = textOf(value.reason)
      const { decision } = value
      return reason === undefined || (decision !== 'confirm' && decision !== 'reject')
        ? null
        : { kind: value.kind, ...head, decision, reason }
    }
    case 'restore-withdraw':
    case 'restore-cancel':
    case 'restore-undo':
      return { kind: value.kind, ...head }
    default:
      return null
  }
}

/** A wish of whom we do not know; null when it is none. */
export function readWish(value: unknown): RestoreWish | null {
  if (!isRecord(value) || !Array.isArray(value.what)) return null
  const { moved, binned } = value
  if (typeof moved !== 'boolean' || typeof binned !== 'boolean') return null
  if (value.what.length === 0 || value.what.length > MOST_PARTS) return null
  const what = value.what.flatMap(one => readWhat(one) ?? [])
  const target = readTarget(value.target)
  const emails = what.reduce((sum, one) => sum + ('ids' in one ? one.ids.length : 0), 0)
  if (what.length !== value.what.length || target === null || emails > MOST_EMAILS) return null
  return { what, target, moved, binned }
}

function readWhat(value: unknown): RestoreWhat | null {
  if (!isRecord(value)) return null
  const { point, ids, folder, inside, only } = value
  if (typeof point !== 'number' || !Number.isSafeInteger(point) || point < 1) return null
  if (Array.isArray(ids))
    return ids.length > 0 && ids.every(id => typeof id === 'string' && /^[A-Za-z0-9_-]{1,255}$/.test(id))
      ? { point, ids: [...new Set(ids as string[])] }
      : null
  if (typeof folder === 'string')
    return /^f[1-9][0-9]{0,8}$/.test(folder) && typeof inside === 'boolean' ? { point, folder, inside } : null
  return only === 'inbox' || only === null ? { point, only } : null
}

function readTarget(value: unknown): RestoreTarget | null {
  if (!isRecord(value)) return null
  if (value.kind === 'in-place' || value.kind === 'beside') return { kind: value.kind }
  const { kind, path } = value
  return kind === 'folder' && typeof path === 'string' && isFolderPath(path) ? { kind, path } : null
}

function actorOf(value: unknown): Actor | null {
  if (!isRecord(value)) return null
  if (value.kind === 'operator') return { kind: value.kind }
  const { kind, name, link } = value
  if (kind === 'owner') return typeof link === 'string' && link.length <= 64 ? { kind, link } : { kind }
  return kind === 'admin' && typeof name === 'string' && name.length <= 254 ? { kind, name } : null
}

// Undefined: not a text that may be kept.
function textOf(value: unknown): string | null | undefined {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string' || value.length > MOST_TEXT) return undefined
  return value.trim() || null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
