import type { enPage } from './en-page.ts'

/** La propia página: sus partes, sus idiomas y lo que se puede elegir. */
export const esPage = {
  part: {
    failed: 'No se ha podido cargar una parte de esta página.',
  },
} satisfies typeof enPage
