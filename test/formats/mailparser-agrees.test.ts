import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { simpleParser } from 'mailparser'
import { readMessage } from '../../src/formats/read-message.ts'

const FOLDER = fileURLToPath(new URL('../mail/', import.meta.url))

/** Share of agreement. All the rest was looked at: it is what mailparser gets wrong or leaves undecoded. */
const FLOOR = { subject: 0.9, from: 0.9, date: 0.9, text: 0.8 }

test('agrees with mailparser on most of the written messages', async t => {
  const tally: Record<keyof typeof FLOOR, [same: number, all: number]> = {
    subject: [0, 0],
    from: [0, 0],
    date: [0, 0],
    text: [0, 0],
  }
  for (const file of readdirSync(FOLDER).filter(name => name.endsWith('.eml'))) {
    const bytes = readFileSync(`${FOLDER}${file}`)
    const theirs = await simpleParser(bytes)
    const { envelope, preview } = readMessage(bytes)
    const count = (key: keyof typeof FLOOR, a: string, b: string) => {
      tally[key][1]++
      if (a === b) tally[key][0]++
      else t.diagnostic(`${file} ${key}: ${JSON.stringify(a)} here, ${JSON.stringify(b)} there`)
    }
    count('subject', envelope.subject ?? '', theirs.subject ?? '')
    count('from', (envelope.from ?? []).map(a => a.email).join(), addresses(theirs.from?.value).join())
    count(
      'date',
      envelope.sentAt ? new Date(envelope.sentAt).toISOString() : '',
      theirs.date?.toISOString() ?? '',
    )
    count('text', preview.slice(0, 60), (theirs.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 60))
  }
  for (const [key, [same, all]] of Object.entries(tally)) {
    t.diagnostic(`${key}: ${same} of ${all}, ${((100 * same) / all).toFixed(1)} %`)
    assert.ok(same / all >= FLOOR[key as keyof typeof FLOOR], `${key}: ${same} of ${all}`)
  }
})

interface TheirAddress {
  address?: string
  group?: TheirAddress[]
}

function addresses(list: TheirAddress[] = []): string[] {
  return list.flatMap(a => (a.group ? addresses(a.group) : [a.address ?? '']))
}
