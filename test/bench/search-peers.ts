import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from '../world/debian.ts'
import { tempFolder } from '../world/temp.ts'
import { atMost, type Figure, percentile } from './figures.ts'
import type { BenchWorld } from './world.ts'

const run = promisify(execFile)

interface Peer {
  name: string
  package: string
  /** builds its index of the Maildir */
  index(): Promise<unknown>
  /** the first fifty messages with these words, newest first, as a person at a terminal gets them; how many */
  find(words: string[]): Promise<number>
}

/**
 * notmuch and mu over the live Maildir, which is the mail of the newest day: the same words looked for by them and by us,
 * by turns. Their figures are of one command, the start of the program with it; ours of one HTTP request that also
 * fetches the rows. Whatever of the two is not installed is said, and not measured.
 */
export async function comparePeers(
  world: BenchWorld,
  ours: (accountId: string, text: string) => Promise<unknown[]>,
  words: readonly { word: string; phrase: string; sender: string }[],
): Promise<Figure[]> {
  await using folder = await tempFolder('bench-peers')
  const newest = world.points.at(-1)?.id ?? ''
  const queries = words.slice(0, 60).flatMap(({ word, phrase }) => [[word], phrase.split(' ')])
  const figures: Figure[] = []
  for (const peer of peers(world.maildir, world.address, folder.path)) {
    if (!findProgram(peer.name)) {
      console.log(
        `search: not compared with ${peer.name}, which is not installed (Debian package ${peer.package})`,
      )
      continue
    }
    const begun = performance.now()
    await peer.index()
    const seconds = (performance.now() - begun) / 1000
    const their: number[] = []
    const our: number[] = []
    let both = 0
    for (const query of queries) {
      const first = performance.now()
      const found = await peer.find(query)
      const second = performance.now()
      // Whole words, as theirs are.
      const ids = await ours(newest, query.map(word => `"${word}"`).join(' '))
      their.push(second - first)
      our.push(performance.now() - second)
      if (found > 0 === ids.length > 0) both++
    }
    if (both < queries.length * 0.9)
      throw new Error(`${peer.name} and Yestermail agree on ${both} of ${queries.length} searches only`)
    console.log(
      `search: ${peer.name} indexed ${world.messages} messages in ${seconds.toFixed(0)} s; its median ${percentile(their, 0.5).toFixed(1)} ms, p99 ${percentile(their, 0.99).toFixed(1)} ms; ours of the same words ${percentile(our, 0.5).toFixed(1)} and ${percentile(our, 0.99).toFixed(1)} ms`,
    )
    const ratio = percentile(our, 0.5) / percentile(their, 0.5)
    figures.push(atMost(`search: median of ours ÷ that of ${peer.name}, the same words`, ratio, 1, ''))
  }
  return figures
}

function peers(maildir: string, address: string, folder: string): Peer[] {
  const config = join(folder, 'notmuch-config')
  const database = join(folder, 'notmuch')
  // Written to its disk now and then, not each 10,000 messages: it is its searches that are compared.
  const notmuch = {
    env: { ...process.env, NOTMUCH_CONFIG: config, XAPIAN_FLUSH_THRESHOLD: '100000' },
    maxBuffer: 1 << 26,
  }
  const mu = join(folder, 'mu')
  return [
    {
      name: 'notmuch',
      package: 'notmuch',
      async index() {
        rmSync(database, { recursive: true, force: true })
        await run('mkdir', ['-p', database])
        writeFileSync(
          config,
          `[database]\npath=${database}\nmail_root=${maildir}\n[user]\nname=Anna\nprimary_email=${address}\n[new]\ntags=new\n`,
        )
        await run('notmuch', ['new', '--quiet'], notmuch)
      },
      async find(words) {
        const args = ['search', '--limit=50', '--sort=newest-first', '--output=messages', ...words]
        return lines((await run('notmuch', args, notmuch)).stdout)
      },
    },
    {
      name: 'mu',
      package: 'maildir-utils',
      async index() {
        await run('mu', ['init', `--muhome=${mu}`, `--maildir=${maildir}`, '--quiet'])
        await run('mu', ['index', `--muhome=${mu}`, '--quiet'], { maxBuffer: 1 << 26 })
      },
      async find(words) {
        const args = ['find', `--muhome=${mu}`, '--maxnum=50', '--sortfield=date', '--reverse', ...words]
        // It ends with 2 when nothing was found.
        const { stdout } = await run('mu', args, { maxBuffer: 1 << 26 }).catch(error => {
          if (error.code === 2) return { stdout: '' }
          throw error
        })
        return lines(stdout)
      },
    },
  ]
}

function lines(text: string): number {
  return text.split('\n').filter(line => line !== '').length
}
