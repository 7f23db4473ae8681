import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  futimesSync,
  linkSync,
  openSync,
  statSync,
} from 'node:fs'

type Path = string | Buffer

/**
 * Gives a file another name. Where it has as many as the file system allows (ext4: 65,000), which one message that stands
 * thousands of times in a folder comes to in a few days, a durable copy of it, with its date, gets the name.
 */
export function linkOrCopy(file: Path, name: Path): void {
  try {
    linkSync(file, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EMLINK') throw error
    copyDurably(file, name)
  }
}

// The folder is made durable by whoever made it.
function copyDurably(file: Path, name: Path): void {
  copyFileSync(file, name, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  const { atime, mtime } = statSync(file)
  const fd = openSync(name, 'r')
  try {
    futimesSync(fd, atime, mtime)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
