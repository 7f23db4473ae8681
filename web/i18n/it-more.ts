import type { MoreTexts } from './en-more.ts'
import { itAccess } from './it-access.ts'
import { itActs } from './it-audit.ts'
import { itBackups } from './it-backups.ts'
import { itCard } from './it-card.ts'
import { itDoor } from './it-door.ts'
import { itDownload } from './it-download.ts'
import { itHelp } from './it-help.ts'
import { itHistory } from './it-history.ts'
import { itLetter } from './it-letter.ts'
import { itManage } from './it-manage.ts'
import { itPictures } from './it-pictures.ts'
import { itPlan } from './it-plan.ts'
import { itReceipt } from './it-receipt.ts'
import { itRestore } from './it-restore.ts'
import { itSearchForm } from './it-search-form.ts'
import { itSettings } from './it-settings.ts'
import { itWayIn } from './it-way-in.ts'

export const itMore = {
  ...itDoor,
  ...itReceipt,
  ...itPictures,
  ...itPlan,
  ...itRestore,
  ...itSearchForm,
  ...itSettings,
  ...itBackups,
  ...itDownload,
  acts: itActs,
  accessLinks: itAccess,
  ...itWayIn,
  ...itHelp,
  ...itHistory,
  ...itCard,
  ...itLetter,
  ...itManage,
} satisfies MoreTexts
