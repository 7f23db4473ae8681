import type { Progress } from '../domain/point.ts'

/** Milliseconds between two reports. */
const STEADY = 400

/**
 * Tells how a run goes on: `tell` at most some times a second and of each new folder, `write` at most some times a second.
 * What is written waits for the disk, in the thread that talks to the mail server: a mailbox of small folders is not to
 * wait for each of them. `now` is a clock in milliseconds.
 */
export function steadyReport(
  { tell, write }: { tell(progress: Progress): void; write(progress: Progress): Promise<void> },
  now: () => number,
): (progress: Progress) => void {
  // A run that is over at once has nothing to report on the way.
  let told = now()
  let written = told
  let folder: string | null = null
  let unwritten: Progress | undefined
  let timer: NodeJS.Timeout | undefined
  const writeLast = () => {
    clearTimeout(timer)
    timer = undefined
    written = now()
    const last = unwritten
    unwritten = undefined
    if (last) write(last).catch(() => {})
  }
  return progress => {
    const at = now()
    if (at - told < STEADY && progress.folder === folder) return
    told = at
    folder = progress.folder
    try {
      tell(progress)
    } catch {
      // Telling is not worth a run, still less the process.
    }
    unwritten = progress
    if (at - written >= STEADY) writeLast()
    else timer ??= setTimeout(writeLast, STEADY).unref()
  }
}
