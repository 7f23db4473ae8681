import { shortDay } from './dates.ts'
import { openBackup, openFolder } from './open.ts'
import { lost, place } from './place.ts'
import { signedOut } from './server.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** Keeps the title of the browser's tab: day, folder, whose mailbox. Run as an effect. */
export function watchTitle(): void {
  const who = me.value
  if (lost.value) {
    document.title = words.titleOf.lost
    return
  }
  if (who === null || signedOut.value) {
    document.title = words.titleOf.signIn
    return
  }
  const { view, q } = place.value
  if (who && view) {
    document.title =
      view === 'missing'
        ? words.titleOfView.missing(who.address)
        : words.titleOfView.search(q ?? '', who.address)
    return
  }
  const backup = openBackup.value
  const folder = openFolder.value
  document.title =
    who && backup && folder
      ? words.titleOf.day(shortDay(backup.takenAt, backup.zone), folder.name, who.address)
      : words.name
}
