import { enAccess } from './en-access.ts'
import { enActs } from './en-audit.ts'
import { enBackups } from './en-backups.ts'
import { enCard } from './en-card.ts'
import { enDoor } from './en-door.ts'
import { enDownload } from './en-download.ts'
import { enHelp } from './en-help.ts'
import { enHistory } from './en-history.ts'
import { enLetter } from './en-letter.ts'
import { enManage } from './en-manage.ts'
import { enPictures } from './en-pictures.ts'
import { enPlan } from './en-plan.ts'
import { enReceipt } from './en-receipt.ts'
import { enRestore } from './en-restore.ts'
import { enSearchForm } from './en-search-form.ts'
import { enSettings } from './en-settings.ts'
import { enWayIn } from './en-way-in.ts'

/** The texts of dialogs and rare views, loaded with the first part that comes through `later`. A test sees that no other asks for them. */
export const enMore = {
  ...enDoor,
  ...enReceipt,
  ...enPictures,
  ...enPlan,
  ...enRestore,
  ...enSearchForm,
  ...enSettings,
  ...enBackups,
  ...enHelp,
  ...enHistory,
  ...enCard,
  ...enLetter,
  ...enManage,
  ...enDownload,
  acts: enActs,
  accessLinks: enAccess,
  ...enWayIn,
}

export type MoreTexts = typeof enMore
