import type { MoreTexts } from './en-more.ts'
import { frAccess } from './fr-access.ts'
import { frActs } from './fr-audit.ts'
import { frBackups } from './fr-backups.ts'
import { frCard } from './fr-card.ts'
import { frDoor } from './fr-door.ts'
import { frDownload } from './fr-download.ts'
import { frHelp } from './fr-help.ts'
import { frHistory } from './fr-history.ts'
import { frLetter } from './fr-letter.ts'
import { frManage } from './fr-manage.ts'
import { frPictures } from './fr-pictures.ts'
import { frPlan } from './fr-plan.ts'
import { frReceipt } from './fr-receipt.ts'
import { frRestore } from './fr-restore.ts'
import { frSearchForm } from './fr-search-form.ts'
import { frSettings } from './fr-settings.ts'
import { frWayIn } from './fr-way-in.ts'

export const frMore = {
  ...frDoor,
  ...frReceipt,
  ...frPictures,
  ...frPlan,
  ...frRestore,
  ...frSearchForm,
  ...frSettings,
  ...frBackups,
  ...frDownload,
  acts: frActs,
  accessLinks: frAccess,
  ...frWayIn,
  ...frHelp,
  ...frHistory,
  ...frCard,
  ...frLetter,
  ...frManage,
} satisfies MoreTexts
