/** Is this failure one of the process or the machine (files, memory) that says nothing of the file it was met at? */
export function isShortage(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return code === 'EMFILE' || code === 'ENFILE' || code === 'ENOMEM' || code === 'EAGAIN'
}
