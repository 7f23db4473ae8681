import type { Letter } from './letter.ts'
import { say } from './said.ts'
import { words } from './words.ts'

/** Prints one message and nothing around it; what makes the sheet is loaded with the first. */
export function printing(letter: Letter): void {
  import('./print-message.ts')
    .then(({ printMessage }) => printMessage(letter))
    .catch(() => say(words.letter.notPrinted))
}
