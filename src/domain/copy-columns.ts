import type { StateCopy } from './folder-state.ts'

/** What a copy's name in a Maildir is made of. */
export interface NamedCopy extends Pick<StateCopy, 'uid' | 'sha' | 'date' | 'size' | 'file'> {
  flags: readonly string[]
}

/** Copies in columns, a row each: what goes to another thread by the thousand is not cloned object by object. */
export interface PackedCopies {
  uids: Float64Array
  dates: Float64Array
  sizes: Float64Array
  /** 32 octets a row */
  shas: Uint8Array
  /** which of `sets` */
  flags: Uint32Array
  sets: readonly (readonly string[])[]
  /** by row, where it is not the plain hash */
  files: ReadonlyMap<number, string>
}
