import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredMessage } from '../../src/domain/folder-state.ts'
import { accountFiles, copyOf, folderShown, letter, openBoth } from './index-files.ts'

type Shown = { path: string; mails: number[]; outcome?: 'partial' | 'not-read'; specialUse?: string }

/** An account whose points hold mails by their numbers, in folders by their paths; what vanished between two of them. */
async function mailbox(nights: Shown[][]) {
  const files = accountFiles()
  const { writer, close } = openBoth(files)
  const mails = new Map<number, StoredMessage>()
  for (const number of new Set(nights.flat().flatMap(folder => folder.mails)))
    mails.set(number, files.message(letter({ subject: `Mail ${number}` }), 1_700_000_000 + number))
  await writer.add([...mails.values()])
  const ids = [...new Set(nights.flat().map(folder => folder.path))]
  for (const [i, night] of nights.entries()) {
    const manifests = new Map<string, string>()
    const shown = []
    for (const { path, mails: held, outcome, specialUse } of night) {
      const folder = `f${ids.indexOf(path) + 1}`
      const state = outcome === 'not-read' ? null : i + 1
      // The flags change every night, so that every copy begins anew.
      const copies = held.map(one => copyOf(mails.get(one) as StoredMessage, one, `night${i}`))
      if (state !== null)
        manifests.set(`${folder}/${state}`, await files.manifest({ folder, n: state, path }, copies))
      shown.push(
        folderShown(folder, path, state, {
          ...(outcome ? { outcome } : {}),
          ...(specialUse ? { specialUse } : {}),
        }),
      )
    }
    await writer.seal({ number: i + 1, takenAt: i + 1 }, shown, manifests)
  }
  return {
    vanished: (before: number, after: number) => writer.vanished(before, after),
    async [Symbol.asyncDispose]() {
      await close()
      files.remove()
    },
  }
}

test('mail that is in no folder any more, or only in Trash and Junk, has vanished', async () => {
  await using box = await mailbox([
    [
      { path: 'INBOX', mails: [1, 2, 3, 4, 5, 6] },
      { path: 'Archive', mails: [7] },
      { path: 'Trash', mails: [8, 9] },
    ],
    [
      { path: 'INBOX', mails: [1, 10] },
      { path: 'Archive', mails: [2, 7] },
      { path: 'Trash', mails: [3] },
      { path: 'INBOX/Spam', mails: [4] },
    ],
  ])
  // 3 to the trash, 4 to spam, 5 and 6 nowhere; 2 was moved; 8 and 9 had been thrown away before.
  assert.deepEqual(await box.vanished(1, 2), { gone: 4, of: 7 })
})

test('changed flags and an unchanged mailbox are no loss', async () => {
  await using box = await mailbox([
    [{ path: 'INBOX', mails: [1, 2, 3] }],
    [{ path: 'INBOX', mails: [1, 2, 3] }],
  ])
  assert.deepEqual(await box.vanished(1, 2), { gone: 0, of: 3 })
})

test('the same bytes in another folder are still there, and twice the same bytes are one mail', async () => {
  await using box = await mailbox([
    [
      { path: 'INBOX', mails: [1, 2] },
      { path: 'Copies', mails: [1, 2] },
    ],
    [{ path: 'INBOX', mails: [1] }],
  ])
  assert.deepEqual(await box.vanished(1, 2), { gone: 1, of: 4 })
})

test('a folder that was not read, or not whole, is unknown: nothing of it is gone', async () => {
  for (const outcome of ['not-read', 'partial'] as const) {
    await using box = await mailbox([
      [
        { path: 'INBOX', mails: [1, 2, 3] },
        { path: 'Work', mails: [4, 5] },
      ],
      [
        { path: 'INBOX', mails: [1, 2], outcome },
        { path: 'Work', mails: [4] },
      ],
    ])
    assert.deepEqual(await box.vanished(1, 2), { gone: 1, of: 5 })
  }
})

test('a folder that was not read on the day before is compared with the day it was read last', async () => {
  await using box = await mailbox([
    [{ path: 'INBOX', mails: [1, 2, 3] }],
    [{ path: 'INBOX', mails: [], outcome: 'not-read' }],
    [{ path: 'INBOX', mails: [1] }],
  ])
  assert.deepEqual(await box.vanished(2, 3), { gone: 2, of: 3 })
})

test('a folder that is gone takes its mail along, a renamed one does not', async () => {
  await using box = await mailbox([
    [
      { path: 'INBOX', mails: [1] },
      { path: 'Old', mails: [2, 3] },
      { path: 'Project', mails: [4, 5, 6] },
    ],
    [
      { path: 'INBOX', mails: [1] },
      { path: 'Project 2026', mails: [4, 5, 6] },
    ],
  ])
  assert.deepEqual(await box.vanished(1, 2), { gone: 2, of: 6 })
})

test('what the server calls trash is trash under any name, and so is a second one by its usual name', async () => {
  await using box = await mailbox([
    [{ path: 'INBOX', mails: [1, 2, 3] }],
    [
      { path: 'INBOX', mails: [1] },
      { path: 'Eimer', mails: [2], specialUse: '\\Trash' },
      { path: 'Deleted Items', mails: [3] },
    ],
  ])
  assert.deepEqual(await box.vanished(1, 2), { gone: 2, of: 3 })
})
