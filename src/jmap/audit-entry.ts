import type { AuditEntry } from '../domain/audit.ts'
import { type ControlList, getFrom } from './control-list.ts'
import { utcDate } from './dates.ts'
import type { Json } from './json.ts'
import type { Method } from './methods.ts'

/** Lines that are told of at once; older ones are the operator's to look up. */
const MOST = 500

/** AuditEntry/get: who looked at this account or did something with it, and when; newest first. */
export const auditEntryGet: Method = (asked, args) => getFrom(AUDIT, asked, args)

const AUDIT: ControlList<AuditEntry> = {
  properties: ['id', 'at', 'by', 'act', 'about'],
  conditions: {},
  sortedBy: 'at',
  load: asked => asked.person.restores.audit(MOST),
  state: all => String(all[0]?.id ?? 0),
  id: one => `l${one.id}`,
  toObject: ({ id, at, who, act, about }) => ({
    ...{ id: `l${id}`, at: utcDate(at), by: { ...who }, act },
    about: about as Readonly<Record<string, Json>>,
  }),
  fits: () => true,
}
