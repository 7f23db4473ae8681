/** The code that the catalogues (i18n/*-restore-problem.ts) have a sentence for. */
export function knownCode(code: string): string {
  return (Object.hasOwn(sameAs, code) && sameAs[code]) || code
}

/** Codes that ledger and worker have for the same. */
const sameAs: Record<string, string> = {
  'login-refused': 'sign-in-refused',
  'no-point': 'no-backup',
  'not-compared': 'server-unreachable',
  'not-finished': 'server-unreachable',
  'no-credential': 'restore-off',
  throttled: 'server-unreachable',
  'too-slow': 'server-unreachable',
}
