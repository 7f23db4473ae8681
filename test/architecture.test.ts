import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { architectureBreaches } from './world/architecture.ts'
import { tempFolder } from './world/temp.ts'

describe('the architecture', () => {
  it('would catch every kind of breach', async () => {
    const planted: [file: string, text: string, breach: RegExp][] = [
      [
        'src/domain/day.ts',
        "import { join } from 'node:path'\n",
        /node:path, which is not at home in domain/,
      ],
      ['src/formats/a.ts', "import type { B } from '../imap/b.ts'\n", /\(formats\) imports src\/imap\/b\.ts/],
      ['src/imap/b.ts', "import {\n  put,\n} from '../maildir/put.ts'\n", /\(imap\) imports src\/maildir/],
      [
        'src/http/c.ts',
        "import Database from 'better-sqlite3'\n",
        /better-sqlite3, which is not at home in http/,
      ],
      [
        'src/http/d.ts',
        "import { snapshot } from '../snapshot/snapshot.ts'\n",
        /\(http\) imports src\/snapshot/,
      ],
      ['src/snapshot/s.ts', "import { open } from '../imap/b.ts'\n", /\(snapshot\) imports src\/imap/],
      ['src/proof/t.ts', "import { night } from '../nights/nightly.ts'\n", /\(proof\) imports src\/nights/],
      ['src/jmap/e.ts', "export { x } from '../main.ts'\n", /\(jmap\) imports src\/main\.ts/],
      ['src/proof/verify.ts', "const x = await import('../sqlite/f.ts')\n", /\(proof\) imports src\/sqlite/],
      ['src/threads/g.ts', "import 'imapflow'\n", /imapflow, which is not at home in threads/],
      ['web/h.ts', "import { Refusal } from '../src/domain/refusal.ts'\n", /web takes only types/],
      ['web/i.ts', "import type { X } from '../src/jmap/x.ts'\n", /web takes only types/],
      ['src/new-room/j.ts', "import { x } from '../domain/day.ts'\n", /does not know: new-room/],
      ['src/utils/k.ts', '\n', /called "utils"/],
      ['src/http/mail-helpers.ts', '\n', /called "helpers"/],
      ['src/imap/types.ts', '\n', /called "types"/],
      ['src/imap/l.ts', 'export default 1\n', /default export/],
      ['src/imap/m.ts', '\n'.repeat(301), /301 lines/],
      ['web/style/rows.css', '\n'.repeat(301), /301 lines/],
      ['test/imap/m.test.ts', '\n'.repeat(451), /451 lines/],
    ]
    for (const [file, text, breach] of planted) {
      await using root = await tempFolder('architecture')
      await plant(root.path, file, text)
      const found = architectureBreaches(root.path)
      assert.equal(found.length, 1, `${file}: ${found.join('; ')}`)
      assert.match(found[0] ?? '', breach)
    }
  })

  it('lets through what is allowed, and what only stands in a comment', async () => {
    await using root = await tempFolder('architecture')
    await plant(
      root.path,
      'src/domain/a.ts',
      "// import x from 'node:fs'\n/*\nimport y from 'imapflow'\n*/\n",
    )
    await plant(root.path, 'src/imap/b.ts', "import { ImapFlow } from 'imapflow'\nimport '../domain/a.ts'\n")
    await plant(root.path, 'web/c.ts', "import type { A } from '../src/domain/a.ts'\nimport 'preact/hooks'\n")
    await plant(root.path, 'src/main.ts', "import './imap/b.ts'\nimport 'commander'\n")
    assert.deepEqual(architectureBreaches(root.path), [])
  })

  it('is kept', () => {
    assert.deepEqual(architectureBreaches(dirname(import.meta.dirname)), [])
  })
})

async function plant(root: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), text)
}
