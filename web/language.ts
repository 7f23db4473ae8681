/** The chosen language, else the first of the browser's that is known, else English. Norwegian of any kind is read by who writes bokmål. */
export function chooseLanguage<L extends string>(
  chosen: string | null,
  browser: readonly string[],
  known: readonly L[],
): L | 'en' {
  for (const tag of [chosen ?? '', ...browser]) {
    const [name = ''] = tag.toLowerCase().split(/[-_]/)
    const wanted = name === 'no' || name === 'nn' ? 'nb' : name
    const found = known.find(one => one === wanted)
    if (found) return found
  }
  return 'en'
}
