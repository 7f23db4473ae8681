/** Few sets of flags are in use: a copy in columns holds the number of its own in `all`. */
export interface FlagSets {
  all: string[][]
  /** the number of a set, which gets one when it is new */
  add(flags: string[]): number
}

export function startFlagSets(): FlagSets {
  const numbers = new Map<string, number>()
  const all: string[][] = []
  return {
    all,
    add(flags) {
      const key = JSON.stringify(flags)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, all.length)
      return all.push(flags) - 1
    },
  }
}

/** Numbers the arrays it is asked for, and puts them into `sets`. The same array has one number; its flags are not looked at. */
export function setNumbers(sets: string[][]): (flags: string[]) => number {
  const numbers = new Map<string[], number>()
  return flags => {
    const known = numbers.get(flags)
    if (known !== undefined) return known
    numbers.set(flags, sets.length)
    return sets.push(flags) - 1
  }
}
