import { createHash } from 'node:crypto'
import { chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MailboxShape {
  seed: number
  messages: number
  /** mean size of a message; sizes are log-normal around `medianKb` with a tail up to `maxKb` */
  meanKb: number
  medianKb: number
  maxKb: number
  /** folders and their shares, where not the usual ones */
  folders?: [name: string, share: number][]
  /** number of the first message, when more mail comes to a mailbox: it is newer than what numbers below it made */
  first?: number
}

/** 20,000 messages, 1.5 GB: most letters are short, a few carry most of the octets. */
export const wholeMailbox: MailboxShape = {
  seed: 20,
  messages: 20_000,
  meanKb: 75,
  medianKb: 12,
  maxKb: 8192,
}

const usualFolders: [name: string, share: number][] = [
  ['', 0.45],
  ['.Archive', 0.2],
  ['.Archive.2025', 0.1],
  ['.Sent', 0.12],
  ['.Junk', 0.03],
  ['.Trash', 0.03],
  ['.Lists.Gardening', 0.07],
]

/** Write a Maildir++ with made-up mail, the same for the same shape; returns its octets. */
export function makeMailbox(
  maildir: string,
  owner: { uid: number; gid: number },
  shape: MailboxShape,
): number {
  const folders = shape.folders ?? usualFolders
  const first = shape.first ?? 0
  for (const [folder] of folders)
    for (const part of ['', 'cur', 'new', 'tmp']) {
      mkdirSync(join(maildir, folder, part), { recursive: true })
      chownSync(join(maildir, folder, part), owner.uid, owner.gid)
    }
  // As in any mailbox somebody uses, folders are subscribed.
  const subscriptions = join(maildir, 'subscriptions')
  writeFileSync(subscriptions, folders.flatMap(([name]) => (name ? [`${name.slice(1)}\n`] : [])).join(''))
  chownSync(subscriptions, owner.uid, owner.gid)
  const random = randomFrom(shape.seed)
  const noise = base64Noise(shape.seed)
  const sizes = messageSizes(shape, random)
  const last = Date.UTC(2026, 9, 31) / 1000
  let total = 0
  for (const [nth, size] of sizes.entries()) {
    const i = first + nth
    const date = Math.floor(first ? last + i : last - 1500 * 86_400 * (1 - nth / shape.messages))
    const bytes = Buffer.from(writeMessage(random, noise, size, i, date))
    const folder = pickFolder(folders, random())
    const flags = `${random() < 0.1 ? 'F' : ''}${random() < 0.25 ? 'R' : ''}${random() < 0.85 ? 'S' : ''}`
    const wire = bytes.length + bytes.filter(octet => octet === 10).length
    const name = `${date}.M${i}P1.bench,S=${bytes.length},W=${wire}:2,${flags}`
    const file = join(maildir, folder, 'cur', name)
    writeFileSync(file, bytes, { mode: 0o600 })
    chownSync(file, owner.uid, owner.gid)
    utimesSync(file, date, date)
    total += wire
  }
  return total
}

/** Sizes with the wanted median, scaled in the tail until their mean is the wanted one. */
function messageSizes(shape: MailboxShape, random: () => number): number[] {
  const spread = Math.sqrt(2 * Math.log(shape.meanKb / shape.medianKb))
  const draws = Array.from({ length: shape.messages }, () => {
    const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.min(shape.maxKb, shape.medianKb * Math.exp(spread * gauss)) * 1024
  })
  const mean = draws.reduce((sum, size) => sum + size, 0) / draws.length
  const scale = (shape.meanKb * 1024) / mean
  return draws.map(size => Math.max(700, Math.min(shape.maxKb * 1024, size * scale)))
}

function writeMessage(random: () => number, noise: string, size: number, i: number, date: number): string {
  const person = Math.floor(random() ** 2 * 900)
  const id = createHash('sha1').update(`${i}`).digest('hex').slice(0, 16)
  const subject = sentence(random, 3 + Math.floor(random() * 6))
  const head = [
    'Return-Path: <bounce@lists.example>',
    `Received: from mx${person % 7}.mail.example by mail.bench.example with ESMTPS id ${id};`,
    `\t${new Date(date * 1000).toUTCString().replace('GMT', '+0000')}`,
    `From: "Person ${person}" <person${person}@mail.example>`,
    'To: Anna <anna@bench.example>',
    `Subject: ${person % 5 ? subject : `=?UTF-8?B?${Buffer.from(`${subject} für Ærø`).toString('base64')}?=`}`,
    `Date: ${new Date(date * 1000).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@mail.example>`,
    ...(random() < 0.4 && i > 50 ? [`In-Reply-To: <${earlierId(random, i)}@mail.example>`] : []),
    'MIME-Version: 1.0',
  ]
  const text = paragraphs(random, Math.min(size * 0.5, 800 + random() ** 3 * 14_000))
  if (random() < 0.3 && size < 20_000)
    return `${head.join('\n')}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`
  const left = Math.floor(size - text.length * 2.4 - 900)
  const html = `<html><body>${text
    .split('\n\n')
    .map(p => `<p style="margin:0 0 1em">${p}</p>`)
    .join('\n')}</body></html>`
  const alternative = `--alt${id}\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--alt${id}\nContent-Type: text/html; charset=utf-8\n\n${html}\n--alt${id}--\n`
  if (left < 2000)
    return `${head.join('\n')}\nContent-Type: multipart/alternative; boundary="alt${id}"\n\n${alternative}`
  const from = Math.floor(random() * 50_000) * 77
  const attachment = attached(noise, from, left)
  return `${head.join('\n')}\nContent-Type: multipart/mixed; boundary="mix${id}"\n\n--mix${id}\nContent-Type: multipart/alternative; boundary="alt${id}"\n\n${alternative}\n--mix${id}\nContent-Type: application/pdf; name="${word(random)}-${i}.pdf"\nContent-Disposition: attachment; filename="${word(random)}-${i}.pdf"\nContent-Transfer-Encoding: base64\n\n${attachment}--mix${id}--\n`
}

/** `length` octets of base64 lines, begun at a line. */
function attached(noise: string, from: number, length: number): string {
  const start = from % noise.length
  let text = noise.slice(start, start + length)
  while (text.length < length) text += noise.slice(0, length - text.length)
  return `${text.slice(0, Math.floor(text.length / 77) * 77)}`
}

function base64Noise(seed: number): string {
  const random = randomFrom(seed + 1)
  const bytes = Buffer.alloc(57 * 60_000)
  for (let i = 0; i + 4 <= bytes.length; i += 4) bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), i)
  return bytes.toString('base64').replace(/.{76}/g, '$&\n')
}

function earlierId(random: () => number, i: number): string {
  const earlier = i - 1 - Math.floor(random() * 50)
  return createHash('sha1').update(`${earlier}`).digest('hex').slice(0, 16)
}

function paragraphs(random: () => number, size: number): string {
  let text = ''
  while (text.length < size) text += `${sentence(random, 8 + Math.floor(random() * 60))}.\n\n`
  return text.trimEnd().replace(/(.{60,76}) /g, '$1\n')
}

function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => word(random)).join(' ')
}

const syllables = 'ka lo mi ren tas ve nor dal est quo fra bil sum har den ion ål þór ção'.split(' ')

/** A few words come often, most seldom, as in a language. */
function word(random: () => number): string {
  let rank = Math.floor(40_000 ** random())
  let text = ''
  do {
    text += syllables[rank % syllables.length]
    rank = Math.floor(rank / syllables.length)
  } while (rank > 0)
  return text
}

function pickFolder(folders: readonly [string, number][], at: number): string {
  let sum = 0
  for (const [folder, share] of folders) {
    sum += share
    if (at < sum) return folder
  }
  return ''
}

/** A small generator (mulberry32): numbers in [0, 1), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
