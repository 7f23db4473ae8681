/** What the web server and the mail API must say alike, though neither may look into the other. */

export const CORE = 'urn:ietf:params:jmap:core'
export const MAIL = 'urn:ietf:params:jmap:mail'
/** Restore points and the runs that make them; on the control account. */
export const TIME_MACHINE = 'https://yestermail.example/jmap/timemachine'

/** RFC 8620 2: octets of a request. */
export const MAX_SIZE_REQUEST = 1_048_576
/** RFC 8620 2: requests of one session that are answered at once. */
export const MAX_CONCURRENT_REQUESTS = 4
