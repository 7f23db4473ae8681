import { computed, signal } from '@preact/signals'
import { html } from './html.ts'
import type { ListSource } from './list-source.ts'
import { openBackup } from './open.ts'
import { home, place } from './place.ts'
import { words } from './words.ts'

type Views = typeof import('./views.ts')

// Not the open message: stepping through a list must not make it anew.
const view = computed(() => place.value.view)
const folder = computed(() => place.value.folder)
const q = computed(() => place.value.q)
const all = computed(() => place.value.all)
const sort = computed(() => place.value.sort)

const views = signal<Views | 'wanted' | 'loading' | 'failed'>('wanted')

/** The list of the view that is open; undefined while it is on its way, or where a folder is open. Its code comes when it is first needed. */
export const listOfView = computed<ListSource | undefined>(() => {
  const which = view.value
  const backup = openBackup.value
  if (!which || !backup) return undefined
  const here = views.value
  if (here === 'failed') return notHere()
  if (typeof here === 'string') {
    queueMicrotask(() => load().catch(() => undefined))
    return undefined
  }
  const at = {
    ...{ ...home, point: backup.number, view: which },
    ...{ folder: folder.value, q: q.value, all: all.value, sort: sort.value },
  }
  return which === 'search' ? here.searchSource(at, backup) : here.missingSource(at, backup)
})

async function load(): Promise<void> {
  if (views.peek() === 'loading') return
  views.value = 'loading'
  try {
    views.value = await import('./views.ts')
  } catch (error) {
    views.value = 'failed'
    throw error
  }
}

/** A list that says it could not be loaded; trying again loads its code. */
function notHere(): ListSource {
  return {
    ...{ key: 'views', view: 'views', title: words.search.results, total: null },
    load: async () => {
      await load()
      return { rows: [], total: 0 }
    },
    rank: async () => null,
    place: row => ({ ...place.peek(), email: row.id }),
    ...{ outgoing: false, seenFrom: 0, what: [], messages: null, empty: html`<p></p>` },
  }
}
