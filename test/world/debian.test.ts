import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { findProgram, providePrograms } from './debian.ts'
import { findPlainUser } from './plain-user.ts'

describe('the programs tests need', () => {
  it('are found, and then nothing is said and nothing done', () => {
    const said: string[] = []
    const need = { program: 'sh', package: 'dash', why: 'the shell' }
    assert.equal(
      providePrograms([need], line => said.push(line)),
      null,
    )
    assert.deepEqual(said, [])
    assert.equal(findProgram('no-such-program'), null)
  })

  it('are named in one sentence to a plain user, with the command that installs them', () => {
    const { uid, gid } = findPlainUser()
    const module = new URL('./debian.ts', import.meta.url).href
    const code = `import { providePrograms } from ${JSON.stringify(module)}
      const need = { program: 'no-such-program', package: 'no-such-package', why: 'nothing' }
      console.log(providePrograms([need], line => console.log('SAID', line)))`
    const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', code], {
      encoding: 'utf8',
      cwd: '/',
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    })
    assert.equal(
      child.stdout,
      'These Debian packages are needed: no-such-package. Install them with: sudo apt-get install --no-install-recommends no-such-package\n',
      child.stderr,
    )
  })
})
