import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ExportAnswer, ExportRequest } from '../src/http/wire.ts'
import { useAfterSignIn } from './after-sign-in.ts'
import type { DownloadTarget } from './download.ts'
import { ask, asTrouble, type Trouble } from './server.ts'

export interface Choice {
  format: ExportRequest['format']
  container: ExportRequest['container']
  /** names that Windows can hold */
  windows: boolean
}

export const forms = ['eml', 'mbox', 'maildir'] as const satisfies Choice['format'][]

let last: Choice | null = null

/** What was chosen last, as long as the page lives; at first what most people can open where they are. */
export function chosen(): Choice {
  last ??= { format: 'eml', container: 'zip', windows: /Windows/.test(navigator.userAgent) }
  return last
}

/** An MBOX is one file unless told otherwise, the others are many. */
export function setChosen(choice: Choice): Choice {
  const isMbox = choice.format === 'mbox'
  const fits = isMbox ? choice.container !== 'tar' : choice.container !== 'none'
  const wasMbox = last?.format === 'mbox'
  const container = fits && isMbox === wasMbox ? choice.container : isMbox ? 'none' : 'zip'
  last = { ...choice, container }
  return last
}

export type Prepared =
  | { is: 'preparing' }
  /** the sign-in is older than half an hour */
  | { is: 'password' }
  | { is: 'failed'; trouble: Trouble }
  | { is: 'ready'; answer: ExportAnswer }

/** Who tries the forms one after the other by the arrow keys has only the last one prepared: milliseconds. */
const quiet = 250

/** Asks the server for a download in this form: what it holds, how large it is, and where it is to be had. */
export function usePrepared(target: DownloadTarget, choice: Choice): { state: Prepared; again: () => void } {
  const state = useSignal<Prepared>({ is: 'preparing' })
  const tries = useSignal(0)
  const { format, container, windows } = choice
  useEffect(() => {
    let isOver = false
    state.value = { is: 'preparing' }
    const wish: ExportRequest = {
      what: target.what,
      title: target.title,
      ...{ format, container, names: windows ? 'windows' : 'unix' },
    }
    const timer = setTimeout(async () => {
      const next = await ask<ExportAnswer>('/api/export', wish).then(
        (answer): Prepared => ({ is: 'ready', answer }),
        (error): Prepared => {
          const trouble = asTrouble(error)
          return trouble.code === 'sign-in-again' ? { is: 'password' } : { is: 'failed', trouble }
        },
      )
      if (!isOver) state.value = next
    }, quiet)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [target, format, container, windows, tries.value])
  const again = () => {
    tries.value += 1
  }
  useAfterSignIn(state.value.is === 'failed', again)
  return { state: state.value, again }
}
