import { writeFileSync } from 'node:fs'
import type { TestEvent } from 'node:test/reporters'

/** A test that failed itself. A file that ended badly outside of any test stands as a test with the file's name. */
export interface Failure {
  /** absolute path */
  file: string
  test: string
}

/**
 * After node's own closing lines: what was skipped and why, so that nothing is skipped silently, and the slowest files.
 * The failures go as JSON into the file that FAILED_TESTS_FILE names, for whoever runs them again.
 */
async function* closingReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files: { file: string; seconds: number }[] = []
  const skipped: string[] = []
  const failures: Failure[] = []
  for await (const event of events) {
    if (event.type === 'test:summary' && event.data.file !== undefined)
      files.push({ file: event.data.file, seconds: event.data.duration_ms / 1000 })
    if (event.type === 'test:pass' && event.data.skip !== undefined)
      skipped.push(`${event.data.name}: ${event.data.skip === true ? 'no reason given' : event.data.skip}`)
    if (event.type === 'test:fail' && !failedWithin(event.data.details.error))
      failures.push({ file: event.data.file ?? '', test: event.data.name })
  }
  if (process.env.FAILED_TESTS_FILE) writeFileSync(process.env.FAILED_TESTS_FILE, JSON.stringify(failures))
  for (const line of skipped) yield `skipped: ${line}\n`
  files.sort((a, b) => b.seconds - a.seconds)
  yield 'slowest files:\n'
  for (const { file, seconds } of files.slice(0, 10))
    yield `${seconds.toFixed(1).padStart(7)} s  ${file.replace(`${process.cwd()}/`, '')}\n`
}

/** A suite that failed only because a test in it did. */
function failedWithin(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}

// node takes a reporter as a default export and in no other way
// biome-ignore lint/style/noDefaultExport: see above
export default closingReporter
