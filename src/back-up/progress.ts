import type { Progress } from '../domain/point.ts'

/** Reports at most some times a second, and each new folder. `now` is a clock in milliseconds. */
export function steadyReport(
  report: (progress: Progress) => Promise<void>,
  now: () => number,
): (progress: Progress) => void {
  // A run that is over at once has nothing to report on the way.
  let last = now()
  let folder: string | null = null
  return progress => {
    if (now() - last < 400 && progress.folder === folder) return
    last = now()
    folder = progress.folder
    // Telling is not worth a run, still less the process.
    report(progress).catch(() => {})
  }
}
