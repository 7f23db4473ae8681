import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ExportAnswer } from '../src/http/wire.ts'
import { Dialog } from './dialog.ts'
import { type DownloadTarget, downloadTarget } from './download.ts'
import { DownloadAgain } from './download-again.ts'
import { DownloadProgress } from './download-progress.ts'
import { type Choice, chosen, forms, setChosen, usePrepared } from './download-request.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { size } from './numbers.ts'
import { visible } from './visible-text.ts'
import { troubleText, words } from './words.ts'

/** In which form messages are taken home: what is in the file and how large it is stands there before it is begun. */
export function DownloadDialog() {
  const target = downloadTarget.value
  if (!target) return null
  return html`<${Dialog} title=${words.download.title} kind="download"><${Form} target=${target} /><//>`
}

function Form({ target }: { target: DownloadTarget }) {
  const choice = useSignal<Choice>(chosen())
  const { state, again } = usePrepared(target, choice.value)
  const begun = useSignal<string | null>(null)
  const ready = useRef<HTMLDivElement>(null)
  const isConfirmed = useRef(false)
  // The form with the password is gone: who was in it stands before what it led to.
  useEffect(() => {
    if (isConfirmed.current && state.is !== 'password') ready.current?.focus()
    if (state.is === 'ready') isConfirmed.current = false
  }, [state.is])
  const confirmed = () => {
    isConfirmed.current = true
    again()
  }
  const change = (more: Partial<Choice>) => {
    choice.value = setChosen({ ...choice.value, ...more })
    begun.value = null
  }
  const { download, list } = words
  const { format, container, windows } = choice.value
  return html`<p class="download-what"><strong dir="auto"><bdi>${visible(target.title)}</bdi></strong>
      ${target.messages !== null && html`<span>${list.count(target.messages)}</span>`}</p>
    <fieldset class="download-forms"><legend>${download.form}</legend>
      ${forms.map(
        it => html`<label><input type="radio" name="download-form" checked=${it === format} onChange=${() => change({ format: it })} />
          <span><strong>${download.forms[it].name}</strong><small>${download.forms[it].text}</small></span></label>`,
      )}
    </fieldset>
    <fieldset class="segments setting"><legend>${download.file}</legend>
      ${containersOf(format).map(
        it => html`<label><input type="radio" name="download-file" checked=${it === container} onChange=${() => change({ container: it })} />
          <span>${it === container && icon('check', 'small')}${download.containers[it]}</span></label>`,
      )}
    </fieldset>
    ${
      (container !== 'none' || format === 'eml') &&
      html`<label class="switch"><input type="checkbox" checked=${windows} onChange=${() => change({ windows: !windows })} aria-describedby="download-windows" />
        <span>${download.windows}</span></label>
        <p class="fine" id="download-windows">${download.windowsText}</p>`
    }
    ${
      state.is === 'password'
        ? html`<${DownloadAgain} done=${confirmed} />`
        : html`<div class="download-ready" role="status" tabindex="-1" ref=${ready}>${
            state.is === 'preparing'
              ? html`<p>${download.preparing}</p>`
              : state.is === 'failed'
                ? html`<p class="bar-note warn">${icon('warning')}<span>${failure(state.trouble)}</span></p>
                  <button type="button" class="button" onClick=${again}>${words.again}</button>`
                : html`<${Ready} answer=${state.answer} isOneFile=${container === 'none'} />`
          }</div>`
    }
    ${
      state.is === 'ready' &&
      (container !== 'none' || state.answer.lost === 0) &&
      html`<p class="download-go"><a class="button main" href=${state.answer.url} download=${state.answer.name}
        onClick=${() => {
          begun.value = state.answer.url
        }}>${icon('download')}${download.begin(total(state.answer))}</a></p>`
    }
    ${begun.value !== null && html`<${DownloadProgress} key=${begun.value} url=${begun.value} />`}`
}

function Ready({ answer, isOneFile }: { answer: ExportAnswer; isOneFile: boolean }) {
  const { download, list } = words
  return html`<p><bdi class="download-name">${visible(answer.name)}</bdi>
      <span>${download.holds(list.count(answer.messages), total(answer))}</span></p>
    ${answer.size === null && html`<p class="fine">${download.about}</p>`}
    ${answer.lost > 0 && html`<p class="bar-note warn">${icon('warning')}<span>${isOneFile ? download.lostEnds(answer.lost) : download.lost(answer.lost)}</span></p>`}`
}

function total({ size: exact, bytes }: ExportAnswer): string {
  return size(exact ?? bytes)
}

function failure(trouble: { code: string; message: string }): string {
  if (trouble.code === 'nothing-to-download') return words.download.nothing
  if (trouble.code === 'busy') return words.download.busy
  if (trouble.code === 'not-found') return words.download.notFound
  return troubleText(trouble)
}

function containersOf(format: Choice['format']): Choice['container'][] {
  return format === 'mbox' ? ['none', 'zip'] : ['zip', 'tar']
}
