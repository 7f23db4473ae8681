/** What waits in lines that take turns: one of each line, so that a long line keeps no other waiting. */
export function fairTurns<T>() {
  const lines = new Map<string, T[]>()
  return {
    add(line: string, one: T): void {
      const waiting = lines.get(line)
      if (waiting) waiting.push(one)
      else lines.set(line, [one])
    },
    /** Its line comes again after all others. */
    next(): [line: string, one: T] | undefined {
      for (const [line, waiting] of lines) {
        lines.delete(line)
        const one = waiting.shift()
        if (waiting.length) lines.set(line, waiting)
        if (one !== undefined) return [line, one]
      }
      return undefined
    },
  }
}
