import type { enPage } from './en-page.ts'

/** Selve siden: delene, språkene og det som kan velges. */
export const nbPage = {
  part: {
    failed: 'En del av denne siden kunne ikke hentes.',
  },
} satisfies typeof enPage
