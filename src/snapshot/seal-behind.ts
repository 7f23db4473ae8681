import type { StateCopy, StateHeader } from '../domain/folder-state.ts'
import type { IndexWriter, RunStore } from '../domain/ports.ts'

/**
 * Seals the state of one folder, and puts it into the index, while the next folder is on its way: the index is the work of
 * another thread, links are made here in short bursts. One at a time: `seal` waits for the one before, and throws what that met.
 */
export function sealBehind({ store, index }: { store: RunStore; index: IndexWriter }) {
  let last: Promise<void> = Promise.resolve()
  return {
    async seal(header: StateHeader, copies: Iterable<StateCopy>): Promise<void> {
      await last
      last = sealOne(header, copies)
      last.catch(() => {})
    },
    /** resolves when all are sealed */
    done: () => last,
  }

  async function sealOne(header: StateHeader, copies: Iterable<StateCopy>): Promise<void> {
    const { folder, n } = header
    await store.sealState(header, copies)
    // Only now: the index must not know a state that may never be.
    await index.state({ folder, n }, store.manifest(folder, n))
  }
}
