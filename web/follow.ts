import { me } from './session.ts'

/** What the server's stream of events tells of (RFC 8620 7.3). */
export type Followed = 'RestoreRequest' | 'BackupRun' | 'RestorePoint'

interface Follower {
  type: Followed
  look: () => void
}

const followers = new Set<Follower>()
let source: EventSource | null = null

/**
 * Calls `look` whenever the server says that something of this type has changed, and when the page is looked at again;
 * every `every` milliseconds where no stream can be had. Answers how to stop. One stream serves the whole page, and none
 * is open while nobody looks: browsers open six connections to a server at most, of all windows together.
 */
export function follow(type: Followed, look: () => void, every: number): () => void {
  const follower = { type, look }
  followers.add(follower)
  const timer = setInterval(() => {
    if (source?.readyState !== EventSource.OPEN && document.visibilityState === 'visible') look()
    // One that was refused is tried again as often.
    listen()
  }, every)
  document.addEventListener('visibilitychange', listen)
  listen()
  return () => {
    clearInterval(timer)
    followers.delete(follower)
    listen()
  }
}

function listen(): void {
  const isWanted = followers.size > 0 && document.visibilityState === 'visible'
  if (followers.size === 0) document.removeEventListener('visibilitychange', listen)
  if (isWanted === (source !== null && source.readyState !== EventSource.CLOSED)) return
  source?.close()
  source = isWanted ? stream() : null
}

function stream(): EventSource {
  const made = new EventSource(
    '/jmap/events?types=RestoreRequest,BackupRun,RestorePoint&closeafter=no&ping=0',
  )
  // What changed before it was open, or while it was broken, nobody tells.
  made.onopen = () => tell(() => true)
  made.addEventListener('state', event => {
    const { changed } = JSON.parse(event.data) as { changed: Record<string, Record<string, string>> }
    const types = Object.keys(changed[me.peek()?.control ?? ''] ?? {})
    tell(({ type }) => types.includes(type))
  })
  return made
}

function tell(whom: (one: Follower) => boolean): void {
  for (const one of [...followers]) if (whom(one)) one.look()
}
