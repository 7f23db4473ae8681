import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { menu } from './actions-menu.ts'
import { Banner } from './banner.ts'
import { Calendar } from './calendar.ts'
import { clock, longDay } from './dates.ts'
import { useDayAhead } from './day-ahead.ts'
import { DayStrip } from './day-strip.ts'
import { closeDialog, Dialog, dialog } from './dialog.ts'
import { Divider, paneStyle } from './divider.ts'
import { FolderList } from './folder-list.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { enterPane } from './keys.ts'
import { later } from './later.ts'
import { MessageList } from './message-list.ts'
import { MessagePane } from './message-pane.ts'
import { Empty, Failed } from './notice.ts'
import { backups, lookAgain, openBackup, openFolder } from './open.ts'
import { go, place } from './place.ts'
import { density, layout, narrow, showPreview } from './preferences.ts'
import { say } from './said.ts'
import { SearchSoon } from './search-soon.ts'
import { cameIn, me, signOut, whoAmI } from './session.ts'
import { SessionEnd } from './session-end.ts'
import { TopBar } from './top-bar.ts'
import { words } from './words.ts'

const ActionsMenu = later(() => import('./actions-popover.ts').then(part => part.ActionsMenu))
const ManageFolders = later(() => import('./manage-folders.ts').then(part => part.ManageFolders))
const FailedDay = later(() => import('./failed-day.ts').then(part => part.FailedDay))
const Help = later(() => import('./help.ts').then(part => part.Help))
const ReceiptDialog = later(() => import('./receipt.ts').then(part => part.ReceiptDialog))
const MyBackups = later(() => import('./my-backups.ts').then(part => part.MyBackups))
const Settings = later(() => import('./settings.ts').then(part => part.Settings))
const PlanDialog = later(() => import('./back-up-now.ts').then(part => part.PlanDialog))
const SearchDialog = later(
  () => import('./search-dialog.ts').then(part => part.SearchDialog),
  () => html`<${SearchSoon} />`,
)
const CompareDialog = later(() => import('./compare-dialog.ts').then(part => part.CompareDialog))
const HistoryDialog = later(() => import('./history-dialog.ts').then(part => part.HistoryDialog))
const DownloadDialog = later(() => import('./download-dialog.ts').then(part => part.DownloadDialog))
const RestoreDialog = later(() => import('./restore-dialog.ts').then(part => part.RestoreDialog))
const Requests = later(() => import('./requests-dialog.ts').then(part => part.Requests))
const Letters = later(() => import('./letters.ts').then(part => part.Letters))
const WayIn = later(() => import('./way-in.ts').then(part => part.WayIn))

const PreviewDialog = later(() => import('./preview-dialog.ts').then(it => it.PreviewDialog))
const SourceDialog = later(() => import('./source-dialog.ts').then(it => it.SourceDialog))

/** The nights take a new password within seconds; only what is still so after these is told. */
const timesToAsk = 4

/** The mailbox as it was on one day: days above, folders, messages, message. */
export function MailView() {
  const all = backups.value
  if (all.state === 'failed')
    return html`<main class="alone"><${Failed} title=${words.trouble.title} trouble=${all.trouble} again=${lookAgain} /></main>`
  const backup = openBackup.value
  const reading = place.value.email !== null
  return html`<div class="mail" data-view=${reading ? 'message' : 'list'} data-density=${density.value} data-layout=${layout.value}
    data-preview=${showPreview.value ? 'yes' : 'no'}>
    <nav class="skips">
      ${skip('days', words.skip.days)}${skip('folders', words.skip.folders)}
      ${skip('messages', words.skip.list)}${skip('message', words.skip.message)}
    </nav>
    <${TopBar} />${me.value?.how !== 'password' && html`<${WayIn} />`}
    <${DayStrip} />
    ${backup === null ? html`<${Expired} />` : html`<${Banner} /><${Panes} />`}
    <${OpenDialog} />
    ${menu.value && html`<${ActionsMenu} open=${menu.value} />`}
    <${NightsStopped} /><${SessionEnd} />
  </div>`
}

