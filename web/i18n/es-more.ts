import type { MoreTexts } from './en-more.ts'
import { esAccess } from './es-access.ts'
import { esActs } from './es-audit.ts'
import { esBackups } from './es-backups.ts'
import { esCard } from './es-card.ts'
import { esDoor } from './es-door.ts'
import { esDownload } from './es-download.ts'
import { esHelp } from './es-help.ts'
import { esHistory } from './es-history.ts'
import { esLetter } from './es-letter.ts'
import { esManage } from './es-manage.ts'
import { esPictures } from './es-pictures.ts'
import { esPlan } from './es-plan.ts'
import { esReceipt } from './es-receipt.ts'
import { esRestore } from './es-restore.ts'
import { esSearchForm } from './es-search-form.ts'
import { esSettings } from './es-settings.ts'
import { esWayIn } from './es-way-in.ts'

export const esMore = {
  ...esDoor,
  ...esReceipt,
  ...esPictures,
  ...esPlan,
  ...esRestore,
  ...esSearchForm,
  ...esSettings,
  ...esBackups,
  ...esDownload,
  acts: esActs,
  accessLinks: esAccess,
  ...esWayIn,
  ...esHelp,
  ...esHistory,
  ...esCard,
  ...esLetter,
  ...esManage,
} satisfies MoreTexts
