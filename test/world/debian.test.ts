import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { findProgram, providePrograms, unpackedServers } from './debian.ts'
import { findPlainUser } from './plain-user.ts'
import { tempFolder } from './temp.ts'

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

  it('are named in one sentence when the network to Debian is not there, and nothing half is left', async () => {
    await using folder = await tempFolder('debian')
    const conf = join(folder.path, 'apt.conf')
    const nowhere = ['Dir::State::lists', 'Dir::Cache'].map(name => `${name} "${folder.path}/apt";\n`)
    await writeFile(
      conf,
      `${nowhere.join('')}Acquire::http::Proxy "http://127.0.0.1:1";\nAcquire::Retries "0";\n`,
    )
    const module = new URL('./debian.ts', import.meta.url).href
    const code = `import { provideServers } from ${JSON.stringify(module)}
      console.log(provideServers(() => {}))`
    const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', code], {
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: folder.path, APT_CONFIG: conf },
    })
    assert.match(
      child.stdout,
      /^(These Debian packages could not be fetched to be unpacked: |The tests unpack )/,
    )
    for (const server of ['cyrus', 'courier'] as const)
      assert.equal(
        existsSync(join(folder.path, 'yestermail', server, unpackedServers[server].program)),
        false,
      )
  })
})
