import { join } from 'node:path'
import type { FolderId, Sha256 } from '../domain/message.ts'
import type { AccountId } from '../domain/point.ts'

/** Where everything lies below the data folder. The one place that builds paths; snapshots/README.md draws the same tree. */
export function layout(data: string) {
  const account = (id: AccountId) => join(data, 'accounts', checked(id, /^[a-z][a-z0-9]{15}$/))
  const folder = (id: AccountId, f: FolderId) =>
    join(account(id), 'folders', checked(f, /^f[1-9][0-9]{0,8}$/))
  return {
    data,
    /** its presence says that the volume is mounted */
    marker: join(data, '.yestermail'),
    ledger: join(data, 'ledger.sqlite'),
    /** in a folder of its own: whoever writes it makes SQLite's side files beside it */
    desk: join(data, 'desk', 'desk.sqlite'),
    /** what verifiers of owners' passwords are made with, beside the password */
    pepper: join(data, 'desk', 'pepper'),
    publicKey: join(data, 'keys', 'work.pub.pem'),
    privateKey: join(data, 'keys', 'work.key.pem'),
    keys: join(data, 'keys'),
    /** a private key beside the present one: an older one, or the newest until it has its place */
    otherKey: (id: string) => join(data, 'keys', `work-${checked(id, /^[0-9a-f]{16}$/)}.key.pem`),
    account,
    incoming: (id: AccountId, run: string) => join(account(id), 'incoming', checked(run, RUN)),
    journal: (id: AccountId, f: FolderId) =>
      join(account(id), 'incoming', `${checked(f, /^f[1-9][0-9]{0,8}$/)}.jsonl`),
    messages: (id: AccountId) => join(account(id), 'messages'),
    /** folder of a message's file: messages/ab */
    shard: (id: AccountId, sha: Sha256) =>
      join(account(id), 'messages', checked(sha, /^[0-9a-f]{64}$/).slice(0, 2)),
    folder,
    state: (id: AccountId, f: FolderId, n: number) => join(folder(id, f), String(n)),
    manifest: (id: AccountId, f: FolderId, n: number) => join(folder(id, f), `${n}.jsonl.zst`),
    /** a state that is being built, by this run; by a healing where there is none */
    hiddenState: (id: AccountId, f: FolderId, n: number, run?: string) =>
      join(folder(id, f), run === undefined ? `.${n}` : `.${n}.by-${checked(run, RUN)}`),
    hiddenManifest: (id: AccountId, f: FolderId, n: number, run: string) =>
      join(folder(id, f), `.${n}.by-${checked(run, RUN)}.jsonl.zst`),
    days: (id: AccountId) => join(account(id), 'days'),
    day: (id: AccountId, dir: string) =>
      join(account(id), 'days', checked(dir, /^\d{4}-\d\d-\d\d(T\d{4}(-\d{1,4})?)?$/)),
    index: (id: AccountId) => join(account(id), 'index'),
    restores: (id: AccountId) => join(account(id), 'restores'),
    /** the plan of a request for a restore, message by message, and what became of each */
    restore: (id: AccountId, request: string) =>
      join(account(id), 'restores', `${checked(request, /^q[a-z0-9]{24}$/)}.sqlite`),
    indexFile: (id: AccountId, build: string) =>
      join(account(id), 'index', `v2-${checked(build, /^[0-9a-z]{1,20}$/)}.sqlite`),
  }
}

export type Layout = ReturnType<typeof layout>

const RUN = /^[a-z0-9-]{1,40}$/

/** The name of a message's file: its hash, or that and a number where one file has all the links it may have. */
export const MESSAGE_FILE = /^[0-9a-f]{64}[0-9-]*$/

/** A message's file below messages/. */
export function inMessages(sha: Sha256, file: string): string {
  const folder = checked(sha, /^[0-9a-f]{64}$/).slice(0, 2)
  return `${folder}/${file === sha ? sha : checked(file, MESSAGE_FILE)}`
}

// A part of a path that comes from a database or a request is proven harmless before it touches the disk.
function checked(part: string, shape: RegExp): string {
  if (!shape.test(part)) throw new Error('not a name of this store')
  return part
}
