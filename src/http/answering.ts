import { MAX_CONCURRENT_REQUESTS } from '../domain/jmap-capabilities.ts'
import { Refusal } from '../domain/refusal.ts'
import { inTurn } from './in-turn.ts'
import { inPieces, whenEnded } from './pace.ts'
import type { WebContext } from './web.ts'

export interface AnsweringLimits {
  /** octets of large answers that may wait for their readers, of all accounts together */
  unsent?: number
  /** an answer up to this size is always sent: turns bound how many there are */
  small?: number
}

/**
 * What answers cost the server while their readers take them, bounded. An account's turn lasts until its answer is sent
 * or its connection gone, so who does not read is not answered again and again. Refusals: 'busy', 'gone'.
 */
export function openAnswering({ unsent = 256 * 1_048_576, small = 262_144 }: AnsweringLimits = {}) {
  // A page that is leafed through quickly is no attack, nor is a message with two hundred pictures.
  const lines = {
    api: inTurn({ atOnce: MAX_CONCURRENT_REQUESTS, waiting: 32 }),
    parts: inTurn({ atOnce: 4, waiting: 200 }),
    // Taken until the last octet has gone out: what is decoded on the way costs this thread.
    decoded: inTurn({ atOnce: 6, waiting: 200 }),
  }
  let held = 0
  return {
    /** Waits for the account's turn. `gone` fires when nobody waits for the answer any more; `end` ends the turn early. */
    async turn(
      c: WebContext,
      line: keyof typeof lines,
    ): Promise<{ gone: AbortSignal; end: () => void } | 'full'> {
      const gone = new AbortController()
      whenEnded(c, () => gone.abort(ENDED))
      const end = await lines[line](c.get('account')?.id ?? '', gone.signal)
      if (end === 'full') return 'full'
      if (end === 'gone') throw new Refusal('gone', 'Whoever asked did not wait for the answer.')
      whenEnded(c, end)
      return { gone: gone.signal, end }
    },
    /** The same in a line of one's own; refused with 'busy' when it is full. */
    async turnOf(
      c: WebContext,
      line: ReturnType<typeof inTurn>,
      key: string,
    ): Promise<{ gone: AbortSignal; end: () => void }> {
      const gone = new AbortController()
      whenEnded(c, () => gone.abort(ENDED))
      const end = await line(key, gone.signal)
      if (end === 'full') throw busy()
      if (end === 'gone') throw new Refusal('gone', 'Whoever asked did not wait for the answer.')
      whenEnded(c, end)
      return { gone: gone.signal, end }
    },
    /** A text as a body whose reader is watched, with its length in octets. */
    body(c: WebContext, text: string): { body: ReadableStream<Uint8Array>; length: string } {
      const bytes = Buffer.from(text)
      if (bytes.length > small && held + bytes.length > unsent) throw busy()
      held += bytes.length
      whenEnded(c, () => {
        held -= bytes.length
      })
      return { body: inPieces(c, bytes), length: String(bytes.length) }
    },
  }
}

// Every request ends so: an error with a stack made for each is 3 % of what the server does.
const ENDED = 'ended'

export type Answering = ReturnType<typeof openAnswering>

export function busy(): Refusal {
  return new Refusal('busy', 'The server is busy. Try again in a moment.', { seconds: 5 })
}
