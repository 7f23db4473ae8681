/**
 * Chooses the form of a sentence for a number by the rules of one language: a catalogue gives the forms its language
 * has ("one other" in English, "one many other" in Italian) and may leave out those that equal `other`.
 */
export function plurals(language: string) {
  const rules = new Intl.PluralRules(language)
  return (count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string =>
    forms[rules.select(count)] ?? forms.other
}

/** Which form "2nd" and "3rd" take in one language. */
export function ordinals<Form extends Intl.LDMLPluralRule = 'one' | 'two' | 'few' | 'other'>(
  language: string,
) {
  const rules = new Intl.PluralRules(language, { type: 'ordinal' })
  return (n: number) => rules.select(n) as Form
}
