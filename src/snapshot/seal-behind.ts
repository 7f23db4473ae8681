import type { InColumns } from '../domain/copy-columns.ts'
import type { StateChanges, StateHeader } from '../domain/folder-state.ts'
import type { IndexWriter, RunStore } from '../domain/ports.ts'

/** States are sealed side by side, so that their fsyncs become one of the disk's, up to so many copies in all. */
const MOST_COPIES = 20_000
const MOST_STATES = 4

/**
 * Seals the states of folders, and puts them into the index, while the next folder is on its way. What is being sealed is
 * held in memory, so `seal` waits until there is room; a large folder has it to itself. A failure is thrown by a later
 * `seal`, and by `done`.
 */
export function sealBehind({ store, index }: { store: RunStore; index: IndexWriter }) {
  const sealing = new Map<Promise<void>, number>()
  let failed: { error: unknown } | undefined
  return {
    /** `written` resolves when the messages have their names and the index was told of them */
    async seal(
      header: StateHeader,
      copies: InColumns,
      written: () => Promise<void>,
      changes?: StateChanges,
    ): Promise<void> {
      while (sealing.size && (sealing.size >= MOST_STATES || held() + header.messages > MOST_COPIES))
        await Promise.race(sealing.keys())
      if (failed) throw failed.error
      const one: Promise<void> = sealOne(header, copies, written, changes)
        .catch(error => {
          failed ??= { error }
        })
        .finally(() => sealing.delete(one))
      sealing.set(one, header.messages)
    },
    /** resolves when all are sealed */
    async done(): Promise<void> {
      await Promise.all(sealing.keys())
      await store.flush()
      if (failed) throw failed.error
    },
  }

  function held(): number {
    return [...sealing.values()].reduce((sum, messages) => sum + messages, 0)
  }

  async function sealOne(
    header: StateHeader,
    copies: InColumns,
    written: () => Promise<void>,
    changes?: StateChanges,
  ): Promise<void> {
    const { folder, n } = header
    await written()
    // What a state shows is durable before it is.
    await store.flush()
    await store.sealState(header, copies)
    // Only now: the index must not know a state that may never be.
    await index.state({ folder, n }, store.manifest(folder, n), changes)
  }
}
