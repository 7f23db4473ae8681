import type { Client } from './client.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import { randomFrom } from './make-mailbox.ts'
import { comparePeers } from './search-peers.ts'
import { benchWorld } from './world.ts'

const rowProperties = ['id', 'threadId', 'keywords', 'from', 'to', 'subject', 'receivedAt', 'preview']
const newestFirst = [{ property: 'receivedAt', isAscending: false }]

/** Words as they stand in the mailbox: of twenty hits a person makes, most are on words that many messages have. */
interface Words {
  word: string
  phrase: string
  subject: string
  sender: string
}

/**
 * The first fifty results of a search in any of fifteen days of a large mailbox, with their rows, over HTTP: frequent and
 * rare words, several, phrases, beginnings of words, people, and words together with folder, date, size and flags; then the
 * snippets of those rows. The same words are looked for by notmuch and mu in the same mail.
 */
export async function benchSearch({ small }: { small: boolean }): Promise<Figure[]> {
  const world = await benchWorld(small)
  await using server = await world.serve()
  const client = await world.client(server.url)
  const random = randomFrom(11)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const words = await gatherWords(client, world.points, random, small ? 40 : 200)
  const folders = await folderIds(client, world.points.at(-1)?.id ?? '')
  const times = new Map<string, number[]>()
  const snippets: number[] = []
  let nothing = 0
  const count = small ? 200 : 1200
  for (let i = -20; i < count; i++) {
    const [kind, filter] = pick(searches(pick(words), pick(words), pick(folders), random))
    const { id: accountId } = pick(world.points)
    const begun = performance.now()
    const ids = await firstResults(client, accountId, filter)
    const found = performance.now()
    if (ids.length === 0) nothing++
    if (i < 0) continue
    times.set(kind, [...(times.get(kind) ?? []), found - begun])
    if (ids.length === 0 || i % 4) continue
    await client.jmap(['SearchSnippet/get', { accountId, filter, emailIds: ids }])
    snippets.push(performance.now() - found)
  }
  if (nothing > count / 4) throw new Error(`${nothing} of ${count} searches found nothing`)
  for (const [kind, all] of times)
    console.log(`search, ${kind}: median ${ms(percentile(all, 0.5))}, p99 ${ms(percentile(all, 0.99))}`)
  const all = [...times.values()].flat()
  const what = `search over HTTP, ${world.points.length} days x ${world.messages}`
  return [
    atMost(`${what}, first 50 rows: median`, percentile(all, 0.5), 20, 'ms'),
    atMost(`${what}, first 50 rows: p99`, percentile(all, 0.99), 40, 'ms'),
    atMost(`${what}, snippets of 50 rows: median`, percentile(snippets, 0.5), 60, 'ms'),
    ...(await comparePeers(world, (accountId, text) => firstResults(client, accountId, { text }), words)),
  ]
}

async function firstResults(client: Client, accountId: string, filter: object): Promise<string[]> {
  const [found, rows] = await client.jmap(
    ['Email/query', { accountId, filter, sort: newestFirst, limit: 50, calculateTotal: true }],
    [
      'Email/get',
      {
        accountId,
        '#ids': { resultOf: '0', name: 'Email/query', path: '/ids' },
        properties: [...rowProperties, 'hasAttachment', 'size', 'mailboxIds'],
      },
    ],
  )
  if (rows.list.length !== found.ids.length) throw new Error('rows are missing')
  return found.ids
}

function searches(
  a: Words,
  b: Words,
  inMailbox: string,
  random: () => number,
): [kind: string, filter: object][] {
  const month = Date.UTC(2023 + Math.floor(random() * 3), Math.floor(random() * 12), 1)
  const dates = {
    after: new Date(month).toISOString(),
    before: new Date(month + 31 * 86_400_000).toISOString(),
  }
  return [
    ['a word', { text: a.word }],
    ['a word', { text: `"${a.word}"` }],
    ['two words', { text: `${a.word} ${b.word}` }],
    ['four words', { text: `${a.phrase} ${b.phrase}` }],
    ['a phrase', { text: `"${a.phrase}"` }],
    ['the beginning of a word', { text: `${a.word.slice(0, 4)}` }],
    ['from', { from: a.sender }],
    ['to', { to: 'anna' }],
    ['subject', { subject: a.subject }],
    ['body', { body: a.word }],
    ['file name', { fileName: 'pdf' }],
    ['a word in a folder', { text: a.word, inMailbox }],
    ['a word in a month', { text: a.word, ...dates }],
    ['a word with an attachment', { text: a.word, hasAttachment: true }],
    ['a word, flagged', { text: a.word, hasKeyword: '$flagged' }],
    ['a word, unread', { text: a.word, notKeyword: '$seen' }],
    ['large', { minSize: 200_000 }],
    ['unread in a folder', { notKeyword: '$seen', inMailbox }],
    ['with attachment', { hasAttachment: true }],
    ['a month', dates],
  ]
}

async function gatherWords(
  client: Client,
  points: readonly { id: string; messages: number }[],
  random: () => number,
  count: number,
): Promise<Words[]> {
  const words: Words[] = []
  while (words.length < count) {
    const { id: accountId, messages } = points[Math.floor(random() * points.length)] ?? {
      id: '',
      messages: 1,
    }
    const [, { list }] = await client.jmap(
      ['Email/query', { accountId, position: Math.floor(random() * messages), limit: 1 }],
      [
        'Email/get',
        {
          accountId,
          '#ids': { resultOf: '0', name: 'Email/query', path: '/ids' },
          properties: ['subject', 'preview', 'from'],
        },
      ],
    )
    for (const { subject, preview, from } of list) {
      const text: string[] = preview.match(/[\p{L}\p{N}]+/gu) ?? []
      const at = Math.floor(random() * (text.length - 2))
      const [word = '', next = ''] = text.slice(at, at + 2)
      const [title = ''] = subject?.match(/[\p{L}\p{N}]{2,}/u) ?? []
      if (word && next && title && from?.[0])
        words.push({ word, phrase: `${word} ${next}`, subject: title, sender: from[0].email })
    }
  }
  return words
}

async function folderIds(client: Client, accountId: string): Promise<string[]> {
  const [{ list }] = await client.jmap(['Mailbox/get', { accountId, ids: null }])
  return list
    .filter((one: { totalEmails: number }) => one.totalEmails > 0)
    .map((one: { id: string }) => one.id)
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`
}
