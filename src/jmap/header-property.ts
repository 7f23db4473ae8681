import type { headerFields } from '../formats/header-fields.ts'
import { type HeaderForm, headerForm, mayHaveForm } from '../formats/header-forms.ts'
import { methodError } from './errors.ts'
import type { Json, JsonObject } from './json.ts'

/** One field as formats/header-fields.ts reads it: its name as written, its value raw. */
export type HeaderField = ReturnType<typeof headerFields>[number]

const FORMS: ReadonlySet<string> = new Set([
  'Raw',
  'Text',
  'Addresses',
  'GroupedAddresses',
  'MessageIds',
  'Date',
  'URLs',
] satisfies HeaderForm[])

/** A property `header:{name}[:as{Form}][:all]` of RFC 8621 4.1.3. */
export interface HeaderProperty {
  /** as the client wrote it: the answer has the same capitals */
  property: string
  /** lower case */
  name: string
  form: HeaderForm
  all: boolean
}

/**
 * The header property of that name, or null when it is not one at all. Throws `invalidArguments` for a malformed
 * one and for a form that this header field may not take (RFC 8621 4.1.2).
 */
export function readHeaderProperty(property: string): HeaderProperty | null {
  if (!property.startsWith('header:')) return null
  const [, name, form = 'Raw', all] = /^header:([!-9;-~]+?)(?::as([A-Za-z]+))?(:all)?$/.exec(property) ?? []
  if (name === undefined || !isHeaderForm(form)) {
    throw methodError('invalidArguments', `"${property}" must be header:{name}[:as{Form}][:all].`)
  }
  if (!mayHaveForm(name, form)) {
    throw methodError('invalidArguments', `A "${name}" field cannot be had as ${form}.`)
  }
  return { property, name: name.toLowerCase(), form, all: all !== undefined }
}

/** The value among these fields: of the last one of that name, or null; with `:all` a list, in their order. */
export function headerValue({ name, form, all }: HeaderProperty, fields: readonly HeaderField[]): Json {
  const values = fields.filter(field => field.name.toLowerCase() === name).map(field => field.value)
  if (all) return values.map(value => headerForm(form, value) as Json)
  const last = values.at(-1)
  return last === undefined ? null : (headerForm(form, last) as Json)
}

/** EmailHeader objects of RFC 8621 4.1.3: every field, raw. */
export function rawHeaders(fields: readonly HeaderField[]): JsonObject[] {
  return fields.map(({ name, value }) => ({ name, value }))
}

function isHeaderForm(text: string): text is HeaderForm {
  return FORMS.has(text)
}
