import { html } from '../html.ts'

export interface Bar {
  name: string
  /** drawn from below, one on the other */
  parts: { amount: number; kind: 'good' | 'part' | 'bad' }[]
  /** said of it */
  text: string
}

/** Bars side by side, oldest first. What it shows is told as a list too, for who cannot see it. */
export function Plot({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(bar => bar.parts.reduce((sum, part) => sum + part.amount, 0)))
  // A few bars stand at the end, where the next ones will.
  const places = Math.max(30, bars.length)
  const wide = 100 / places
  // Below a few there is room for the name of the last alone.
  const isFew = bars.length < 16
  return html`<figure class="admin-plot"><figcaption>${title}</figcaption>
    <svg viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true" focusable="false">${bars.map(
      (bar, i) => {
        let below = 0
        return bar.parts.map(({ amount, kind }) => {
          const high = (amount / most) * 30
          below += high
          return html`<rect class=${kind} x=${(places - bars.length + i) * wide + wide * 0.12} y=${30 - below} width=${wide * 0.76} height=${high}><title>${bar.name}: ${bar.text}</title></rect>`
        })
      },
    )}</svg>
    <p class="admin-axis" aria-hidden="true" style=${{ paddingInlineStart: `${isFew ? 0 : (places - bars.length) * wide}%` }}>
      <span>${!isFew && bars[0]?.name}</span><span>${bars.at(-1)?.name}</span></p>
    <ul class="unseen">${bars.map(bar => html`<li>${bar.name}: ${bar.text}</li>`)}</ul></figure>`
}
