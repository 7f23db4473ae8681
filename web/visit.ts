import { closeDialog } from './dialog.ts'
import { go, type Place } from './place.ts'

/** A plain click on a link in a dialog: the dialog makes way for the place. With a modifier the browser opens its tab. */
export function visit(to: Place): (event: MouseEvent) => void {
  return event => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    closeDialog()
    go(to)
  }
}
