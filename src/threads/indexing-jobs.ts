import type { PointFolder, StateChanges, StoredMessage } from '../domain/folder-state.ts'
import type { FolderId } from '../domain/message.ts'
import type { Point } from '../domain/point.ts'
import type { Vanished } from '../domain/vanished.ts'

/** What the indexing thread is asked, and what it answers. Jobs of one file are done in the order of their ids. */
export type Job = { id: number; file: string } & Work

export type Work =
  | {
      kind: 'add'
      messages: StoredMessage[]
      /** places of messages that may have ended a thread: read alone, so that a second end is their own doing */
      suspects: number[]
      /** places of messages that ended it twice: not read again */
      unreadable: number[]
    }
  | {
      kind: 'seal'
      point: Pick<Point, 'number' | 'takenAt'>
      folders: PointFolder[]
      manifests: ReadonlyMap<string, string>
    }
  | { kind: 'state'; state: State; manifest: string; changes: StateChanges | undefined }
  | { kind: 'lacking'; states: readonly State[] }
  | { kind: 'vanished'; before: number; after: number }
  | { kind: 'drop'; point: number }
  /** writes what waits and closes this file's index, or with an empty file every index */
  | { kind: 'close' }

export interface State {
  folder: FolderId
  n: number
}

/** What was asked for, by the jobs that ask. */
export interface Found {
  lacking?: State[]
  vanished?: Vanished
}

/** 'read': the files of an add may be forgotten, its rows are not written yet. */
export type Answer =
  | { id: number; state: 'read' }
  | ({ id: number; state: 'done' } & Found)
  | { id: number; state: 'failed'; message: string; stack: string; code: string }

export interface IndexingData {
  /** which message is being parsed: id of its job (0 = none) and its place there; outlives a thread that dies on it */
  parsing: Int32Array<SharedArrayBuffer>
}
