import type { Arguments } from './arguments.ts'
import { methodError } from './errors.ts'
import { type HeaderProperty, readHeaderProperty } from './header-property.ts'

/** Which properties an object is wanted with, in the order asked for. */
export interface Wanted {
  plain: string[]
  headers: HeaderProperty[]
}

const METADATA = ['id', 'blobId', 'threadId', 'mailboxIds', 'keywords', 'size', 'receivedAt']

/** RFC 8621 4.1.3: each is a header field in the form given there. */
export const CONVENIENCE = [
  'messageId',
  'inReplyTo',
  'references',
  'sender',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'sentAt',
] as const

const BODY = ['hasAttachment', 'preview', 'bodyValues', 'textBody', 'htmlBody', 'attachments']

/** RFC 8621 4.2: what Email/get answers when no properties are named. */
const DEFAULT = [...METADATA, ...CONVENIENCE, ...BODY]

const ALL: ReadonlySet<string> = new Set([...DEFAULT, 'headers', 'bodyStructure'])

/** Under our own capability: what was cut or guessed while reading, the IMAP UID, and are the stored bytes wrong or gone. */
const OURS: ReadonlySet<string> = new Set(['notices', 'uid', 'damaged'])

const PART_DEFAULT = [
  'partId',
  'blobId',
  'size',
  'name',
  'type',
  'charset',
  'disposition',
  'cid',
  'language',
  'location',
]

const PART_ALL: ReadonlySet<string> = new Set([...PART_DEFAULT, 'headers', 'subParts'])

/** `properties` of Email/get; `id` always. Throws `invalidArguments`. */
export function readEmailProperties(args: Arguments, withOurs: boolean): Wanted {
  const asked = args.stringsOrNull('properties') ?? DEFAULT
  return read(['id', ...asked], name => ALL.has(name) || (withOurs && OURS.has(name)), 'email')
}

/** `properties` of Email/parse (RFC 8621 4.9), which has no id of its own. Throws `invalidArguments`. */
export function readParsedProperties(args: Arguments, withOurs: boolean): Wanted {
  const asked = args.stringsOrNull('properties') ?? [...CONVENIENCE, ...BODY]
  return read(asked, name => ALL.has(name) || (withOurs && name === 'notices'), 'email')
}

/** `bodyProperties` of Email/get. Throws `invalidArguments`. */
export function readPartProperties(args: Arguments): Wanted {
  const asked = args.stringsOrNull('bodyProperties') ?? PART_DEFAULT
  return read(asked, name => PART_ALL.has(name), 'body part')
}

function read(names: readonly string[], is: (name: string) => boolean, of: string): Wanted {
  const wanted: Wanted = { plain: [], headers: [] }
  for (const name of new Set(names)) {
    const header = readHeaderProperty(name)
    if (header) wanted.headers.push(header)
    else if (is(name)) wanted.plain.push(name)
    else throw methodError('invalidArguments', `There is no ${of} property "${name}".`)
  }
  return wanted
}
