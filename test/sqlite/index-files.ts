import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { PointFolder, StateCopy, StateHeader, StoredMessage } from '../../src/domain/folder-state.ts'
import { inColumns } from '../../src/domain/pack-copies.ts'
import { encodeManifest } from '../../src/formats/manifest.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { layout } from '../../src/maildir/layout.ts'
import { openIndexReader } from '../../src/sqlite/read-index.ts'
import { openIndexWriter } from '../../src/sqlite/write-index.ts'

export const ACCOUNT = 'aaaaaaaaaaaaaaaa'

/** An account's files in a temporary folder, in the shapes the snapshotter leaves: messages and manifests. */
export function accountFiles(account = ACCOUNT, data = mkdtempSync(join(tmpdir(), 'yestermail-index-'))) {
  const files = layout(data)
  mkdirSync(files.index(account), { recursive: true })
  return {
    data,
    files,
    indexFile: (build: string) => files.indexFile(account, build),
    remove: () => rmSync(data, { recursive: true, force: true }),

    message(bytes: string | Uint8Array, date: number): StoredMessage {
      const octets = Buffer.from(bytes)
      const sha = createHash('sha256').update(octets).digest('hex')
      const shard = files.shard(account, sha)
      mkdirSync(shard, { recursive: true })
      const file = join(shard, sha)
      writeFileSync(file, octets)
      return { sha, date, size: octets.length, file }
    },

    /** The path of a new manifest. */
    async manifest(
      state: { folder: string; n: number; uidValidity?: number; path?: string },
      copies: readonly StateCopy[],
    ): Promise<string> {
      const { folder, n, uidValidity = 7, path = 'INBOX' } = state
      mkdirSync(files.folder(account, folder), { recursive: true })
      const file = files.manifest(account, folder, n)
      const header: StateHeader = {
        v: 1,
        folder,
        n,
        path,
        raw: path,
        delimiter: '/',
        specialUse: null,
        subscribed: true,
        uidValidity,
        uidNext: 1 + (copies.at(-1)?.uid ?? 0),
        highestModseq: null,
        readAt: 1_700_000_000_000,
        messages: copies.length,
        bytes: copies.reduce((sum, copy) => sum + copy.size, 0),
        gaps: [],
        unread: 0,
      }
      await pipeline(encodeManifest(header, inColumns(copies)), createWriteStream(file))
      return file
    },
  }
}

export type AccountFiles = ReturnType<typeof accountFiles>

export function letter({ subject = 'Hello', text = 'Hello.', id = '', references = '' }): string {
  return [
    'From: Anna <anna@mail.example>',
    'To: Ben <ben@mail.example>',
    `Subject: ${subject}`,
    ...(id ? [`Message-ID: <${id}@mail.example>`] : []),
    ...(references ? [`References: <${references}@mail.example>`] : []),
    '',
    text,
    '',
  ].join('\r\n')
}

export function copyOf(message: StoredMessage, uid: number, ...flags: string[]): StateCopy {
  const { sha, date, size } = message
  return { uid, sha, date, size, flags }
}

export function folderShown(
  folder: string,
  path: string,
  state: number | null,
  more: Partial<PointFolder> = {},
): PointFolder {
  return {
    folder,
    path,
    delimiter: '/',
    specialUse: null,
    subscribed: true,
    outcome: state === null ? 'not-read' : 'read',
    state,
    ...more,
  }
}

/** An index of these files, open to write and to read. */
export function openBoth(files: AccountFiles, build = 'one') {
  const writer = openIndexWriter({ readMessage }, files.indexFile(build))
  const reader = openIndexReader(files.indexFile(build))
  assert(reader)
  const close = async () => {
    reader.close()
    await writer.close()
  }
  return { writer, reader, close }
}

/** Seals INBOX with these copies as state n and point n. */
export async function sealInbox(
  files: AccountFiles,
  writer: ReturnType<typeof openIndexWriter>,
  n: number,
  copies: StateCopy[],
  uidValidity = 7,
): Promise<void> {
  const manifest = await files.manifest({ folder: 'f1', n, uidValidity }, copies)
  await writer.seal(
    { number: n, takenAt: n },
    [folderShown('f1', 'INBOX', n)],
    new Map([[`f1/${n}`, manifest]]),
  )
}
