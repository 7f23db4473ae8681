import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { tempFolder } from './temp.ts'

const passes = `it('passes', () => undefined)`
const fails = `describe('a suite', () => { it('always fails', () => assert.fail()); it('passes', () => undefined) })`
/** Leaves a file at its first run, and fails at it: so does a test that loses a race once. */
const failsOnce = `it('fails once', () => {
  const trace = import.meta.filename + '.seen'
  if (existsSync(trace)) return
  writeFileSync(trace, process.env.YESTERMAIL_SEED)
  assert.fail()
})`
/** Another test fails the second time, or the file as a whole. */
const failsOtherwise = (then: string) => `const trace = import.meta.filename + '.seen'
const again = existsSync(trace)
writeFileSync(trace, '')
it('fails first', () => assert.ok(again))
if (again) ${then}`
const dies = `it('passes', () => undefined)\nsetTimeout(() => process.exit(3), 10)`

describe('a run of test files', () => {
  it('passes when all pass, and none is run twice', async () => {
    const { passed, out } = await run({ one: passes, two: passes })
    assert.equal(passed, true, out)
    assert.doesNotMatch(out, /once more|unsteady/)
  })

  it('fails by a test that always fails, and does not call it unsteady', async () => {
    const { passed, out } = await run({ bad: fails, good: passes })
    assert.equal(passed, false, out)
    assert.match(out, /run once more alone: bad\.test\.ts\n/)
    assert.doesNotMatch(out, /unsteady/)
  })

  it('passes with a test that failed once, and names it in the last line', async () => {
    const { passed, out } = await run({ shaky: failsOnce, good: passes })
    assert.equal(passed, true, out)
    assert.match(out, /\nunsteady: shaky\.test\.ts: fails once\n$/)
    assert.equal(out.match(/slowest files:/g)?.length, 2, 'a second run, of the one file')
  })

  it('fails by the steady failure, and still names the unsteady one', async () => {
    const { passed, out } = await run({ bad: fails, shaky: failsOnce })
    assert.equal(passed, false, out)
    assert.deepEqual(out.match(/^unsteady: .*$/gm), ['unsteady: shaky.test.ts: fails once'])
  })

  it('calls nothing unsteady of a file that fails again, by whatever', async () => {
    const { passed, out } = await run({
      other: failsOtherwise(`it('fails then', () => assert.fail())`),
      whole: failsOtherwise('throw new Error("at the end")'),
    })
    assert.equal(passed, false, out)
    assert.doesNotMatch(out, /unsteady/)
    assert.deepEqual(out.match(/^failed again: .*$/gm)?.sort(), [
      'failed again: other.test.ts',
      'failed again: whole.test.ts',
    ])
  })

  it('fails by a file that ends outside of its tests', async () => {
    const { passed, out } = await run({ dead: dies })
    assert.equal(passed, false, out)
    assert.match(out, /run once more alone: dead\.test\.ts\n/)
  })

  it('tries nothing again when four files failed', async () => {
    const { passed, out } = await run({ a: failsOnce, b: failsOnce, c: failsOnce, d: failsOnce })
    assert.equal(passed, false, out)
    assert.doesNotMatch(out, /once more|unsteady/)
  })

  it('is ended at its limit, and fails without a second try', async () => {
    const { passed, out } = await run(
      { hangs: `it('hangs', () => new Promise(() => setInterval(() => 0, 999)))` },
      1500,
    )
    assert.equal(passed, false, out)
    assert.match(out, /took longer than/)
    assert.doesNotMatch(out, /once more/)
  })
})

/** In a process of its own: node runs no tests inside of tests. */
async function run(texts: Record<string, string>, all = 60_000): Promise<{ passed: boolean; out: string }> {
  await using folder = await tempFolder('run-files')
  for (const [name, text] of Object.entries(texts)) {
    const imports = `import assert from 'node:assert/strict'
      import { existsSync, writeFileSync } from 'node:fs'
      import { describe, it } from 'node:test'\n`
    await writeFile(join(folder.path, `${name}.test.ts`), imports + text)
  }
  const module = new URL('./run-files.ts', import.meta.url).href
  const files = Object.keys(texts).map(name => `${name}.test.ts`)
  const code = `import { runFiles } from ${JSON.stringify(module)}
    const passed = await runFiles(${JSON.stringify(files)}, { oneTest: 30_000, all: ${all} })
    process.exitCode = passed ? 0 : 1`
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', code], {
    cwd: folder.path,
    encoding: 'utf8',
    env: { ...env, YESTERMAIL_SEED: '7' },
  })
  return { passed: child.status === 0, out: child.stdout + child.stderr }
}
