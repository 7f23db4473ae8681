import { loadConfig } from '../../src/config/config.ts'
import { openLog } from '../../src/log.ts'
import { openWork } from '../../src/main/work.ts'

/**
 * A worker as a process of its own on the data folder of a test, until SIGTERM: its log goes to standard output, a line
 * of JSON an event. Arguments: data folder, IMAP port, milliseconds a lease lasts, runs at once.
 */
const [data = '', port = '', leaseMs = '', runsAtOnce = ''] = process.argv.slice(2)
const { config } = loadConfig({
  flags: { imap: `imap://127.0.0.1:${port}`, domain: 'yester.example', data },
  env: {
    YESTERMAIL_DOMAIN: 'yester.example',
    YESTERMAIL_LOGIN: 'local',
    YESTERMAIL_ZONE: 'Europe/Rome',
    YESTERMAIL_RUNS_AT_ONCE: runsAtOnce,
  },
})
const stopping = new AbortController()
process.on('SIGTERM', () => stopping.abort())
const work = await openWork({
  config,
  log: openLog({ to: process.stdout }),
  create: true,
  leaseMs: Number(leaseMs),
})
await work.work(stopping.signal)
await work.close()
