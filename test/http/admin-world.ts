import { TOTP } from 'otpauth'
import type { Admin } from '../../src/domain/admin.ts'
import { sha256Of } from '../../src/formats/sha256.ts'
import type { Browser, WebWorld } from './web-world.ts'

const password = 'correct horse battery'

/** The token of a one-time link, as `yestermail admin add` prints it. */
export async function addedAdmin(
  { work, clock }: WebWorld,
  name: string,
  given: Pick<Admin, 'role' | 'domains'>,
): Promise<string> {
  const token = Buffer.from(`${name}-${'x'.repeat(32)}`.slice(0, 32)).toString('base64url')
  const at = clock.now
  const link = { linkHash: sha256Of(Buffer.from(token)), linkUntil: at + 48 * 3_600_000 }
  await work.ledger.addAdmin(
    { name, ...given, mail: null, language: 'en', madeAt: at, ...link },
    { at, who: { kind: 'operator' }, act: 'admin.added', account: null, about: {} },
  )
  return token
}

/** What an app shows at that instant. */
export function codeAt(secret: string, at: number): string {
  return new TOTP({ secret }).generate({ timestamp: at })
}

export interface SignedInAdmin {
  browser: Browser
  name: string
  password: string
  secret: string
  recovery: string[]
}

/** An admin who used the link and is signed in. */
export async function signedInAdmin(
  world: WebWorld,
  name: string,
  given: Pick<Admin, 'role' | 'domains'>,
): Promise<SignedInAdmin> {
  const token = await addedAdmin(world, name, given)
  const browser = world.browser()
  const { secret } = (await browser.json('/api/admin/welcome', { body: { token } })) as { secret: string }
  const code = codeAt(secret, world.clock.now)
  const answer = await browser.ask('/api/admin/welcome/code', { body: { token, password, code } })
  if (answer.status !== 200) throw new Error(`the link answered ${answer.status}: ${await answer.text()}`)
  const { recovery } = (await answer.json()) as { recovery: string[] }
  return { browser, name, password, secret, recovery }
}
