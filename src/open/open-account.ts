import type { Account } from '../domain/account.ts'
import type { KnownDamage, Proof } from '../domain/damage.ts'
import type { EmailSearch, EmailsFound } from '../domain/email-query.ts'
import type { CopiesWanted, CopyToExport } from '../domain/export.ts'
import type { EmailRow, Part, Sha256 } from '../domain/message.ts'
import type { Pin } from '../domain/pin.ts'
import type { Plan } from '../domain/plan.ts'
import type { AccountId, FolderInPoint, Point, Run } from '../domain/point.ts'
import type {
  AccountReader,
  AskedByHand,
  EmailList,
  EmailSkim,
  EmailWindow,
  PointReader,
} from '../domain/ports.ts'
import { nightsAround } from '../domain/schedule.ts'
import { allDays, type DaysIndex } from './all-days.ts'
import { ownersRestores, type RestoreArchive } from './owners-restores.ts'
import { type PresenceArchive, presenceNow } from './presence-now.ts'

/** What reading one person's days needs of the outside: ledger, index, bytes. */
export interface Archive {
  ledger: {
    account(id: AccountId): Promise<Pick<Account, 'address' | 'zone' | 'build' | 'plan' | 'domain'> | null>
    points(id: AccountId): Promise<Point[]>
    runs(id: AccountId, limit: number): Promise<Run[]>
    pins(id: AccountId): Promise<Pin[]>
  }
  planOf(account: Pick<Account, 'plan' | 'domain'>): Plan
  now(): number
  /** what owners chose (sqlite/desk-preferences.ts) */
  preferences(account: AccountId): Promise<unknown>
  setPreferences(account: AccountId, preferences: unknown): Promise<void>
  backUpNow(account: AccountId): Promise<AskedByHand>
  /** what was asked of the live mailbox (presence/) */
  presence: PresenceArchive
  restores: RestoreArchive
  /** that build of the account's index; null when its file is not there */
  index(account: AccountId, build: string): PointIndex | null
  /** what proves a point of the ledger (proof.ts) */
  proof(point: Point): Promise<Proof>
  /** absolute path of a message's bytes; `name` is the file the index remembers. Throws Refusal 'damaged' when they are lost */
  file(account: AccountId, sha: Sha256, name: string): Promise<string>
  /** does that file have the message's bytes; throws Refusal 'damaged' when it has others (maildir/proven-reader.ts) */
  prove(file: string, sha: Sha256): Promise<unknown>
  /** octets [start, end) of that file, proven. Throws Refusal 'damaged' */
  octets(file: string, sha: Sha256, start: number, end: number): Promise<Uint8Array>
  /** what is known to be damaged or lost (sqlite/ledger-damages.ts) */
  damages(account: AccountId): Promise<KnownDamage[]>
  /** what is thrown when the index cannot be read; `work` is asked to look at it */
  indexLost(account: AccountId, cause: unknown): Error
}

/** One account's index (sqlite/read-index.ts): every question names the point it is about. */
export interface PointIndex {
  days: DaysIndex
  holds(point: number): Promise<boolean>
  folders(point: number): Promise<FolderInPoint[]>
  list(point: number, query: EmailList): Promise<EmailWindow>
  skim(point: number, query: Pick<EmailList, 'folder' | 'ascending'> & { limit?: number }): Promise<EmailSkim>
  rank(point: number, id: string, query: Pick<EmailList, 'folder' | 'ascending'>): Promise<number | null>
  search(point: number, query: EmailSearch): Promise<EmailsFound>
  emails(point: number, ids: readonly string[]): Promise<Map<string, EmailRow>>
  threads(point: number, ids: readonly string[]): Promise<Map<string, string[]>>
  blob(point: number, sha: Sha256): Promise<{ structure: Part; size: number; receivedAt: number } | null>
  file(point: number, sha: Sha256, receivedAt: number): Promise<string | null>
  exportPage(point: number, wanted: CopiesWanted): Promise<CopyToExport[]>
  exportByIds(point: number, ids: readonly string[]): Promise<CopyToExport[]>
  newestPoints(ids: readonly string[]): Promise<Map<string, number>>
}

/** A person's days that also say where a message's bytes lie, for downloads. */
export interface OpenAccount extends AccountReader {
  open(number: number): Promise<OpenPoint | null>
  /** messages whose bytes are known to be damaged or lost */
  damaged(): Promise<Set<Sha256>>
}