function Panes() {
  useEffect(() => {
    if (!cameIn()) return
    const isReading = narrow.peek() && place.peek().email !== null
    const pane = document.getElementById(isReading ? 'message' : 'messages')
    pane?.focus()
    pane?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus()
  }, [])
  useLookingAgain()
  useSaying()
  useDayAhead()
  return html`<div class="panes" style=${paneStyle()}>
    <nav id="folders" class="pane folders" aria-label=${words.folders.title} tabindex="-1"><${FolderList} /></nav>
    <${Divider} pane="folders" />
    <main class="sheet">
      <section id="messages" class="pane messages" tabindex="-1"><${MessageList} /></section>
      <${Divider} pane="list" />
      <section id="message" class="pane message" aria-label=${words.message.pane} tabindex="-1"><${MessagePane} /></section>
    </main>
  </div>`
}

/** A page left open over night finds the new backup when it is looked at again. */
function useLookingAgain(): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return
      lookAgain()
      if (me.peek()?.state === 'needs-sign-in') whoAmI().catch(() => undefined)
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
}

/** The password kept for the nights is no longer right; a sign-in mends it, as soon as the nights have read it. */
function NightsStopped() {
  const asked = useSignal(0)
  const stopped = me.value?.state === 'needs-sign-in'
  useEffect(() => {
    if (!stopped) asked.value = 0
    if (!stopped || asked.value === timesToAsk) return
    const timer = setTimeout(() => {
      whoAmI()
        .catch(() => undefined)
        .then(() => {
          asked.value += 1
        })
    }, 1500)
    return () => clearTimeout(timer)
  }, [stopped, asked.value])
  if (!stopped || asked.value < timesToAsk) return null
  return html`<div class="toast" role="status"><p>${words.session.nightsStopped}</p>
    <button type="button" class="button" onClick=${signOut}>${words.session.signInAgain}</button></div>`
}

/** Day, folder and number of messages, for who cannot see them change. */
function useSaying(): void {
  useSignalEffect(() => {
    const backup = openBackup.value
    const folder = openFolder.value
    if (!backup || !folder) return
    const when = `${longDay(backup.takenAt, backup.zone)}, ${clock(backup.takenAt, backup.zone)}`
    say(words.said.day(when, folder.name, words.list.count(folder.folder.totalEmails)))
  })
}

function Expired() {
  return html`<main class="alone">
    <${Empty} icon="past" title=${words.trouble.expiredTitle} level="h1">
      <p>${words.trouble.expired}</p>
      <button type="button" class="button main" onClick=${() => go({ ...place.value, point: null })}>
        ${words.trouble.openLatest}
      </button>
    <//>
  </main>`
}

function OpenDialog() {
  const name = dialog.value
  if (name === 'calendar') return html`<${Calendar} />`
  if (name === 'help') return html`<${Help} />`
  if (name === 'receipt') return html`<${ReceiptDialog} />`
  if (name?.startsWith('receipt '))
    return html`<${ReceiptDialog} key=${name} number=${Number(name.slice(8))} />`
  if (name === 'my-backups') return html`<${MyBackups} />`
  if (name === 'settings') return html`<${Settings} />`
  if (name === 'manage-folders') return html`<${ManageFolders} />`
  if (name === 'plan') return html`<${PlanDialog} />`
  if (name === 'download') return html`<${DownloadDialog} />`
  if (name === 'restore') return html`<${RestoreDialog} />`
  if (name === 'requests') return html`<${Requests} />`
  if (name === 'letters') return html`<${Letters} />`
  if (name === 'preview') return html`<${PreviewDialog} />`
  if (name === 'source') return html`<${SourceDialog} />`
  if (name === 'search') return html`<${SearchDialog} />`
  if (name === 'compare') return html`<${CompareDialog} />`
  if (name?.startsWith('history ')) return html`<${HistoryDialog} key=${name} email=${name.slice(8)} />`
  if (name === 'folders')
    return html`<${Dialog} title=${words.folders.title} kind="drawer"><${FolderList} chosen=${closeDialog} /><//>`
  if (name?.startsWith('failed ')) return html`<${FailedDay} day=${name.slice(7)} />`
  return null
}

function skip(id: string, text: string) {
  const jump = (event: Event) => {
    event.preventDefault()
    enterPane(document.getElementById(id))
  }
  return html`<a href=${`#${id}`} onClick=${jump}>${icon('forward')}${text}</a>`
}
