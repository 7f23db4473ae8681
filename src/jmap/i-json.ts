import type { Json } from './json.ts'

/** RFC 8259 9 lets a parser limit nesting. Far beyond any real filter, far below what overflows a stack. */
const MAX_DEPTH = 100

/**
 * The value of an I-JSON text (RFC 7493): UTF-8 without surrogates that stand alone, no name twice in an object.
 * Returns null when it is not one; `{ value }` otherwise, so that the text `null` can be told from an error.
 */
export function parseIJson(bytes: Uint8Array): { value: Json } | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
  // Depth is measured before parsing: whatever walks the value later (JSON.stringify does) may then recurse.
  if (tooDeep(text)) return null
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return hasNameTwice(text) || !wellFormed(text) ? null : { value }
}

/** By hand and not by pattern: on a text that is not JSON a pattern for strings can take quadratic time. */
function tooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) inString = !inString
    else if (inString && c === 0x5c) i++
    else if (inString) continue
    else if (c === 0x5b || c === 0x7b) depth++
    else if (c === 0x5d || c === 0x7d) depth--
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** The text has parsed already, so a string followed by a colon is a name and brackets are in pairs. */
function hasNameTwice(text: string): boolean {
  const open: Set<string>[] = []
  for (const [token, string, colon] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/gs)) {
    if (token === '{') open.push(new Set())
    if (token === '}') open.pop()
    if (string === undefined || colon === undefined) continue
    const names = open.at(-1)
    const name: string = JSON.parse(string)
    if (names?.has(name)) return true
    names?.add(name)
  }
  return false
}

/** UTF-8 cannot carry a lone surrogate, but `\ud800` can write one. */
function wellFormed(text: string): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return true
  for (const [string] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"/gs)) {
    const value: string = JSON.parse(string)
    if (!value.isWellFormed()) return false
  }
  return true
}
