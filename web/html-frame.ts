import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { foldQuotes } from './fold-quotes.ts'
import { type FrameNotes, frameNotes, watchFrame } from './frame-document.ts'
import { html } from './html.ts'
import { watchKeys } from './keys.ts'
import { ask } from './server.ts'
import { words } from './words.ts'

/** Equal to the sandbox tokens of the document's own policy. Never scripts, in no browser. */
const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'
/** Smaller than this a wide mail is not shrunk; then it scrolls sideways. */
const smallest = 0.45
const tallest = 60_000

interface FrameProps {
  url: string
  title: string
  dark: boolean
  /** told how many pictures of other hosts were left out, and whether it is all of it */
  noted: (notes: FrameNotes) => void
}

/** An HTML part as a document of its own, as high as it is, shrunk to the width where it is wider. White paper in both themes, unless the reader asks for dark. */
export function HtmlFrame({ url: given, title, dark, noted }: FrameProps) {
  // The same bytes on another day are not fetched again; and a new address in an old frame would be a step for Back.
  const url = useRef(given).current
  const frame = useRef<HTMLIFrameElement>(null)
  const paper = useRef<HTMLDivElement>(null)
  const size = useSignal({ width: 0, height: 120 })
  const room = useSignal(0)
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      room.value = Math.floor(entry?.contentRect.width ?? 0)
    })
    if (paper.current) observer.observe(paper.current)
    return () => {
      observer.disconnect()
      stop.current?.()
    }
  }, [room])
  const failed = useSignal(false)
  const onLoad = () => {
    stop.current?.()
    if (!frame.current) return
    const notes = frameNotes(frame.current)
    failed.value = notes === null
    // A frame cannot be asked for its status; when the session is over, this says so.
    if (notes === null) return void ask('/api/me').catch(() => undefined)
    noted(notes)
    foldQuotes(frame.current)
    stop.current = watchFrame(
      frame.current,
      next => {
        size.value = next
      },
      watchKeys,
    )
  }
  const { width, height } = size.value
  const scale = room.value > 0 && width > room.value + 1 ? Math.max(smallest, room.value / width) : 1
  const shown = Math.min(height, tallest)
  if (failed.value) return html`<p class="bar-note warn">${words.letter.htmlFailed}</p>`
  return html`<div ref=${paper} class=${dark ? 'paper dark' : 'paper'} style=${{ height: `${Math.ceil(shown * scale)}px` }}>
    <iframe ref=${frame} src=${url} title=${title} sandbox=${sandbox} referrerpolicy="no-referrer" onLoad=${onLoad}
      style=${{ height: `${shown}px`, width: scale < 1 ? `${width}px` : '100%', transform: scale < 1 ? `scale(${scale})` : 'none' }}></iframe>
  </div>`
}
