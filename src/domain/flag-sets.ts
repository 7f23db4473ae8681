/** Characters of all sets of a folder: a million of the usual ones. More, which only somebody who means harm has, is a fault. */
const MOST = 32 << 20

/** Few sets of flags are in use: a copy in columns holds the number of its own in `all`. */
export interface FlagSets {
  all: string[][]
  /** the number of a set, which gets one when it is new; throws when there are more than memory should hold */
  add(flags: string[]): number
}

export function startFlagSets(): FlagSets {
  const numbers = new Map<string, number>()
  const all: string[][] = []
  let characters = 0
  return {
    all,
    add(flags) {
      const key = JSON.stringify(flags)
      const known = numbers.get(key)
      if (known !== undefined) return known
      characters += key.length
      if (characters > MOST) throw new Error('the messages of the folder have too many different flags')
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
