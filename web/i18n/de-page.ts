import type { enPage } from './en-page.ts'

/** Die Seite selbst: ihre Teile, ihre Sprachen, was sich einstellen lässt. */
export const dePage = {
  part: {
    failed: 'Ein Teil dieser Seite konnte nicht geladen werden.',
  },
} satisfies typeof enPage
