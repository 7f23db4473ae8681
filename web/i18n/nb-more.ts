import type { MoreTexts } from './en-more.ts'
import { nbAccess } from './nb-access.ts'
import { nbActs } from './nb-audit.ts'
import { nbBackups } from './nb-backups.ts'
import { nbCard } from './nb-card.ts'
import { nbDoor } from './nb-door.ts'
import { nbDownload } from './nb-download.ts'
import { nbHelp } from './nb-help.ts'
import { nbHistory } from './nb-history.ts'
import { nbLetter } from './nb-letter.ts'
import { nbManage } from './nb-manage.ts'
import { nbPictures } from './nb-pictures.ts'
import { nbPlan } from './nb-plan.ts'
import { nbReceipt } from './nb-receipt.ts'
import { nbRestore } from './nb-restore.ts'
import { nbSearchForm } from './nb-search-form.ts'
import { nbSettings } from './nb-settings.ts'
import { nbWayIn } from './nb-way-in.ts'

export const nbMore = {
  ...nbDoor,
  ...nbReceipt,
  ...nbPictures,
  ...nbPlan,
  ...nbRestore,
  ...nbSearchForm,
  ...nbSettings,
  ...nbBackups,
  ...nbDownload,
  acts: nbActs,
  accessLinks: nbAccess,
  ...nbWayIn,
  ...nbHelp,
  ...nbHistory,
  ...nbCard,
  ...nbLetter,
  ...nbManage,
} satisfies MoreTexts
