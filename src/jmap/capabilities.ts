import {
  CORE,
  MAIL,
  MAX_CONCURRENT_REQUESTS,
  MAX_SIZE_REQUEST,
  TIME_MACHINE,
} from '../domain/jmap-capabilities.ts'
import { EMAIL_SORTS } from './email-sort.ts'

/** What the server says of itself in the Session and holds requests to. Limits are said before they bite. */

export const CAPABILITIES: ReadonlySet<string> = new Set([CORE, MAIL, TIME_MACHINE])

/** RFC 8620 2. Nothing can be uploaded or set, so those two sizes are zero. */
export const CORE_LIMITS = {
  maxSizeUpload: 0,
  maxConcurrentUpload: 0,
  maxSizeRequest: MAX_SIZE_REQUEST,
  maxConcurrentRequests: MAX_CONCURRENT_REQUESTS,
  maxCallsInRequest: 32,
  maxObjectsInGet: 1000,
  maxObjectsInSet: 500,
  collationAlgorithms: ['i;ascii-casemap', 'i;octet', 'i;unicode-casemap'],
}

/** RFC 8621 1.3.1, the same for each restore point. An email is one copy, so it is in exactly one mailbox. */
export const MAIL_LIMITS = {
  maxMailboxesPerEmail: 1,
  maxMailboxDepth: null,
  maxSizeMailboxName: 1000,
  maxSizeAttachmentsPerEmail: 0,
  emailQuerySortOptions: [...EMAIL_SORTS],
  mayCreateTopLevelMailbox: false,
}

/** Octets of body text that one request can be answered with; what is longer is cut and says so (`isTruncated`). */
export const MAX_BODY_VALUE_BYTES = 5 * 1_048_576

/** Characters of one whole answer. A window of any folder fits many times; a chain of echoes that doubles does not. */
export const MAX_ANSWER = 16 * 1_048_576

/** Octets of header that one request can read: 1,000 emails with every field they have, thrice over. */
export const MAX_HEADER_BYTES = 32 * 1_048_576

/** Body parts that one request can be answered with; ordinary mail has two to five. */
export const MAX_PARTS = 100_000

/** Octets of messages that one request reads again for snippets; beyond them a snippet is of the preview alone. */
export const MAX_SNIPPET_BYTES = 16 * 1_048_576
