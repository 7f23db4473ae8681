import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CopyToExport, ExportState } from '../../src/domain/export.ts'
import { folderPaths } from '../../src/formats/archive-names.ts'
import { exportFiles, type FileNames } from '../../src/open/export-files.ts'

test('an MBOX of another day never has the name of another folder', () => {
  const plain = folderPaths(
    [
      { id: 'f1', parts: ['INBOX'] },
      { id: 'f2', parts: ['inbox (F1-2)'] },
    ],
    'unix',
  )
  const names: FileNames = {
    ...{ format: 'mbox', names: 'unix', zone: 'UTC' },
    ...{ plain, maildir: plain, inFolders: true },
  }
  const state: ExportState = { count: 0, keywords: {}, begun: [] }
  const copy = (folder: string): CopyToExport => ({
    ...{ folder, uid: 1, sha: 'a'.repeat(64), file: null, size: 1, crc32: 0 },
    ...{ date: 0, flags: [], subject: 'x' },
  })
  const given = ['f1', 'f2', 'f1', 'f2', 'f1'].map(
    folder => exportFiles([copy(folder)], names, state, new Set())[0]?.name.toLowerCase() ?? '',
  )
  assert.equal(new Set(given).size, 5, given.join())
})
