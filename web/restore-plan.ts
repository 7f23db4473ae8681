import { timeSpan } from './clock.ts'
import { pathText } from './folder-path.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { listed, size } from './numbers.ts'
import { knownCode } from './restore-codes.ts'
import type { Request } from './restore-requests.ts'
import type { RestoreChoice } from './restore-wish.ts'
import type { Dry } from './use-plan.ts'
import { visible } from './visible-text.ts'
import { troubleText, words } from './words.ts'

/** Folders that are named; of more only the number is said. */
const mostNamed = 6

interface DryRunProps {
  dry: Dry
  choice: RestoreChoice
  pick: (more: Partial<RestoreChoice>) => void
  again: () => void
  /** seconds in which it can be undone; 0: not at all */
  undoWithin: number
}

/** What it would do to the mailbox as it is now. */
export function DryRun({ dry, choice, pick, again, undoWithin }: DryRunProps) {
  const { restore } = words
  return html`<div class="restore-plan" role="status" aria-busy=${dry.is === 'comparing'}>
    ${dry.is === 'comparing' && html`<p>${restore.comparing}</p><progress aria-label=${restore.comparing}></progress>`}
    ${
      dry.is === 'failed' &&
      html`<p class="bar-note warn">${icon('warning')}<span>${problemOf(dry.trouble)}</span></p>
        ${!isFinal(dry.trouble) && html`<button type="button" class="button" onClick=${again}>${words.again}</button>`}`
    }
    ${dry.is === 'planned' && html`<${Plan} plan=${dry.plan} choice=${choice} pick=${pick} undoWithin=${undoWithin} />`}
  </div>`
}

function Plan({
  plan,
  choice,
  pick,
  undoWithin,
}: { plan: NonNullable<Request['plan']> } & Pick<DryRunProps, 'choice' | 'pick' | 'undoWithin'>) {
  const { restore } = words
  const tick = (name: 'moved' | 'binned', text: string) =>
    html`<label class="option"><input type="checkbox" checked=${choice[name]} onChange=${() => pick({ [name]: !choice[name] })} /><span>${text}</span></label>`
  return html`<p>${restore.compared}</p>
    <p class="restore-add"><strong>${plan.add > 0 ? restore.add(plan.add, size(plan.bytes)) : restore.nothing}</strong>
      ${plan.there > 0 && html` ${restore.there(plan.there)}`}</p>
    ${plan.moved > 0 && html`<p><bdi>${restore.moved(plan.moved, named(plan.movedTo.map(({ path }) => pathText(path))))}</bdi></p>${tick('moved', restore.alsoMoved)}`}
    ${plan.binned > 0 && html`<p>${restore.binned(plan.binned)}</p>${tick('binned', restore.alsoBinned)}`}
    ${plan.create.length > 0 && plan.add > 0 && html`<p><bdi>${restore.create(named(plan.create.map(visible)))}</bdi></p>`}
    ${plan.quota && plan.add > 0 && html`<p>${restore.room(size(Math.max(0, plan.quota.limit - plan.quota.used)))}</p>`}
    ${warnings(plan).map(text => html`<p class="bar-note warn">${icon('warning')}<span>${text}</span></p>`)}
    ${plan.add > 0 && (plan.canUndo && undoWithin > 0 ? html`<p>${restore.safe} ${restore.canUndo(timeSpan(undoWithin * 1000))}</p>` : html`<p>${restore.safe}</p><p class="bar-note">${icon('lock')}<span>${plan.canUndo ? restore.neverUndo : restore.noUndo}</span></p>`)}`
}

function warnings(plan: NonNullable<Request['plan']>): string[] {
  const { restore } = words
  return [
    ...plan.refused.map(({ why, count }) => restore.refused[why](count)),
    ...(plan.unknown > 0 ? [restore.unknown(plan.unknown)] : []),
    ...(plan.lost > 0 ? [restore.lost(plan.lost)] : []),
  ]
}

function named(names: readonly string[]): string {
  const some = names.slice(0, mostNamed)
  return listed(names.length > mostNamed ? [...some, '…'] : some)
}

/** What the same wish meets each time. */
function isFinal({ code }: { code: string }): boolean {
  return ['bad-folder-name', 'nothing-to-restore', 'restore-off', 'no-backup', 'no-point'].includes(code)
}

/** Why something about a restore could not be done, by its code. */
export function problemOf({ code, message }: { code: string; message: string }): string {
  const known: Record<string, string> = words.requests.problem
  const name = knownCode(code)
  if (Object.hasOwn(known, name)) return known[name] ?? ''
  return message ? troubleText({ code, message }) : words.requests.problem.other
}
