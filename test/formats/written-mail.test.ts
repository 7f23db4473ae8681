import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Part } from '../../src/domain/message.ts'
import { bodyLists } from '../../src/formats/body-lists.ts'
import { decodeText } from '../../src/formats/body-value.ts'
import { readMessage } from '../../src/formats/read-message.ts'
import { decodeTransferBytes } from '../../src/formats/transfer-encoding.ts'
import { allParts, bodyOf } from './parts.ts'

const FOLDER = fileURLToPath(new URL('../mail/', import.meta.url))

/** One line of test/mail/expected.json; its README says what the words mean. */
interface Expected {
  file: string
  about: string
  subject?: string | null
  fromEmail?: string[] | null
  fromName?: string[]
  sentAt?: string | null
  text?: string
  preview?: string
  attachments?: (string | null)[]
  ids?: string[]
  types?: string[]
  notices?: string[]
  decoded?: string
}

const expected: Expected[] = JSON.parse(readFileSync(`${FOLDER}expected.json`, 'utf8'))

test('every written message is named in expected.json', () => {
  const files = readdirSync(FOLDER).filter(name => name.endsWith('.eml'))
  assert.deepEqual(files.sort(), expected.map(e => e.file).sort())
})

for (const e of expected) {
  test(`reads ${e.file}: ${e.about}`, () => {
    const bytes = readFileSync(`${FOLDER}${e.file}`)
    const { envelope, structure, preview, notices } = readMessage(bytes)
    const lists = bodyLists(structure)
    const parts = allParts(structure)
    const text = (part: Part) =>
      decodeText(bodyOf(bytes, part), part.encoding, part.charset, { html: part.type === 'text/html' }).value
    const is = <T>(wanted: T | undefined, got: () => T) => {
      if (wanted !== undefined) assert.deepEqual(got(), wanted)
    }
    is(e.subject, () => envelope.subject)
    is(e.fromEmail, () => envelope.from?.map(a => a.email) ?? null)
    is(e.fromName, () => envelope.from?.map(a => a.name ?? '') ?? [])
    is(e.sentAt, () => envelope.sentAt)
    is(e.text, () => lists.textBody.map(text).join('|'))
    is(e.preview, () => preview)
    is(e.attachments, () => lists.attachments.map(p => p.name))
    is(e.ids, () => parts.map(p => p.id ?? ''))
    is(e.types, () => parts.map(p => p.type))
    is(e.notices, () => notices as string[])
    const last = parts.at(-1)
    is(e.decoded, () =>
      last ? Buffer.from(decodeTransferBytes(bodyOf(bytes, last), last.encoding)).toString() : '',
    )
    for (const part of parts)
      assert.equal(
        part.size,
        decodeTransferBytes(bodyOf(bytes, part), part.encoding).length,
        `size of ${part.id}`,
      )
  })
}
