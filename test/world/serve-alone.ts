import { loadConfig } from '../../src/config/config.ts'
import { openLog } from '../../src/log.ts'
import { serve } from '../../src/main/serve.ts'

/** A process of its own, so that it can belong to another user: the web server on the data folder and page named; prints its URL. */
const [data = '', dist = ''] = process.argv.slice(2)
const { config } = loadConfig({
  flags: { imap: 'imap://127.0.0.1:1', domain: 'yester.example', data, listen: '127.0.0.1:0' },
})
const { url } = await serve({ config, dist, log: openLog({ level: 'silent' }) })
process.stdout.write(`${url}\n`)
