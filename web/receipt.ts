import type { Backup } from './backups.ts'
import { dayAndTime, lastDay, longDay, shortDay, zoneName } from './dates.ts'
import { closeDialog, Dialog } from './dialog.ts'
import { html } from './html.ts'
import { icon } from './icons.ts'
import { Limits } from './limits.ts'
import { loaded, ready, reload } from './loaded.ts'
import { Failed } from './notice.ts'
import { count, size } from './numbers.ts'
import { backups, inBackup, openBackup, timeOf } from './open.ts'
import { follow, placePath } from './place.ts'
import { spotName } from './presence-badge.ts'
import { problemText } from './problem-words.ts'
import { ReceiptFolders } from './receipt-folders.ts'
import { type Damage, loadReceipt, type Receipt } from './receipts.ts'
import { me } from './session.ts'
import { words } from './words.ts'

/** What a backup holds and lacks, folder by folder, and the proof of it: the one of this number, else the open one. */
export function ReceiptDialog({ number }: { number?: number }) {
  const all = ready(backups.value)?.all
  const backup = number === undefined ? openBackup.value : all?.find(one => one.number === number)
  const control = me.value?.control
  if (!backup || !control) return null
  const key = `receipt ${backup.number}`
  const load = () => loadReceipt(control, backup.number)
  const answer = loaded(key, load).value
  const receipt = ready(answer)
  return html`<${Dialog} title=${words.receipt.title} kind="receipt">
    <dl class="facts">${facts(backup).map(([term, text]) => fact(term, text))}
      ${fact(words.receipt.lacks, lacks(backup, receipt))}
    </dl>
    ${
      answer.state === 'failed' &&
      html`<${Failed} title=${words.receipt.failed} trouble=${answer.trouble} again=${() => reload(key, load)} />`
    }
    ${answer.state === 'loading' && html`<div class="late" aria-busy="true"><div class="bone long"></div><div class="bone"></div></div>`}
    ${receipt && damages(receipt, backup)}
    ${receipt?.folders && html`<${ReceiptFolders} folders=${receipt.folders} />`}
    ${receipt && proof(receipt, backup)}
    <${Limits} />
  <//>`
}

function facts(backup: Backup): [string, unknown][] {
  const { receipt, banner, list } = words
  return [
    [
      receipt.taken,
      `${longDay(backup.takenAt, backup.zone)} ${banner.at(timeOf(backup))} (${zoneName(backup.zone)})`,
    ],
    [receipt.keptUntil, lastDay(backup.keptUntil, backup.zone, 'long')],
    ...backup.pinned.map((pin): [string, unknown] => {
      const day = longDay(Date.parse(pin.until), backup.zone)
      const says = pin.reason === 'alarm' || pin.reason === 'request' ? pin.reason : 'other'
      return [receipt.pinned, receipt.pinnedFor[says](day)]
    }),
    [receipt.holds, banner.size(list.count(backup.messages), size(backup.bytes))],
    [receipt.arrived, list.count(backup.newMessages)],
    [receipt.number, `#${count(backup.number)}`],
  ]
}

function fact(term: string, text: unknown) {
  return html`<div><dt>${term}</dt><dd>${text}</dd></div>`
}

function lacks(backup: Backup, receipt: Receipt | null | undefined) {
  if (receipt && !receipt.hasReceipt) return html`<p class="alert">${words.receipt.noReceipt}</p>`
  const { totals } = receipt ?? {}
  const says = backup.problems.length ? words.receipt.countedOfRead : words.receipt.counted
  const counted = totals && says(words.list.count(totals.counted), totals.stored)
  if (backup.problems.length === 0) return `${words.receipt.lacksNothing} ${counted ?? ''}`
  return html`<ul class="problems">${backup.problems.map(one => html`<li>${icon('warning')}<bdi>${problemText(one)}</bdi></li>`)}</ul>
    ${counted && html`<p class="fine">${counted}</p>`}`
}

function damages({ damages }: Receipt, backup: Backup) {
  if (damages.length === 0) return null
  return html`<section class="damages"><h3>${words.receipt.damaged}</h3>
    <p class="bar-note warn">${icon('warning')}<span>${words.receipt.damages(damages.length)}</span></p>
    <ul>${damages.slice(0, 50).map(one => html`<li>${damage(one, backup)}</li>`)}</ul>
  </section>`
}

function damage({ folder, uid, emailId }: Damage, { number }: Backup) {
  if (folder === null) return words.receipt.damagedDay
  const name = spotName({ path: folder })
  if (uid === null) return words.receipt.damagedFolder(name)
  const text = words.receipt.damagedMessage(name, uid)
  const [mailbox] = emailId?.match(/^e(\d+)-/)?.slice(1) ?? []
  if (!emailId || !mailbox) return text
  const to = { ...inBackup(`f${mailbox}`, emailId), point: number }
  const go = follow(to)
  const onClick = (event: MouseEvent) => {
    closeDialog()
    go(event)
  }
  return html`<a href=${placePath(to)} onClick=${onClick}>${text}</a>`
}

function proof(receipt: Receipt, backup: Backup) {
  const { chain, checkedAt, sha256 } = receipt
  const before = ready(backups.value)?.all.find(one => `p${one.number}` === chain.previousId)
  const linked = chain.state === 'linked' && before
  const text = linked
    ? words.receipt.chainState.linked(
        (before.localDay === backup.localDay ? dayAndTime : shortDay)(before.takenAt, before.zone),
      )
    : words.receipt.chainState[chain.state === 'linked' ? 'begins' : chain.state]
  return html`<h3>${words.receipt.proof}</h3>
    <dl class="facts">
      ${fact(
        words.receipt.checked,
        checkedAt
          ? words.receipt.checkedAt(longDay(Date.parse(checkedAt), backup.zone))
          : words.receipt.neverChecked,
      )}
      ${fact(words.receipt.chain, text)}
      ${sha256 && fact(words.receipt.seal, html`${words.receipt.sealText} <code class="hash">${sha256}</code>`)}
    </dl>`
}
