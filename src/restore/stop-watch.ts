import type { PutBackWorld } from './put-back-world.ts'

/** So often at least it is asked whether it must stop: milliseconds, messages. */
const ASK_MS = 500
const ASK_MESSAGES = 64

/** Why it must stop, asked before each message; null: it goes on. */
export function stopWatch(world: PutBackWorld) {
  let asked = Number.NEGATIVE_INFINITY
  let since = 0
  return async () => {
    if (world.now() - asked < ASK_MS && ++since < ASK_MESSAGES) return null
    asked = world.now()
    since = 0
    return world.stop()
  }
}
