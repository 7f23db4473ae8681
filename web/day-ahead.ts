import { useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Backup } from './backups.ts'
import { folderSource } from './folder-source.ts'
import { flatten, folderTree } from './folder-tree.ts'
import { pageKey } from './list-pages.ts'
import { openList } from './list-source.ts'
import { loaded, ready } from './loaded.ts'
import { loadFolders } from './mail.ts'
import { accountOf, neighbour, openBackup, openFolder } from './open.ts'
import { place } from './place.ts'
import { threads } from './preferences.ts'

/** A day is looked at for so long before the next one is fetched ahead, in milliseconds. */
const quiet = 300

/** Who steps from day to day finds the next one there: the list of the open folder is fetched ahead, in the direction of the last step. */
export function useDayAhead(): void {
  const before = useRef<Backup | null>(null)
  const direction = useRef<1 | -1>(-1)
  useSignalEffect(() => {
    const backup = openBackup.value
    const folder = openFolder.value?.folder.id
    if (!backup || folder === undefined || !openList.value || place.value.view !== null) return
    const from = before.current
    if (from && from !== backup) direction.current = from.takenAt < backup.takenAt ? 1 : -1
    before.current = backup
    const timer = setTimeout(() => fetchAhead(direction.current, folder), quiet)
    return () => clearTimeout(timer)
  })
}

function fetchAhead(by: 1 | -1, folder: string): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  const next = neighbour(by)
  if (!next || connection?.saveData || document.visibilityState !== 'visible') return
  const tree = loaded(`folders ${next.number}`, async () => folderTree(await loadFolders(accountOf(next))))
  const stop = tree.subscribe(answer => {
    const node = flatten(ready(answer) ?? []).find(one => one.folder.id === folder)
    if (answer.state !== 'loading') queueMicrotask(() => stop())
    if (!node || node.folder.totalEmails === 0) return
    const source = folderSource({
      ...{ backup: next, node, filter: 'all' },
      ...{ sort: place.peek().sort, grouped: threads.peek() },
    })
    loaded(pageKey(source, 0), () => source.load(0))
  })
}
