/** What jam.test.ts uses of jmap-jam. */
export class JamClient {
  constructor(config: {
    bearerToken: string
    sessionUrl: string
    customCapabilities?: Record<string, string>
  })
  readonly session: Promise<JamSession>
  readonly api: JamCalls<Promise<[JamAnswer, { sessionState: string }]>>
  getPrimaryAccount(): Promise<string>
  request(call: [method: string, args: object], options?: { using?: string[] }): Promise<[JamAnswer, object]>
  requestMany<T extends Record<string, JamDraft>>(
    build: (calls: JamCalls<JamDraft>) => T,
  ): Promise<[{ [K in keyof T]: JamAnswer }, object]>
  downloadBlob(blob: {
    accountId: string
    blobId: string
    mimeType: string
    fileName: string
  }): Promise<Response>
  static isProblemDetails(value: unknown): value is { type: string }
}

export interface JamSession {
  username: string
  capabilities: Record<string, object>
  accounts: Record<string, { isReadOnly: boolean }>
  primaryAccounts: Record<string, string>
}

export interface JamDraft {
  $ref(path: string): object
}

export type JamCalls<R> = Record<
  'Email' | 'Mailbox' | 'Thread',
  Record<'get' | 'query' | 'set', (args: object) => R>
>

export interface JamAnswer {
  list: JamObject[]
  ids: string[]
  notFound: string[]
  total: number
}

export interface JamObject {
  name: string
  role: string | null
  totalEmails: number
  emailIds: string[]
  from: { name: string | null; email: string }[]
  subject: string
  keywords: Record<string, boolean>
  hasAttachment: boolean
  preview: string
  blobId: string
  bodyValues: Record<string, { value: string }>
  htmlBody: JamObject[]
  attachments: JamObject[]
}
