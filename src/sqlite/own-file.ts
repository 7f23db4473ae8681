import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  type Stats,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes an empty file with this mode, or sees that the one there is ours and has it, for a folder in which others of the
 * group may make files: what they put there in its place, such as a link to a key, is neither opened to them nor written.
 * Throws where the file is not ours.
 */
export function makeOwnFile(file: string, mode: number): void {
  if (made(file, mode)) return
  const found = ownFile(file)
  if (!found || (!hasMode(found, mode) && found.nlink > 1)) throw new Error(`not a file of ours: ${file}`)
  if (!hasMode(found, mode)) setMode(file, mode, found)
}

/** Is it a file that we, or whoever owns its folder, made? False for a link, even to one that is. */
export function isOwnFile(file: string): boolean {
  return ownFile(file) !== null
}

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants

function made(file: string, mode: number): boolean {
  try {
    const fd = openSync(file, O_RDWR | O_CREAT | O_EXCL, mode)
    try {
      // The umask had its say, too.
      fchmodSync(fd, mode)
    } finally {
      closeSync(fd)
    }
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function ownFile(file: string): Stats | null {
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) return null
  const us = process.geteuid?.() ?? found.uid
  return [us, 0, statSync(dirname(file)).uid].includes(found.uid) ? found : null
}

function hasMode(found: Stats, mode: number): boolean {
  return (found.mode & 0o777) === mode
}

// By its descriptor: its name may be another's by now. Rare, because closing it gives up locks of this process on the file.
function setMode(file: string, mode: number, seen: Stats): void {
  const fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const { dev, ino } = fstatSync(fd)
    if (dev !== seen.dev || ino !== seen.ino) throw new Error(`not a file of ours: ${file}`)
    // Another user's is as that user left it.
    if (seen.uid === process.geteuid?.() || process.geteuid?.() === 0) fchmodSync(fd, mode)
  } finally {
    closeSync(fd)
  }
}
