/**
 * The one place that reaches into a framed mail. A mail may hold `<img name=documentElement>`, and such a name
 * shadows the property of that name; the getters of the prototypes cannot be shadowed.
 */
const contentDocument = getter<HTMLIFrameElement, Document | null>(
  HTMLIFrameElement.prototype,
  'contentDocument',
)
const documentElement = getter<Document, HTMLElement | null>(Document.prototype, 'documentElement')
const contentType = getter<Document, string>(Document.prototype, 'contentType')
const scrollHeight = getter<Element, number>(Element.prototype, 'scrollHeight')
const scrollWidth = getter<Element, number>(Element.prototype, 'scrollWidth')
const listen = EventTarget.prototype.addEventListener

/** A mail that grows with its frame must not grow for ever. */
const mostChanges = 60

export interface FrameSize {
  width: number
  height: number
}

/**
 * Tells the natural size of the framed mail whenever it changes, and hands its key presses on.
 * Returns how to stop. `fit` is told the least width at which nothing sticks out.
 */
export function watchFrame(
  frame: HTMLIFrameElement,
  fit: (size: FrameSize) => void,
  keys: (on: Pick<Document, 'addEventListener'>) => void,
): () => void {
  const inside = contentDocument(frame)
  const root = inside && documentElement(inside)
  if (!inside || !root) return () => undefined
  keys({ addEventListener: listen.bind(inside) as Document['addEventListener'] })
  let changes = 0
  const measure = () => {
    if (changes++ > mostChanges) return
    const box = Element.prototype.getBoundingClientRect.call(root)
    const sticksOut = scrollHeight(root) > frame.clientHeight
    fit({ width: scrollWidth(root), height: Math.ceil(sticksOut ? scrollHeight(root) : box.height) })
  }
  const observer = new ResizeObserver(measure)
  observer.observe(root)
  measure()
  return () => observer.disconnect()
}

/** What the head of a framed mail says, which our server wrote there. */
export interface FrameNotes {
  /** pictures of other hosts that it names */
  pictures: number
  /** parts of it were too much to show */
  cut: boolean
}

/** What is noted of the framed mail; null when no mail is in the frame. */
export function frameNotes(frame: HTMLIFrameElement): FrameNotes | null {
  const inside = contentDocument(frame)
  if (!inside || contentType(inside) !== 'text/html') return null
  // The sanitizer lets no other meta element of these names pass.
  const noted = (name: string) => {
    const meta = Document.prototype.querySelector.call(inside, `meta[name="${name}"]`)
    return meta ? Number(Element.prototype.getAttribute.call(meta, 'content')) : 0
  }
  return { pictures: noted('remote-pictures'), cut: noted('cut') > 0 }
}

/** The document of a frame and its root element, past every name that shadows them. */
export function insideOf(frame: HTMLIFrameElement): { document: Document; root: HTMLElement } | null {
  const inside = contentDocument(frame)
  const root = inside && documentElement(inside)
  return inside && root ? { document: inside, root } : null
}

function getter<O, T>(prototype: object, name: string): (of: O) => T {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get
  if (!get) throw new Error(`this browser has no ${name}`)
  return of => get.call(of) as T
}
