const diskCodes =
  /^(ENOSPC|EDQUOT|EROFS|EIO|EACCES|EPERM|ENOENT|ENOTDIR|EMFILE|ENFILE|EFBIG|EMLINK|SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB)(_.*)?)$/

/** Is this a failure of the data folder (full, read-only, gone), not of the mail server? */
export function isDisk(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  return typeof code === 'string' && diskCodes.test(code)
}
