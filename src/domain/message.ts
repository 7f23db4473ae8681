/** Words about one message: what is known of it without asking the live server. All plain data (structured-clone safe). */

/** SHA-256 of the exact bytes, 64 lower-case hex digits. Names the file and is the JMAP blobId. */
export type Sha256 = string

/** RFC 8621 4.1.2.3 EmailAddress; `email` is the addr-spec exactly as written, never decoded inside. */
export interface Address {
  name: string | null
  email: string
}

/**
 * One node of the message's part tree, the one true structure: index, JMAP, view and download all use it.
 * Offsets are octets from the start of the message, end exclusive.
 */
export interface Part {
  /** RFC 8621 partId: "1", "2", "2.1"…; null for multipart/* */
  id: string | null
  /** lower case, "text/plain" where missing or senseless (RFC 2045 5.2) */
  type: string
  /** as declared, lower case; null where none is declared */
  charset: string | null
  /** lower-case Content-Transfer-Encoding; unknown ones are kept by name and read as binary */
  encoding: string
  /** lower case: "inline", "attachment", other; null where the field is missing */
  disposition: string | null
  /** decoded file name (RFC 2231, RFC 2047), not yet made safe for a disk */
  name: string | null
  cid: string | null
  language: string[] | null
  location: string | null
  header: [start: number, end: number]
  body: [start: number, end: number]
  /** octets after content-transfer-decoding */
  size: number
  /** multipart/* only. A message/rfc822 part is a leaf here (RFC 8621 4.1.4) */
  parts?: Part[]
}

/** The convenience properties of RFC 8621 4.1.3, parsed with the forms named there; null where the field is missing. */
export interface Envelope {
  messageId: string[] | null
  inReplyTo: string[] | null
  references: string[] | null
  sender: Address[] | null
  from: Address[] | null
  to: Address[] | null
  cc: Address[] | null
  bcc: Address[] | null
  replyTo: Address[] | null
  subject: string | null
  /** RFC 3339 with its own offset ("2026-11-14T09:12:00+01:00"); null where missing or senseless */
  sentAt: string | null
}

/** What was cut or guessed while reading, for a clear notice in the page. */
export type Notice =
  | 'unreadable' // could not be parsed at all; only the raw bytes can be had
  | 'cut-parts' // more parts than the limit
  | 'cut-depth' // nested deeper than the limit
  | 'cut-header' // header longer than the limit
  | 'no-end' // a multipart without its closing boundary
  | 'no-blank-line' // header without the blank line that ends it
  | 'two-from' // several From fields that name different senders; the first is shown

/** Everything the index keeps of one message; made by formats/read-message.ts in a worker thread, from its bytes alone. */
export interface MessageFacts {
  envelope: Envelope
  structure: Part
  /** octets of the top header, the blank line included */
  headerLength: number
  /** RFC 8621 4.1.1: does the person see an attachment */
  hasAttachment: boolean
  /** at most 256 characters, plain text, white space folded (RFC 8621 4.1.4) */
  preview: string
  /** what ties a thread: first of References, else of In-Reply-To, else the Message-ID, else '' (then the message is alone) */
  threadRoot: string
  notices: Notice[]
  /** texts for the full-text index, already folded for it (CJK and the like as overlapping bigrams) */
  search: SearchTexts
}

/** Names and addresses of one field each; `others` are those of Sender and Reply-To that stand nowhere else. */
export interface SearchTexts {
  subject: string
  from: string
  to: string
  cc: string
  bcc: string
  others: string
  files: string
  text: string
}

/** One message in one folder of one restore point, as the index answers it. */
export interface EmailRow {
  /** email id (domain/ids.ts), equal in all points that hold this copy */
  id: string
  folder: FolderId
  uidValidity: number
  uid: number
  blob: Sha256
  /** thread id, "t" + hex */
  thread: string
  /** JMAP keywords: lower case, "$seen" for \Seen and so on; "$deleted" is kept (the page shows such mail) */
  keywords: string[]
  /** octets */
  size: number
  /** INTERNALDATE, milliseconds since 1970 (whole seconds) */
  receivedAt: number
  envelope: Envelope
  preview: string
  hasAttachment: boolean
  headerLength: number
  structure: Part
  notices: Notice[]
}

/** Opaque name of a folder on disk and in ids, "f1", "f2"…; survives renames; one account's names only. */
export type FolderId = string
