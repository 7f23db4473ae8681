import { makePerson, type Person } from './person.ts'
import { CORE, call, MAIL, strings, TIME } from './request.ts'

/** A small mailbox in which every condition and sort of Email/query tells some letters from others. */

interface Letter {
  folder: string
  day: number
  flags?: string[]
  head: string[]
  body: string
}

const attached = (name: string) =>
  `--b\n\nSee the file.\n--b\nContent-Type: application/pdf; name="${name}"\nContent-Disposition: attachment; filename="${name}"\n\n%PDF\n--b--\n`
const mixed = 'Content-Type: multipart/mixed; boundary=b'

const letters: Record<string, Letter> = {
  invoice: {
    folder: 'INBOX',
    day: 1,
    flags: ['\\Seen', '\\Flagged'],
    head: [
      'From: Maria Rossi <maria@rossi.example>',
      'To: Anna <anna@home.example>',
      'Subject: Fattura 2026-118',
      mixed,
    ],
    body: attached('fattura-118.pdf'),
  },
  reply: {
    folder: 'Sent',
    day: 2,
    flags: ['\\Seen'],
    head: [
      'From: Anna <anna@home.example>',
      'To: Maria Rossi <maria@rossi.example>',
      'Cc: Luca Verdi <luca@verdi.example>',
      'Subject: Re: Fattura 2026-118',
      'References: <invoice@test.example>',
    ],
    body: 'Grazie mille, la fattura è arrivata.',
  },
  list: {
    folder: 'Lists',
    day: 3,
    head: [
      'From: Build <build@lists.example>',
      'To: everybody@lists.example',
      'Subject: [build] nightly',
      'List-Id: Builds <builds.lists.example>',
      'Date: Tue, 3 Nov 2026 09:30:00 +0100',
    ],
    body: 'All builds passed. Größe: 12 MB.',
  },
  japan: {
    folder: 'INBOX',
    day: 4,
    flags: ['$Work'],
    head: [
      'From: =?utf-8?B?55Sw5Lit?= <tanaka@east.example>',
      'To: Anna <anna@home.example>',
      'Subject: =?utf-8?B?6KuL5rGC5pu4?=',
      'Content-Type: text/plain; charset=utf-8',
    ],
    body: '来月の請求書をお送りします。',
  },
  secret: {
    folder: 'INBOX',
    day: 5,
    flags: ['\\Deleted'],
    head: [
      'From: luca@verdi.example',
      'To: anna@home.example',
      'Bcc: boss@home.example',
      'Sender: office@verdi.example',
      'Subject: fwd: lunch',
      'X-Mood: hungry',
    ],
    body: 'Fattura? No, lunch!',
  },
  long: {
    folder: 'Archive',
    day: 6,
    flags: ['\\Seen', '$Work'],
    head: [
      'From: "Zoë" <zoe@north.example>',
      'To: Anna <anna@home.example>',
      'Subject: ARCHIVE',
      'References: <japan@test.example>',
      'X-Mood: tired',
      'Content-Type: text/html; charset=utf-8',
    ],
    body: `<html><head><style>hungry</style></head><body><p>Buongiorno</p>${'<i>x</i>'.repeat(900)}<img alt="picture of a cat"></body></html>`,
  },
}

export const NAMES = Object.keys(letters)
export const ACCOUNT_ID = 'p141'
export const folderIds: Record<string, string> = { INBOX: 'f1', Sent: 'f2', Lists: 'f3', Archive: 'f4' }

export interface SearchedMail extends AsyncDisposable {
  person: Person
  /** email id of a letter */
  id(name: string): string
  /** names of the letters that a query finds, or the type of its error */
  find(args: object, using?: string[]): Promise<string[] | string>
}

/** With our capability unless `using` says otherwise. */
export const OURS = [CORE, MAIL, TIME]

export async function makeSearchedMail(): Promise<SearchedMail> {
  const person = await makePerson([
    {
      folders: Object.keys(folderIds).map(path => ({
        path,
        messages: Object.entries(letters)
          .filter(([, { folder }]) => folder === path)
          .map(([name, { head, body, day, flags = [] }]) => ({
            raw: `${head.join('\n')}\nMessage-ID: <${name}@test.example>\n\n${body}\n`,
            date: `2026-11-0${day}T08:00:00Z`,
            flags,
          })),
      })),
    },
  ])
  const { list } = await call(
    person,
    'Email/get',
    { accountId: ACCOUNT_ID, ids: null, properties: ['messageId'] },
    OURS,
  )
  const names = new Map<string, string>()
  for (const { id, messageId } of list as unknown as { id: string; messageId: string[] }[])
    names.set(id, messageId[0]?.split('@')[0] ?? '')
  return {
    person,
    id: name => [...names].find(([, one]) => one === name)?.[0] ?? '',
    async find(args, using = OURS) {
      const { ids, error } = await call(person, 'Email/query', { accountId: ACCOUNT_ID, ...args }, using)
      return (error as unknown as string) ?? strings(ids).map(id => names.get(id) ?? id)
    },
    [Symbol.asyncDispose]: () => person[Symbol.asyncDispose](),
  }
}
