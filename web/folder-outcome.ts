import { type FolderNode, isAt } from './folder-tree.ts'
import { openBackup } from './open.ts'
import { words } from './words.ts'

/** Problems of a folder after which some of its mail is not in the backup. */
const inPart: ReadonlySet<string> = new Set([
  'folder-partial',
  'message-refused',
  'not-finished',
  'budget-spent',
])

/** What that night did not read of this folder, in words. */
export function outcome(one: FolderNode): string | null {
  const problem = openBackup.value?.problems.find(it => it.folder !== undefined && isAt(one, it.folder))
  if (problem?.code === 'folder-not-read') return words.folders.notRead
  return problem && inPart.has(problem.code) ? words.folders.partly : null
}
