const letters: Record<string, string> = {
  ...{ a: 'à', e: 'é', i: 'î', o: 'ö', u: 'ü', y: 'ý', c: 'ç', n: 'ñ', s: 'š', z: 'ž' },
  ...{ A: 'Å', E: 'É', I: 'Î', O: 'Ö', U: 'Û', C: 'Ç', N: 'Ñ', S: 'Š' },
}

/** The pseudo-locale en-XA of a catalogue: accents, brackets, two fifths longer. */
export function pseudo<T extends object>(texts: T): T {
  // how Intl knows the language stays
  return { ...(mark(texts) as T), language: 'en' }
}

function mark(it: unknown): unknown {
  if (typeof it === 'string') return put(it)
  if (typeof it === 'function') return (...args: unknown[]) => put(String(it(...args)))
  const entries = Object.entries(it as object)
  return Object.fromEntries(entries.map(([name, one]) => [name, mark(one)]))
}

function put(text: string): string {
  if (!/\p{L}/u.test(text) || text.startsWith('⟦')) return text
  const accented = text.replace(/[a-z]/gi, letter => letters[letter] ?? letter)
  return `⟦${accented} ${'ẋẋẋẋẋẋẋ '.repeat(Math.ceil(text.length / 20)).slice(0, Math.ceil(text.length * 0.4))}⟧`
}
