/** Is every point to be tried (`npm run test:all`)? */
export const everyPoint = process.env.YESTERMAIL_TEST === 'all'

/** Chooses the points of a sampled run; YESTERMAIL_SEED repeats one. */
export const seed = Number(process.env.YESTERMAIL_SEED ?? 1 + Math.floor(Math.random() * 999_999))

/** What a failing test must print to be repeated. */
export const howToRepeat = `YESTERMAIL_SEED=${seed} tries the same points again`

/**
 * So many of them by the seed: one of each of `many` equal stretches; `about` makes two tests choose apart. Of a run of
 * every point all, or every `stride`th.
 */
export function chosen<T>(points: readonly T[], many: number, about: string, stride = 1): T[] {
  if (everyPoint) return points.filter((_, i) => i % stride === 0)
  if (points.length <= many) return [...points]
  const random = randomFrom(`${seed} ${about}`)
  const stretch = points.length / many
  return Array.from({ length: many }, (_, i) => points[Math.floor((i + random()) * stretch)] as T)
}

/** Numbers in [0, 1), always the same for the same text (mulberry32). */
export function randomFrom(text: string): () => number {
  let state = 0
  for (const char of text) state = (Math.imul(state, 31) + char.charCodeAt(0)) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
