import { rolesOf } from '../domain/folder-roles.ts'
import type { Progress } from '../domain/point.ts'
import type { LiveFolder } from '../domain/ports.ts'

/** Counts what a run has done, over all folders; what earlier nights have brought in counts as done. */
export function startProgress(listed: readonly LiveFolder[], report: (progress: Progress) => void) {
  const readable = listed.filter(f => f.selectable)
  const progress: Progress = {
    folder: null,
    folders: readable.length,
    foldersDone: 0,
    messages: readable.reduce((sum, f) => sum + (f.status?.messages ?? 0), 0),
    messagesDone: 0,
    bytesDone: 0,
  }
  const roles = rolesOf(listed.map(live => ({ ...live, folder: live.raw })))
  let doneBefore = 0
  return {
    /** a folder is begun, or tried again */
    enter(live: LiveFolder) {
      progress.folder = live.path
      progress.delimiter = live.delimiter
      progress.role = roles.get(live.raw) ?? null
      progress.messagesDone = doneBefore
      report({ ...progress })
    },
    message(bytes: number) {
      progress.messagesDone++
      progress.bytesDone += bytes
      report({ ...progress })
    },
    /** `done`: messages of it that are in; a folder that was skipped as unchanged counts whole, one tried twice once */
    leave(live: LiveFolder, done: number) {
      if (live.selectable) progress.foldersDone++
      doneBefore += done
      progress.messagesDone = doneBefore
      report({ ...progress })
    },
  }
}
