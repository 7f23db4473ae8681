/** May this be the path of a folder that somebody names for mail to go to? A control character could end an IMAP command. */
export function isFolderPath(path: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,1000}$/u.test(path)
}
