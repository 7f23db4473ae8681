import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ExportProgress } from '../src/http/wire.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { size } from './numbers.ts'
import { ask } from './server.ts'
import { words } from './words.ts'

/** How often the server is asked how much it has sent: milliseconds. */
const look = 700

/** How far the browser has come with a download, and how it goes on when it breaks. */
export function DownloadProgress({ url }: { url: string }) {
  const now = useSignal<ExportProgress | null>(null)
  const ticket = url.split('/')[2] ?? ''
  useEffect(() => {
    let timer = 0
    let isOver = false
    const watch = async () => {
      now.value = await ask<ExportProgress>(`/api/export/${ticket}`).catch(() => now.peek())
      if (!isOver) timer = window.setTimeout(watch, look)
    }
    timer = window.setTimeout(watch, look)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [ticket])
  const { download } = words
  const it = now.value
  if (!it?.isBegun) return html`<p class="bar-text" role="status">${download.waiting}</p>`
  if (it.end === 'done')
    return html`<p class="bar-text" role="status">${icon('check', 'small')}${download.done}</p>`
  const far = it.size === null ? size(it.sent) : download.far(size(it.sent), size(it.size))
  return html`<div class="download-progress">
    ${
      it.end === null
        ? html`<progress class="bar" aria-label=${download.progress} max=${it.size ?? undefined} value=${it.size === null ? undefined : it.sent}></progress>
          <p class="bar-text">${far}</p>`
        : html`<p class="bar-note warn" role="status">${icon('warning')}<span>${download.broken(far)}</span></p>`
    }
    <p class="fine">${it.size === null ? download.notResumed : download.resumed}</p>
  </div>`
}
