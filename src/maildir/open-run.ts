import { mkdirSync } from 'node:fs'
import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Receipt, StateHeader } from '../domain/folder-state.ts'
import type { FolderId, Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'
import type { AccountFiles, RunStore } from '../domain/ports.ts'
import { type BegunMaildir, beginMaildir, discard, type LinkCopies } from './build-maildir.ts'
import { clearRemains } from './clear-remains.ts'
import { syncFolder } from './durable.ts'
import type { Layout } from './layout.ts'
import {
  copyColumns,
  lastReceipt,
  readReceipt,
  sealedDays,
  type sealedStates,
  stateCopies,
  stateHeader,
} from './read-state.ts'
import { type Checkpoint, clearIncoming, journaledFolders, openReadingJournal } from './reading-journal.ts'
import type { RemoveTree } from './remove-links.ts'
import { openMessageStore } from './store-messages.ts'
import { removeDay, sweep } from './sweep.ts'
import { sealDay } from './write-day.ts'
import { sealState } from './write-state.ts'

/** Opens an account's files for one run, under its lease. What a killed run left half done is cleared first. */
export async function openRun(
  layout: Layout,
  account: AccountId,
  run: string,
  checkpoint?: Checkpoint,
  removeTree?: RemoveTree,
  linkCopies?: LinkCopies,
): Promise<RunStore> {
  const root = layout.account(account)
  const before = await readdir(root).catch((): string[] => [])
  for (const name of ['folders', 'days', 'messages', 'index', 'incoming'])
    await mkdir(join(root, name), { recursive: true })
  await openToReaders(join(root, 'index'))
  if (before.length < 5) for (const path of [root, join(root, '..'), layout.data]) await syncFolder(path)
  await clearIncoming(join(root, 'incoming'))
  const states = await clearRemains(layout, account)
  const messages = await openMessageStore(layout, account, run)
  const raws = new Map<FolderId, string>()
  const rawOf = (folder: FolderId) => raws.get(folder) ?? ''
  const journal = openReadingJournal(layout, account, { flush: messages.flush, rawOf }, checkpoint)
  const last = await lastReceipt(layout, account)
  const newest = await newestHeaders(layout, account, states, last?.receipt)
  const shown = new Map(last?.receipt.folders.map(f => [f.folder, Math.max(f.state ?? 0, f.newest?.n ?? 0)]))
  const manifests = new Map<string, Sha256>()
  // A first copy waits for the mail server and has time for its links; a thread for them is memory at its peak.
  const linkBeside = last ? linkCopies : undefined
  const begun = new Map<FolderId, BegunMaildir>()
  const forgetBegun = async (folder: FolderId) => {
    const one = begun.get(folder)
    begun.delete(folder)
    if (!one) return
    await one.linked()
    await discard(one.hidden)
  }
  // Once a run, and again when it has made one: a killed run may have made others.
  let foldersSynced: Promise<void> | null = null
  const ids = await journaledFolders(join(root, 'incoming'))
  for (const f of last?.receipt.folders ?? []) ids.set(f.raw, f.folder)
  for (const [raw, header] of newest) ids.set(raw, header.folder)
  let highest = Math.max(0, ...[...states.keys(), ...ids.values()].map(folder => Number(folder.slice(1))))
  const keepId = async (raw: string, id: FolderId) => {
    ids.set(raw, id)
    raws.set(id, raw)
    // Its directory keeps the id from being given again, also for a folder that never has messages.
    if (mkdirSync(layout.folder(account, id), { recursive: true })) foldersSynced = null
    return id
  }
  return {
    ...accountFiles(layout, account),
    newest: async () => newest,
    folderId: raw => keepId(raw, ids.get(raw) ?? `f${++highest}`),
    newFolderId: raw => keepId(raw, `f${++highest}`),
    // A day shows it though its Maildir be lost: it is no other's number.
    nextState: folder => Math.max(shown.get(folder) ?? 0, states.get(folder)?.at(-1) ?? 0) + 1,
    async ready() {
      await messages.ready()
      await journal.due()
    },
    remember: journal.remember,
    remembered: journal.remembered,
    put: messages.put,
    again: messages.again,
    putStream: messages.putStream,
    flush: messages.flush,
    beginState(state, copies) {
      // What an earlier try has begun is taken away first, when the state is sealed.
      if (!linkBeside || begun.has(state.folder)) return () => {}
      const one = beginMaildir(layout, account, { ...state, run }, copies, linkBeside)
      begun.set(state.folder, one)
      return one.link
    },
    async sealState(header, copies) {
      const known = begun.get(header.folder)
      if (known?.copies !== copies) await forgetBegun(header.folder)
      foldersSynced ??= syncFolder(join(root, 'folders'))
      await foldersSynced
      manifests.set(
        `${header.folder}/${header.n}`,
        await sealState(layout, account, header, copies, {
          run,
          linkBeside,
          begun: begun.get(header.folder),
        }),
      )
      begun.delete(header.folder)
      await journal.forget(header.folder)
    },
    async sealDay(receipt, clock) {
      const sealed = await sealDay(layout, account, receipt, clock, { run, last, manifests })
      // A run that was killed between a state and the end of its journal leaves one that says nothing new.
      for (const f of sealed.folders) if (f.outcome !== 'not-read') await journal.forget(f.folder)
      return sealed
    },
    removeDay: dir => removeDay(layout, account, dir),
    sweep: (before, goOn) => sweep(layout, account, before, goOn, removeTree),
    async close() {
      try {
        await journal.close()
        for (const folder of [...begun.keys()]) await forgetBegun(folder)
      } finally {
        await messages.close()
      }
    },
  }
}

// Readers of a WAL write its side files, and `serve` may be another user of the group. By the sticky bit it can neither
// rename nor remove what is not its own, so that no link of its making ever stands where we write.
async function openToReaders(folder: string): Promise<void> {
  const { mode, uid } = await stat(folder)
  if ((mode & 0o7777) !== SHARED && uid === process.getuid?.()) await chmod(folder, SHARED)
}

const SHARED = 0o3770

/** The sealed files of an account, for whoever only reads them. */
export function accountFiles(layout: Layout, account: AccountId): AccountFiles {
  return {
    days: () => sealedDays(layout, account),
    async receipts(onDamage) {
      const found: Receipt[] = []
      for (const dir of await sealedDays(layout, account)) {
        try {
          const receipt = await readReceipt(layout, account, dir)
          if (!receipt) throw new Error(`day ${dir} has no receipt`)
          found.push(receipt)
        } catch (error) {
          if (!onDamage) throw error
          onDamage(error)
        }
      }
      return found
    },
    copies: state => stateCopies(layout, account, state.folder, state.n),
    copyColumns: state => copyColumns(layout, account, state.folder, state.n),
    file: copy => join(layout.shard(account, copy.sha), copy.file ?? copy.sha),
    manifest: (folder, state) => layout.manifest(account, folder, state),
  }
}

// The last receipt has most headers already; only folders it does not know, and states sealed after it, are opened.
async function newestHeaders(
  layout: Layout,
  account: AccountId,
  states: Awaited<ReturnType<typeof sealedStates>>,
  last: Receipt | undefined,
) {
  const listed = new Map(last?.folders.map(f => [f.folder, f.newest]))
  const newest = new Map<string, StateHeader>()
  for (const [folder, numbers] of states) {
    const n = numbers.at(-1)
    if (n === undefined) continue
    const known = listed.get(folder)
    const header = known?.n === n ? known : await stateHeader(layout, account, folder, n).catch(() => null)
    if (header) newest.set(header.raw, header)
  }
  return newest
}
