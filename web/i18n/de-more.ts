import { deAccess } from './de-access.ts'
import { deActs } from './de-audit.ts'
import { deBackups } from './de-backups.ts'
import { deCard } from './de-card.ts'
import { deDoor } from './de-door.ts'
import { deDownload } from './de-download.ts'
import { deHelp } from './de-help.ts'
import { deHistory } from './de-history.ts'
import { deLetter } from './de-letter.ts'
import { deManage } from './de-manage.ts'
import { dePictures } from './de-pictures.ts'
import { dePlan } from './de-plan.ts'
import { deReceipt } from './de-receipt.ts'
import { deRestore } from './de-restore.ts'
import { deSearchForm } from './de-search-form.ts'
import { deSettings } from './de-settings.ts'
import { deWayIn } from './de-way-in.ts'
import type { MoreTexts } from './en-more.ts'

export const deMore = {
  ...deDoor,
  ...deReceipt,
  ...dePictures,
  ...dePlan,
  ...deRestore,
  ...deSearchForm,
  ...deSettings,
  ...deBackups,
  ...deDownload,
  acts: deActs,
  accessLinks: deAccess,
  ...deWayIn,
  ...deHelp,
  ...deHistory,
  ...deCard,
  ...deLetter,
  ...deManage,
} satisfies MoreTexts
