/**
 * The date a message's file has: its INTERNALDATE (seconds since 1970), as near as every file system can keep it, which is
 * from 1901 to 2038. As a Date: Node takes a number below zero for "now".
 */
export function fileDate(seconds: number): Date {
  return new Date(1000 * Math.min(Math.max(seconds, -(2 ** 31)), 2 ** 31 - 1))
}
