import type { Charset } from './charsets.ts'

/** How a text/html part is wanted as a document of its own. */
export interface HtmlOptions {
  /** the reader asked for pictures from the internet */
  remote: boolean
  /** the reader chose it, whatever the message says of itself */
  charset?: Charset | null
  /** the reader asked for dark paper; a message that knows dark themes itself is left alone */
  dark?: boolean
  /** URL prefix under which this message's own parts are served, ends in "/" */
  partsUrl: string
}

export interface SafeHtml {
  /** a whole document */
  html: string
  /** how many remote pictures were held back (or let through) */
  remotePictures: number
  /** parts were left out, or only the text is shown, because the message is larger or deeper than any honest one */
  cut: boolean
}
