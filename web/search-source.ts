import type { Backup } from './backups.ts'
import { type DayQuery, type FoundQuery, loadDayPage, loadFoundPage, overDays, rankIn } from './found-list.ts'
import { html } from './html.ts'
import { foldersOfAllDays, type KnownFolder, openFolders } from './known-folders.ts'
import { orderOf } from './list-choice.ts'
import type { ListSource } from './list-source.ts'
import { ready } from './loaded.ts'
import type { ListPage } from './mail.ts'
import { NothingFound } from './nothing-found.ts'
import { accountOf, backups } from './open.ts'
import type { Place } from './place.ts'
import { comparedTimes } from './presence.ts'
import { say } from './said.ts'
import { type Question, questionOf } from './search-filter.ts'
import { SearchHead } from './search-head.ts'
import { parseTerms, type Term } from './search-terms.ts'
import { me } from './session.ts'
import { backupOf } from './stood-on.ts'
import { words } from './words.ts'

/** Orders a search is offered in, the usual one first. */
export const searchOrders = ['-receivedAt', 'receivedAt', 'from', 'subject', '-size', 'size'] as const

/** What is searched for in the open backup, or over all days where the place says so. */
export function searchSource(at: Place, backup: Backup): ListSource {
  const terms = parseTerms(at.q ?? '')
  const folders = foldersFor(terms, at.all)
  const question = questionOf(
    terms,
    (folders ?? []).map(one => one.node),
  )
  const isAsked = question.filter !== null || question.missing !== null
  const found = at.all || question.missing !== null
  const source = found ? overAllDays(at, backup, question) : onOneDay(at, backup, question, folders ?? [])
  return {
    ...source,
    view: `search ${at.all} ${at.q}`,
    title: at.all ? words.search.resultsAll : words.search.results,
    ...(isAsked ? {} : { total: 0, what: [], rank: async () => null }),
    load: page => (isAsked ? source.load(page) : noRows()).then(answer => told(answer, page)),
    loading: folders === undefined,
    outgoing: false,
    marked: true,
    messages: null,
    head: html`<${SearchHead} terms=${terms} problems=${question.problems} orders=${searchOrders} />`,
    empty: html`<${NothingFound} terms=${terms} problems=${question.problems} isAsked=${isAsked} />`,
  }
}

type Answers = Omit<ListSource, 'view' | 'title' | 'outgoing' | 'messages' | 'head' | 'empty'>

/** Messages of all days, or of one where `at.all` is false; wherever one is opened, it is on the newest day that holds it. */
export function answersOverDays(at: Place, backup: Backup, query: FoundQuery): Answers {
  // a new backup or another look into the mailbox makes other answers
  const newest = ready(backups.value)?.all.at(-1) ?? backup
  return {
    key: `found ${newest.number} ${comparedTimes.value} ${JSON.stringify([query, at.q])}`,
    total: null,
    load: page => loadFoundPage(query, page),
    rank: email => rankIn('EmailSearch/query', query, email),
    place: row => ({ ...at, point: backupOf(row.accountId ?? '')?.number ?? at.point, email: row.id }),
    seenFrom: newest.takenAt,
    what: [{ filter: query.filter ?? {} }],
  }
}

function overAllDays(at: Place, backup: Backup, { filter, missing }: Question): Answers {
  return answersOverDays(at, backup, {
    accountId: me.value?.control ?? '',
    filter: overDays(filter, { missing, inPoint: at.all ? null : accountOf(backup) }),
    sort: [orderOf(at.sort, searchOrders)],
  })
}

function onOneDay(
  at: Place,
  backup: Backup,
  { filter, hasWords }: Question,
  folders: readonly KnownFolder[],
): Answers {
  const names = new Map(folders.map(({ node }) => [node.folder.id, node.path]))
  const query: DayQuery = {
    ...{ accountId: accountOf(backup), filter, sort: [orderOf(at.sort, searchOrders)], hasWords },
    folderName: id => names.get(id),
  }
  return {
    key: `day ${JSON.stringify([query.accountId, filter, query.sort])}`,
    total: null,
    load: page => loadDayPage(query, page),
    rank: email => rankIn('Email/query', query, email),
    place: row => ({ ...at, email: row.id }),
    seenFrom: backup.takenAt,
    what: filter ? [{ accountId: query.accountId, filter }] : [],
  }
}

// What means nothing does not find everything.
async function noRows(): Promise<ListPage> {
  return { rows: [], total: 0 }
}

/** How much was found, for who cannot see it. */
function told(answer: ListPage, page: number): ListPage {
  if (page === 0) say(answer.total === 0 ? words.search.none : words.list.count(answer.total))
  return answer
}

/** Folders by which "in:" is understood: of all days only when one is named that the open day may not have. */
function foldersFor(terms: readonly Term[], all: boolean): KnownFolder[] | undefined {
  const open = openFolders()?.map(node => ({ node, isOpen: true }))
  if (!all || !terms.some(term => term.kind === 'in')) return open
  return foldersOfAllDays()
}
