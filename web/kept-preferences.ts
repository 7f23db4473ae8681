import { effect, untracked } from '@preact/signals'
import { jmap } from './jmap.ts'
import {
  defaults,
  type PagePreferences,
  type PreferenceName,
  preferences,
  takePreferences,
  theme,
  whenChosen,
} from './preferences.ts'
import { me, whenSigningOut } from './session.ts'
import { words } from './words.ts'

/** How long to wait for more choices before they travel. */
const pause = 1000

/** What this browser keeps of one account. `unsent` names what the server has not taken yet. */
interface Kept {
  values: Partial<PagePreferences>
  unsent: PreferenceName[]
}

/**
 * Keeps what the reader chooses: in this browser at once, on the server a moment later, by account. Who signs in gets
 * what was chosen elsewhere; what this browser could not send yet is sent then.
 */
export function keepPreferences(): void {
  const kept = stored('theme')
  takePreferences({ theme: kept === 'light' || kept === 'dark' ? kept : 'system' })
  whenChosen(chosen)
  whenSigningOut(forgetHere)
  effect(() => {
    const { account, control } = me.value ?? {}
    if (account && control) untracked(() => load(account, control))
  })
  effect(() => {
    if (theme.value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme.value
    store('theme', theme.value)
  })
}

/** The language of who has not signed in yet; it becomes that of who signs in next. The page is loaded anew. */
export function chooseAtTheDoor(language: string): void {
  store('language', language)
  store('language-of-next', language)
  location.reload()
}

/** Sends what waits, so that the page may be loaded anew. */
export async function sendPreferences(): Promise<void> {
  const who = me.peek()
  if (who) await send(who.account, who.control)
}

/** The next person at this browser finds nothing of this one but looks and language. */
async function forgetHere(): Promise<void> {
  const who = me.peek()
  if (!who) return
  await send(who.account, who.control)
  store(`preferences.${who.account}`, null)
}

let timer: ReturnType<typeof setTimeout> | undefined
let loadedOf: string | undefined

function chosen(name: PreferenceName): void {
  const who = me.peek()
  if (!who) return
  const { unsent } = keptOf(who.account)
  storeKept(who.account, { values: preferences(), unsent: [...new Set([...unsent, name])] })
  if (name === 'language') keepLanguage(preferences().language)
  clearTimeout(timer)
  timer = setTimeout(() => send(who.account, who.control), pause)
}

async function load(account: string, control: string): Promise<void> {
  if (loadedOf === account) {
    send(account, control)
    return
  }
  loadedOf = account
  takePreferences(keptOf(account).values)
  const answer = await jmap<[{ list: Partial<PagePreferences>[] }]>([
    'Preferences/get',
    { accountId: control, ids: null, properties: Object.keys(defaults) },
  ]).catch(() => null)
  const [values] = answer?.[0].list ?? []
  if (!values) {
    // asked again with the next sign-in
    loadedOf = undefined
    return
  }
  const { unsent } = keptOf(account)
  const own = preferences()
  const mine = Object.fromEntries(unsent.map(name => [name, own[name]]))
  takePreferences({ ...values, ...mine })
  storeKept(account, { values: preferences(), unsent })
  settleLanguage(account)
  await send(account, control)
}

async function send(account: string, control: string): Promise<void> {
  const { unsent } = keptOf(account)
  if (unsent.length === 0) return
  const own = preferences()
  const singleton = Object.fromEntries(unsent.map(name => [name, own[name]]))
  const answer = await jmap<[{ notUpdated: { singleton?: { properties?: string[] } } | null }]>([
    'Preferences/set',
    { accountId: control, update: { singleton } },
  ]).catch(() => null)
  if (!answer) return
  // what the server does not take it will not take later either
  const refused = answer[0].notUpdated?.singleton?.properties ?? []
  const still = keptOf(account).unsent.filter(
    name => !unsent.includes(name) || JSON.stringify(own[name]) !== JSON.stringify(preferences()[name]),
  )
  const others = answer[0].notUpdated ? unsent.filter(name => !refused.includes(name)) : []
  storeKept(account, { values: preferences(), unsent: [...new Set([...still, ...others])] })
  if (others.length && refused.length) await send(account, control)
}

/** The page speaks the language of who is signed in. What a browser cannot keep must not reload it for ever. */
function settleLanguage(account: string): void {
  const atTheDoor = stored('language-of-next')
  store('language-of-next', null)
  if (atTheDoor !== null && atTheDoor === words.language) {
    const values = { ...preferences(), language: words.language as PagePreferences['language'] }
    takePreferences(values)
    storeKept(account, { values, unsent: [...new Set([...keptOf(account).unsent, 'language' as const])] })
    return
  }
  const { language } = preferences()
  if (language === stored('language')) return
  if (keepLanguage(language) && (language === null || language !== words.language)) location.reload()
}

/** False where this browser keeps nothing: after a reload it would be as before. */
function keepLanguage(language: string | null): boolean {
  store('language', language)
  return !memory.has('language') && stored('language') === language
}

function keptOf(account: string): Kept {
  try {
    const { values, unsent } = JSON.parse(stored(`preferences.${account}`) ?? '{}')
    const known = Object.entries(values ?? {}).filter(([name, value]) => isLike(name, value))
    return {
      values: Object.fromEntries(known),
      unsent: Array.isArray(unsent) ? unsent.filter(name => Object.hasOwn(defaults, name)) : [],
    }
  } catch {
    return { values: {}, unsent: [] }
  }
}

/** Written by an older page, or by hand: at least of the right kind. */
function isLike(name: string, value: unknown): boolean {
  if (!Object.hasOwn(defaults, name)) return false
  const usual: unknown = defaults[name as PreferenceName]
  if (usual === null) return value === null || typeof value === 'string'
  return typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual) && value !== null
}

const memory = new Map<string, string | null>()

function storeKept(account: string, kept: Kept): void {
  store(`preferences.${account}`, JSON.stringify(kept))
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`yestermail.${name}`)
  } catch {
    // storage may be switched off in the browser; then choices last as long as the page
    return memory.get(name) ?? null
  }
}

function store(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`yestermail.${name}`)
    else localStorage.setItem(`yestermail.${name}`, value)
  } catch {
    // also null: that there is an entry says that this browser keeps nothing
    memory.set(name, value)
  }
}
