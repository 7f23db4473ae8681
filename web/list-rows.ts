import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import { html } from './html.ts'
import { useMeasures, useMoving, useOpenMessage } from './list-moving.ts'
import { isAsked, type Loaded, loaded, ready, reload } from './loaded.ts'
import { type ListPage, loadPage, pageSize } from './mail.ts'
import { MessageRow } from './message-row.ts'
import { Failed } from './notice.ts'
import { inBackup } from './open.ts'
import { go, place } from './place.ts'
import { pagesOf, rowWindow, scrollTo } from './row-window.ts'
import { asTrouble, type Trouble } from './server.ts'
import { words } from './words.ts'

interface Props {
  account: string
  folder: string
  name: string
  total: number
  seenFrom: number
  outgoing: boolean
}

/** Fast scrolling asks for no page it only passes. */
const settle = 70
/** The rows: only those in view are drawn and only their pages asked for, whatever the length of the folder. */
export function ListRows(props: Props) {
  const { account, folder, total } = props
  const box = useRef<HTMLDivElement>(null)
  const probe = useRef<HTMLDivElement>(null)
  const size = useSignal({ row: 76, view: 800 })
  const scroll = useSignal(0)
  const wanted = useSignal<number[]>([0])
  const active = useSignal(0)
  useMeasures(box, probe, size, scroll)

  const { row, view } = size.value
  const rows = rowWindow(total, row, scroll.value, view)
  const pages = pagesOf(rows, pageSize)
  useEffect(() => {
    const timer = setTimeout(() => {
      wanted.value = pages
    }, settle)
    return () => clearTimeout(timer)
  }, [pages.join(), account])

  const page = (n: number) =>
    loaded(`page ${account} ${folder} ${n}`, () => loadPage(account, folder, n)).value
  const answers = new Map(
    pages
      .filter(n => wanted.value.includes(n) || isAsked(`page ${account} ${folder} ${n}`))
      .map((n): [number, ReturnType<typeof page>] => [n, page(n)]),
  )
  const at = (index: number) =>
    ready<ListPage>(answers.get(Math.floor(index / pageSize)))?.rows[index % pageSize]

  const show = useCallback(
    (index: number) => {
      const element = box.current
      const { row, view } = size.peek()
      if (element && view > 0) element.scrollTop = scrollTo(total, row, element.scrollTop, view, index)
    },
    [total, size],
  )
  useOpenMessage({ ...props, active, show })

  const failed = [...answers].filter(([, answer]) => answer.state === 'failed').map(([n]) => n)
  const move = useMoving({ total, active, show, open: index => openRow(at(index)?.id, folder), box })
  const again = () => {
    for (const n of failed) reload(`page ${account} ${folder} ${n}`, () => loadPage(account, folder, n))
  }
  const indexes = Array.from({ length: rows.end - rows.first }, (_, i) => rows.first + i)
  const stop = active.value >= rows.first && active.value < rows.end ? active.value : rows.first
  const { email } = place.value
  const drawn = useRef(new Map<string, VNode>())
  const before = drawn.current
  drawn.current = new Map()
  const draw = (index: number) => {
    const found = at(index)
    const top = rows.top + (index - rows.first) * row
    const isOpen = found !== undefined && found.id === email
    const key = [account, index, found?.id, top, row, isOpen, index === stop].join()
    // The same node again is passed over by Preact: scrolling draws only the rows that come.
    const node =
      before.get(key) ??
      html`<${MessageRow} key=${index} row=${found} index=${index} height=${row} top=${top} isOpen=${isOpen}
        isActive=${index === stop} outgoing=${props.outgoing} seenFrom=${props.seenFrom}
        to=${found ? inBackup(folder, found.id) : null} onFocus=${() => {
          active.value = index
        }} />`
    drawn.current.set(key, node)
    return node
  }
  return html`<div ref=${box} class="rows" role="grid" aria-label=${words.list.title(props.name)} aria-rowcount=${total} aria-readonly="true"
      onScroll=${() => {
        const at = box.current?.scrollTop ?? 0
        // Whole rows are enough to know which to draw, but not where the scroll bar is stretched.
        scroll.value = rows.height < total * row ? at : at - (at % row)
      }} onKeyDown=${move}>
    <div ref=${probe} class="row probe" aria-hidden="true"><div class="row-inside"><span class="row-who">X</span><span class="row-subject">X</span><span class="row-preview">X</span></div></div>
    <div role="presentation" class="rows-inside" style=${{ height: `${rows.height}px` }}>${indexes.map(draw)}</div>
  </div>
  ${failed.length > 0 && html`<div class="list-failed"><${Failed} title=${words.list.failed} trouble=${troubleOf(answers)} again=${again} /></div>`}`
}

function troubleOf(answers: ReadonlyMap<number, Loaded<ListPage>>): Trouble {
  for (const answer of answers.values()) if (answer.state === 'failed') return answer.trouble
  return asTrouble(null)
}

/** Opens a row; from message to message it is one step for Back, not a hundred. */
function openRow(id: string | undefined, folder: string): boolean {
  if (id === undefined) return false
  if (id !== place.peek().email) go(inBackup(folder, id), { replace: place.peek().email !== null })
  return true
}
