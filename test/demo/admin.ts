import { randomBytes } from 'node:crypto'
import { TOTP } from 'otpauth'
import { LINK_MS } from '../../src/domain/admin.ts'
import { sha256Of } from '../../src/formats/sha256.ts'
import type { Work } from '../../src/main/work.ts'

/** Somebody who decides about restores of the demo's mail domain. */
export interface DemoAdmin {
  /** of the panel */
  url: string
  name: string
  password: string
  /** each opens the panel once, in the place of an app that shows codes */
  codes: string[]
}

/**
 * Makes the demo's admin as `yestermail admin add` does, and uses the one-time link up over the web, as a person would.
 * The codes are those for whoever has lost the app: nobody who looks for a minute should have to set one up first.
 */
export async function addDemoAdmin(
  { ledger }: Pick<Work, 'ledger'>,
  { domain, mail, url, now }: { domain: string; mail: string; url: string; now: () => number },
): Promise<DemoAdmin> {
  const name = 'admin'
  const password = 'harbour-lamp-keeper'
  const token = randomBytes(32).toString('base64url')
  const at = now()
  await ledger.addAdmin(
    {
      ...{ name, role: 'domain', domains: [domain], mail, language: 'en', madeAt: at },
      ...{ linkHash: sha256Of(Buffer.from(token)), linkUntil: at + LINK_MS },
    },
    { at, who: { kind: 'operator' }, act: 'admin.added', account: null, about: { admin: name } },
  )
  let cookie = ''
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}/api/admin/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return answer.status === 204 ? null : answer.json()
  }
  const { secret } = (await post('welcome', { token })) as { secret: string }
  const code = new TOTP({ secret }).generate({ timestamp: now() })
  const { recovery } = (await post('welcome/code', { token, password, code })) as { recovery: string[] }
  await post('sign-out', {})
  return { url: `${url}/admin`, name, password, codes: recovery }
}
