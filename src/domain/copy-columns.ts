/**
 * Copies in columns, a row each: where there are thousands, an object for each would be most of the work, and of the
 * memory; and what goes to another thread is not cloned object by object.
 */
export interface CopyColumns {
  uids: Float64Array
  /** seconds since 1970 */
  dates: Float64Array
  sizes: Float64Array
  /** 32 octets a row */
  shas: Uint8Array
  /** which of `sets` */
  flags: Uint32Array
  /** those that stand in these rows: a folder may have as many as messages */
  sets: readonly string[][]
  /** by row, where it is not the plain hash */
  files: ReadonlyMap<number, string>
  /** by row, where the server says another size */
  said: ReadonlyMap<number, number>
  /** by row, where the server gives ids */
  emailIds: ReadonlyMap<number, string>
}

/** Copies that can be gone through again and again, by rising UID, at most so many at a time. */
export interface InColumns {
  columns(most: number): Iterable<CopyColumns>
}
