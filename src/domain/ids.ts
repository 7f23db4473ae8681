import type { FolderId } from './message.ts'

/**
 * Ids that people's bookmarks hold. None comes from a rowid, so a rebuilt index keeps every permalink.
 * An email is one copy: folder, UIDVALIDITY, UID (RFC 3501 2.3.1.1 makes the three together permanent).
 */
export function emailId(folder: FolderId, uidValidity: number, uid: number): string {
  return `e${folder.slice(1)}-${uidValidity.toString(36)}-${uid.toString(36)}`
}

/** The copy an email id names, or null when the text is not one of ours. */
export function parseEmailId(id: string): { folder: FolderId; uidValidity: number; uid: number } | null {
  const m = /^e([1-9][0-9]{0,8})-([0-9a-z]{1,7})-([0-9a-z]{1,7})$/.exec(id)
  if (!m) return null
  return {
    folder: `f${m[1]}`,
    uidValidity: Number.parseInt(m[2] as string, 36),
    uid: Number.parseInt(m[3] as string, 36),
  }
}

/** JMAP account id of a restore point, from its short number: 142 → "p142". */
export function pointId(number: number): string {
  return `p${number}`
}

/** The number of a restore point from its JMAP account id, or null. */
export function parsePointId(id: string): number | null {
  return /^p[1-9][0-9]{0,11}$/.test(id) ? Number(id.slice(1)) : null
}

/** JMAP account id of a person's control account, which holds what is not of one day. */
export function controlId(account: string): string {
  return `c${account}`
}
