/** What of package-lock.json (version 3) matters here. */
export interface Lock {
  lockfileVersion: number
  packages: Record<string, LockEntry>
}

export interface LockEntry {
  version?: string
  resolved?: string
  integrity?: string
  engines?: Record<string, string>
  gypfile?: boolean
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}

export interface PackageFile {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

/**
 * Carries its binaries with it, yet npm builds whatever has a binding.gyp unless the lock says no (npm 10, which does
 * not look into the package; `allowScripts` is npm 11's way). Its engines speak of the Node that runs it, which is the
 * one from node_modules; npm compares them with the Node that runs npm and frightens everybody who has Node 20.
 */
const carriesBinaries = 'node_modules/better-sqlite3'

/** The same lock as `npm ci` can use it on npm 10 and 11, anywhere: no build, no registry host. */
export function mendLock(lock: Lock): Lock {
  const packages = Object.entries(lock.packages).map(([place, entry]): [string, LockEntry] => {
    const { resolved: _, engines, ...kept } = entry
    if (place === carriesBinaries) return [place, { ...kept, gypfile: false }]
    return [place, engines ? { ...kept, engines } : kept]
  })
  return { ...lock, packages: Object.fromEntries(packages) }
}

/** All that would make `npm ci` fail or build somewhere, in sentences; empty when the lock is good. */
export function lockProblems(manifest: PackageFile, lock: Lock): string[] {
  const problems: string[] = []
  const declared = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }
  for (const [name, range] of Object.entries(declared)) {
    if (!/^\d+\.\d+\.\d+$/.test(range)) problems.push(`${name} is not pinned exactly: ${range}`)
    const locked = lock.packages[`node_modules/${name}`]?.version
    if (locked !== range) problems.push(`${name} is ${range} in package.json and ${locked} in the lock`)
  }
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (place === '') continue
    if (entry.resolved) problems.push(`${place} names a registry host`)
    if (!entry.integrity) problems.push(`${place} has no integrity`)
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!finds(lock, place, name))
        problems.push(`${place} lacks its optional ${name}: npm ci stops with EUSAGE`)
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (entry.hasInstallScript && !(name in manifest.allowScripts))
      problems.push(`${name} has an install script that allowScripts does not speak of`)
  }
  const binary = lock.packages[carriesBinaries]
  if (binary?.gypfile !== false)
    problems.push('better-sqlite3 would be built from source: gypfile is not false')
  if (binary?.engines) problems.push('better-sqlite3 would warn of the Node that runs npm: engines are there')
  return problems
}

/** Node's own way to look for a package: beside, then in every folder above. */
function finds(lock: Lock, place: string, name: string): boolean {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true
    if (at === '') return false
  }
}
