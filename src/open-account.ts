import type { Account } from './domain/account.ts'
import type { Proof } from './domain/damage.ts'
import type { EmailRow, Part, Sha256 } from './domain/message.ts'
import type { Pin } from './domain/pin.ts'
import type { Plan } from './domain/plan.ts'
import type { AccountId, FolderInPoint, Point, Run } from './domain/point.ts'
import type {
  AccountReader,
  AskedByHand,
  EmailList,
  EmailSkim,
  EmailWindow,
  PointReader,
} from './domain/ports.ts'
import { nightsAround } from './domain/schedule.ts'

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
  /** that build of the account's index; null when its file is not there */
  index(account: AccountId, build: string): PointIndex | null
  /** what proves a point of the ledger (proof.ts) */
  proof(point: Point): Promise<Proof>
  /** absolute path of a message's bytes; `name` is the file the index remembers. Throws a fault when they are lost */
  file(account: AccountId, sha: Sha256, name: string): Promise<string>
  /** octets [start, end) of that file. Throws a fault when it is too short */
  octets(file: string, start: number, end: number): Promise<Uint8Array>
}

/** One account's index (sqlite/read-index.ts): every question names the point it is about. */
export interface PointIndex {
  holds(point: number): Promise<boolean>
  folders(point: number): Promise<FolderInPoint[]>
  list(point: number, query: EmailList): Promise<EmailWindow>
  skim(point: number, query: Pick<EmailList, 'folder' | 'ascending'>): Promise<EmailSkim>
  rank(point: number, id: string, query: Pick<EmailList, 'folder' | 'ascending'>): Promise<number | null>
  emails(point: number, ids: readonly string[]): Promise<Map<string, EmailRow>>
  threads(point: number, ids: readonly string[]): Promise<Map<string, string[]>>
  blob(point: number, sha: Sha256): Promise<{ structure: Part; size: number; receivedAt: number } | null>
  file(point: number, sha: Sha256, receivedAt: number): Promise<string | null>
}

/** A person's days that also say where a message's bytes lie, for downloads. */
export interface OpenAccount extends AccountReader {
  open(number: number): Promise<OpenPoint | null>
}

export interface OpenPoint extends PointReader {
  /** absolute path of a message of this point. Throws a fault when it is not of this point or its bytes are lost */
  file(sha: Sha256, receivedAt: number): Promise<string>
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
        throw new Error(`the index of account ${id} lacks point ${number}: run \`yestermail reindex\``)
      return openPoint(archive, index, point)
    },
  }
}

function openPoint(archive: Archive, index: PointIndex, point: Point): OpenPoint {
  const { number, account } = point
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
    emails: ids => index.emails(number, ids),
    threads: ids => index.threads(number, ids),
    blob: sha => index.blob(number, sha),
    file,
    bytes: async (sha, receivedAt, start, end) => archive.octets(await file(sha, receivedAt), start, end),
  }
}
