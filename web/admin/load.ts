import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ask, asTrouble, signedOut, type Trouble } from '../server.ts'

export interface Got<T> {
  value: T | null
  trouble: Trouble | null
  again(): void
}

/**
 * What GET `path` answers, asked again every `every` milliseconds while the page is looked at, and when somebody has
 * signed in again. What is shown stays until the next answer is here. After `again` it is asked soon and more than once:
 * what somebody has just decided is done by another process.
 */
export function useGet<T>(path: string, every = 0): Got<T> {
  const value = useSignal<{ path: string; answer: T } | null>(null)
  const trouble = useSignal<Trouble | null>(null)
  const asked = useSignal(0)
  const again = () => {
    asked.value++
  }
  const isIn = !signedOut.value
  useEffect(() => {
    if (!isIn) return
    let over = false
    let timer = 0
    const soon = asked.peek() > 0 ? [300, 700, 1500] : []
    const look = async () => {
      if (document.visibilityState === 'visible')
        await ask<T>(path).then(
          answer => {
            if (over) return
            value.value = { path, answer }
            trouble.value = null
          },
          error => {
            if (!over) trouble.value = asTrouble(error)
          },
        )
      const wait = soon.shift() ?? every
      if (!over && wait) timer = window.setTimeout(look, wait)
    }
    look()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [path, every, asked.value, isIn])
  const here = value.value?.path === path ? value.value.answer : null
  return { value: here, trouble: here ? null : trouble.value, again }
}