export interface OpenPoint extends PointReader {
  /** absolute path of a message of this point, proven. Throws Refusal 'damaged', and a fault when it is not of this point */
  file(sha: Sha256, receivedAt: number): Promise<string>
  /** copies of a folder by rising UID, and those of these ids that the point holds */
  exportPage(wanted: CopiesWanted): Promise<CopyToExport[]>
  exportByIds(ids: readonly string[]): Promise<CopyToExport[]>
}

/**
 * All days of one person, by the ledger's word: what it does not name is not there, whatever lies on disk. Null when
 * there is no such account. What is handed out cannot reach another account: the index is the account's own file, and
 * bytes are found only through a point of it.
 */
export async function openAccount(archive: Archive, id: AccountId): Promise<OpenAccount | null> {
  const account = await archive.ledger.account(id)
  if (!account) return null
  return {
    account: id,
    address: account.address,
    zone: account.zone,
    points: () => archive.ledger.points(id),
    runs: limit => archive.ledger.runs(id, limit),
    pins: async () => (await archive.ledger.pins(id)).filter(pin => pin.until > archive.now()),
    async plan() {
      const plan = archive.planOf(account)
      return { plan, next: nightsAround(plan.schedule, { id, zone: account.zone }, archive.now()).next }
    },
    preferences: () => archive.preferences(id),
    setPreferences: preferences => archive.setPreferences(id, preferences),
    backUpNow: () => archive.backUpNow(id),
    restores: ownersRestores(archive.restores, { id, address: account.address, now: archive.now }),
    presenceNow: () => presenceNow(archive, id),
    async allDays() {
      const points = await archive.ledger.points(id)
      if (!points.length) return null
      const index = account.build === null ? null : archive.index(id, account.build)
      const [newest] = points
      const leftOut = async () => (newest && (await archive.proof(newest)).receipt?.leftOut) || []
      const days = index && (await allDays(archive.presence, index.days, id, points, leftOut))
      if (!days) throw archive.indexLost(id, new Error(`the index of account ${id} lacks its points`))
      return days
    },
    checkPresence: () => archive.presence.check(id, archive.now()),
    async newestPoints(ids) {
      const index = account.build === null ? null : archive.index(id, account.build)
      return index ? index.newestPoints(ids) : new Map()
    },
    damaged: () => damagedMessages(archive, id),
    async proof(number) {
      const point = (await archive.ledger.points(id)).find(p => p.number === number)
      return point ? archive.proof(point) : null
    },
    async open(number) {
      const points = await archive.ledger.points(id)
      const point = points.find(p => p.number === number)
      if (!point) return null
      const index = account.build === null ? null : archive.index(id, account.build)
      if (!index || !(await index.holds(number)))
        throw archive.indexLost(id, new Error(`the index of account ${id} lacks point ${number}`))
      return openPoint(archive, index, point)
    },
  }
}

async function damagedMessages(archive: Archive, account: AccountId): Promise<Set<Sha256>> {
  const messages = (await archive.damages(account)).filter(({ what }) => what.startsWith('message-'))
  return new Set(messages.map(({ file }) => file.slice(0, 64)))
}

function openPoint(archive: Archive, index: PointIndex, point: Point): OpenPoint {
  const { number, account } = point
  let known: Promise<Set<Sha256>> | undefined
  const file = async (sha: Sha256, receivedAt: number): Promise<string> => {
    const name = await index.file(number, sha, receivedAt)
    if (name === null) throw new Error(`point ${number} holds no message ${sha} of ${receivedAt}`)
    return archive.file(account, sha, name)
  }
  return {
    point,
    folders: () => index.folders(number),
    list: query => index.list(number, query),
    skim: query => index.skim(number, query),
    rank: (id, query) => index.rank(number, id, query),
    search: query => index.search(number, query),
    emails: ids => index.emails(number, ids),
    threads: ids => index.threads(number, ids),
    blob: sha => index.blob(number, sha),
    exportPage: wanted => index.exportPage(number, wanted),
    exportByIds: ids => index.exportByIds(number, ids),
    async file(sha, receivedAt) {
      const path = await file(sha, receivedAt)
      await archive.prove(path, sha)
      return path
    },
    bytes: async (sha, receivedAt, start, end) =>
      archive.octets(await file(sha, receivedAt), sha, start, end),
    async isDamaged(sha) {
      known ??= damagedMessages(archive, account)
      return (await known).has(sha)
    },
  }
}
