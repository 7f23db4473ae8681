import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StateChanges, StateCopy } from '../../src/domain/folder-state.ts'
import { fc } from '../world/fast-check.ts'
import { accountFiles, copyOf, folderShown, letter, openBoth } from './index-files.ts'

const FOLDERS = ['f1', 'f2']
const LETTERS = 10

// Of a night: in each folder, letters that come or go, and letters whose flags change.
const night = fc.tuple(
  ...FOLDERS.map(() =>
    fc.record({
      turned: fc.uniqueArray(fc.nat(LETTERS - 1), { maxLength: 4 }),
      flagged: fc.uniqueArray(fc.nat(LETTERS - 1), { maxLength: 3 }),
    }),
  ),
)

test('an index that is told what changed counts and misses the same as one that is given whole states', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(night, { minLength: 2, maxLength: 5 }), async nights => {
      const files = accountFiles()
      const told = openBoth(files, 'told')
      const whole = openBoth(files, 'whole')
      try {
        // Three threads; the last letter has none.
        const letters = Array.from({ length: LETTERS }, (_, i) =>
          files.message(
            letter({ subject: `Letter ${i}`, id: `${i}`, references: i < 9 ? `root${i % 3}` : '' }),
            1_700_000_000 + i,
          ),
        )
        await told.writer.add(letters)
        await whole.writer.add(letters)
        const boxes = FOLDERS.map(() => new Map<number, StateCopy>())
        for (const [i, changed] of nights.entries()) {
          const n = i + 1
          const manifests = new Map<string, string>()
          for (const [at, folder] of FOLDERS.entries()) {
            const box = boxes[at] ?? new Map<number, StateCopy>()
            const before = new Map(box)
            for (const one of changed[at]?.turned ?? [])
              if (!box.delete(one + 1)) box.set(one + 1, copyOf(letters[one] as never, one + 1))
            for (const one of changed[at]?.flagged ?? []) {
              const copy = box.get(one + 1)
              if (copy) box.set(one + 1, { ...copy, flags: copy.flags.length ? [] : ['\\Seen'] })
            }
            const copies = [...box.values()].sort((a, b) => a.uid - b.uid)
            const manifest = await files.manifest({ folder, n, path: folder }, copies)
            manifests.set(`${folder}/${n}`, manifest)
            if (i > 0) await told.writer.state({ folder, n }, manifest, changesOf(before, box, i))
          }
          const shown = FOLDERS.map(folder => folderShown(folder, folder, n))
          await told.writer.seal({ number: n, takenAt: n }, shown, manifests)
          await whole.writer.seal({ number: n, takenAt: n }, shown, manifests)
          assert.deepEqual(await told.reader.folders(n), await whole.reader.folders(n))
          for (let before = 1; before < n; before++)
            assert.deepEqual(await told.writer.vanished(before, n), await whole.writer.vanished(before, n))
        }
      } finally {
        await told.close()
        await whole.close()
        files.remove()
      }
    }),
    { numRuns: 15 },
  )
})

function changesOf(before: Map<number, StateCopy>, now: Map<number, StateCopy>, from: number): StateChanges {
  const uids = [...new Set([...before.keys(), ...now.keys()])]
    .filter(uid => before.get(uid) !== now.get(uid))
    .sort((a, b) => a - b)
  return {
    from,
    header: {
      uidValidity: 7,
      readAt: 1_700_000_000_000,
      messages: now.size,
      bytes: [...now.values()].reduce((sum, copy) => sum + copy.size, 0),
    },
    uids,
    copies: uids.flatMap(uid => now.get(uid) ?? []),
  }
}
