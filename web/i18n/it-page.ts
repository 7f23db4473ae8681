import type { enPage } from './en-page.ts'

/** La pagina stessa: le sue parti, le sue lingue, che cosa si può scegliere. */
export const itPage = {
  part: {
    failed: 'Una parte di questa pagina non è stata caricata.',
  },
} satisfies typeof enPage
