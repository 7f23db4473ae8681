import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '..', '..')

describe('French texts', () => {
  it('let no line begin with a mark, and no guillemet stand alone', async () => {
    const files = [
      ...(await frenchIn('web/i18n')),
      ...(await frenchIn('web/admin/i18n')),
      ...['fr', 'access-letter', 'closed-letter', 'restore-texts'].map(name => `src/letters/${name}.ts`),
    ]
    assert.ok(files.length > 20)
    for (const file of files) {
      const pieces = textsOf(await readFile(join(root, file), 'utf8'))
      assert.ok(pieces.length > 0, file)
      assert.deepEqual(
        pieces.filter(piece => / [;:?!»]|« /.test(piece)),
        [],
        file,
      )
    }
  })

  it('are never put together in code, with the colon or the quotes of another language', async () => {
    const names = (await readdir(join(root, 'web'))).filter(name => name.endsWith('.ts'))
    for (const name of names) {
      const code = await readFile(join(root, 'web', name), 'utf8')
      // `${what}: ${text}`, also with an element's end between
      assert.deepEqual(code.match(/\}(<\/\w+>)?: ?\$\{|[“”«»„]\$\{.*/g), null, name)
    }
  })

  it('are told from the code around them', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is read
    const code = "const a = n ? 'un' : `b ${c ? { d: 'e ?' } : 'f'} !` // g ; h\n/* i ? */"
    assert.deepEqual(textsOf(code), ['un', 'b ', 'e ?', 'f', ' !'])
  })
})

async function frenchIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder))
  return names.filter(name => /^fr[-.]/.test(name)).map(name => `${folder}/${name}`)
}

/** What stands between quotes in a file without regular expressions; of a template its texts, without the code between them. */
function textsOf(code: string): string[] {
  const texts: string[] = []
  const braces: number[] = []
  let rest = code
  const take = (form: RegExp): string | undefined => {
    const found = form.exec(rest)?.[0]
    if (found !== undefined) rest = rest.slice(found.length)
    return found
  }
  const takeTemplate = () => {
    const text = take(/^(?:\\[\s\S]|(?!\$\{)[^`\\])*/) ?? ''
    if (text) texts.push(text)
    if (take(/^(?:`|\$\{)/) === '${') braces.push(0)
  }
  while (rest) {
    if (take(/^(?:\/\/.*|\/\*[\s\S]*?\*\/|[^'"`{}/]+)/)) continue
    const text = take(/^(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")/)
    if (text) {
      texts.push(text.slice(1, -1))
      continue
    }
    const mark = take(/^[\s\S]/)
    if (mark === '`') takeTemplate()
    else if (mark === '}' && braces.at(-1) === 0) {
      braces.pop()
      takeTemplate()
    } else if (braces.length && (mark === '{' || mark === '}'))
      braces[braces.length - 1] = (braces.at(-1) ?? 0) + (mark === '{' ? 1 : -1)
  }
  return texts
}
