import type { TestEvent } from 'node:test/reporters'

/** After node's own closing lines: what was skipped and why, so that nothing is skipped silently, and the slowest files. */
async function* closingReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files: { file: string; seconds: number }[] = []
  const skipped: string[] = []
  for await (const event of events) {
    if (event.type === 'test:summary' && event.data.file !== undefined)
      files.push({ file: event.data.file, seconds: event.data.duration_ms / 1000 })
    if (event.type === 'test:pass' && event.data.skip !== undefined)
      skipped.push(`${event.data.name}: ${event.data.skip === true ? 'no reason given' : event.data.skip}`)
  }
  for (const line of skipped) yield `skipped: ${line}\n`
  files.sort((a, b) => b.seconds - a.seconds)
  yield 'slowest files:\n'
  for (const { file, seconds } of files.slice(0, 10))
    yield `${seconds.toFixed(1).padStart(7)} s  ${file.replace(`${process.cwd()}/`, '')}\n`
}

// node takes a reporter as a default export and in no other way
// biome-ignore lint/style/noDefaultExport: see above
export default closingReporter
