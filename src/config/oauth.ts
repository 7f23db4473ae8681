import { z } from 'zod'
import type { OAuth } from '../domain/mail-server.ts'
import { type Fields, readFields } from './fields.ts'
import type { Tree, Vault } from './sources.ts'

/**
 * The settings of [domains."example.org".oauth]: access tokens instead of passwords.
 *
 *   kind       "client-credentials": the client itself may read every mailbox (Microsoft 365, app-only)
 *              "refresh-token": each account's own, given with: yestermail account add ADDRESS --refresh-token-file F
 *              "service-account": it signs in the name of each person (Google Workspace, domain-wide delegation)
 *   tokenUrl   https://… ; of a service account the one in its key file
 *   clientId, clientSecret or clientSecretFile; scope
 *   keyFile    of a service account: the JSON file of its key; scope is https://mail.google.com/ unless told
 *   ca         PEM file of the token endpoint's private certificate authority
 */
const OAUTH_SETTINGS = {
  kind: [
    z.enum(['client-credentials', 'refresh-token', 'service-account']),
    '"client-credentials", "refresh-token" or "service-account"',
  ],
  tokenUrl: [z.string().refine(isHttps), 'an address that begins with https://'],
  clientId: [z.string().min(1), 'the id of the client'],
  clientSecret: [z.string().min(1), 'the secret of the client'],
  clientSecretFile: [z.string().min(1), 'the path of a file that holds the secret of the client'],
  scope: [z.string().min(1), 'the scope to ask for'],
  keyFile: [z.string().min(1), 'the path of the JSON key file of the service account'],
  ca: [z.string().min(1), 'the path of a PEM file'],
} satisfies Fields

type Told = Partial<Record<Exclude<keyof typeof OAUTH_SETTINGS, 'kind'>, string>> & {
  kind?: OAuth['kind'] | undefined
}

/** The settings as they are used; undefined, with sentences in `problems`, when they cannot be. */
export function checkOAuth(
  tree: Tree,
  where: string,
  names: ReadonlyMap<string, string>,
  disk: Vault,
  problems: string[],
): OAuth | undefined {
  const before = problems.length
  const told: Told = readFields(tree, OAUTH_SETTINGS, where, names, problems)
  if (!told.kind) {
    if (!('kind' in tree)) problems.push(`${where} needs kind = ${OAUTH_SETTINGS.kind[1]}.`)
    return undefined
  }
  const read = (name: 'clientSecretFile' | 'keyFile' | 'ca'): string => {
    const path = told[name]
    if (path === undefined || (name !== 'ca' && !disk.secrets)) return ''
    const file = disk.readText(path)
    if ('text' in file) return file.text.replace(/\r?\n$/, '')
    problems.push(`${where}.${name} names ${path}, which cannot be read (${file.reason}).`)
    return ''
  }
  const needs = (name: keyof Told, what: string) => {
    if (!(name in tree)) problems.push(`${where} needs ${name}, ${what}.`)
  }
  const ca = read('ca')
  const common = { scope: told.scope ?? null, ...(ca ? { ca } : {}) }
  let oauth: OAuth
  if (told.kind === 'service-account') {
    needs('keyFile', 'the JSON key file of the service account')
    const key = disk.secrets ? readServiceKey(read('keyFile'), where, problems) : null
    oauth = {
      ...common,
      kind: told.kind,
      scope: told.scope ?? 'https://mail.google.com/',
      tokenUrl: told.tokenUrl ?? key?.tokenUrl ?? '',
      email: key?.email ?? '',
      keyId: key?.keyId ?? null,
      privateKey: key?.privateKey ?? '',
    }
    if (disk.secrets && key && !isHttps(oauth.tokenUrl))
      needs('tokenUrl', 'the address of the token endpoint')
  } else {
    needs('tokenUrl', 'the address of the token endpoint')
    needs('clientId', 'the id of the client')
    if ('clientSecret' in tree && 'clientSecretFile' in tree)
      problems.push(`${where}: clientSecret and clientSecretFile are both set; keep one of them.`)
    const secret = disk.secrets ? (told.clientSecret ?? read('clientSecretFile')) : ''
    const { kind, tokenUrl = '', clientId = '' } = told
    if (kind === 'client-credentials') {
      if (!('clientSecret' in tree)) needs('clientSecretFile', 'a file with the secret of the client')
      oauth = { ...common, kind, tokenUrl, clientId, clientSecret: secret }
    } else oauth = { ...common, kind, tokenUrl, clientId, clientSecret: secret || null }
  }
  return problems.length === before ? oauth : undefined
}

// The file Google gives; its other fields say nothing we need.
const serviceKey = z.object({
  client_email: z.string().min(3),
  private_key: z.string().includes('-----BEGIN PRIVATE KEY-----'),
  private_key_id: z.string().optional(),
  token_uri: z.string().optional(),
})

function readServiceKey(text: string, where: string, problems: string[]) {
  if (!text) return null
  let value: unknown = null
  try {
    value = JSON.parse(text)
  } catch {
    // The parser quotes what it read.
  }
  const { success, data } = serviceKey.safeParse(value)
  if (success)
    return {
      email: data.client_email,
      privateKey: data.private_key,
      keyId: data.private_key_id ?? null,
      tokenUrl: data.token_uri ?? '',
    }
  problems.push(`${where}.keyFile is not the JSON key file of a service account.`)
  return null
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && !new URL(text).username
}
