import { ALARM_KINDS } from '../domain/alarm.ts'
import type { Figures } from '../domain/standing.ts'
import type { Counts } from './count-requests.ts'
import { notFound } from './errors.ts'
import type { Disk, WebContext, WebEdges, WebSettings } from './web.ts'

interface Metric {
  name: string
  help: string
  type: 'gauge' | 'counter'
  samples: [labels: Record<string, string>, value: number][]
}

/** GET /metrics in the text format of Prometheus (0.0.4). No label holds an address; each comes from a fixed list. */
export function getMetrics(
  edges: Pick<WebEdges, 'ledger' | 'figures' | 'disk' | 'now'>,
  { version }: Pick<WebSettings, 'version'>,
  counts: Counts,
  mayRead: (c: WebContext) => boolean,
): (c: WebContext) => Promise<Response> {
  return async c => {
    if (!mayRead(c)) throw notFound()
    const now = edges.now()
    const [figures, disk, beat] = await Promise.all([
      edges.figures(),
      edges.disk(),
      edges.ledger.heartbeat().catch(() => 0),
    ])
    const metrics = [
      gauge('build_info', 'The version that runs.', [[{ version }, 1]]),
      gauge('ledger_readable', 'Can the ledger be read (1) or not (0).', [[{}, figures ? 1 : 0]]),
      gauge('work_heartbeat_age_seconds', 'Since any worker said that it is alive; +Inf = never.', [
        [{}, beat ? (now - beat) / 1000 : Number.POSITIVE_INFINITY],
      ]),
      ...(figures ? ofLedger(figures, now) : []),
      ...(disk ? ofDisk(disk) : []),
      ...ofThisProcess(counts),
    ]
    return c.body(metrics.map(written).join(''), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  }
}

function ofLedger(figures: Figures, now: number): Metric[] {
  const age = (at: number | null): Metric['samples'] => (at === null ? [] : [[{}, (now - at) / 1000]])
  const byRun = (value: (run: Figures['runs'][number]) => number): Metric['samples'] =>
    figures.runs.map(run => [{ outcome: run.state, problem: run.problem }, value(run)])
  return [
    gauge(
      'accounts',
      'Accounts by state.',
      Object.entries(figures.accounts).map(([state, n]) => [{ state }, n]),
    ),
    gauge(
      'accounts_without_good_point',
      'Accounts without a good restore point for more than so many hours.',
      figures.without.map(({ hours, accounts }) => [{ hours: String(hours) }, accounts]),
    ),
    gauge('newest_good_point_age_seconds', 'Age of the newest good restore point.', age(figures.newestGood)),
    gauge(
      'oldest_good_point_age_seconds',
      'Age of the newest good restore point of the account that has waited longest.',
      age(figures.oldestGood),
    ),
    gauge('runs_running', 'Runs under way.', [[{}, figures.running]]),
    gauge(
      'runs_last_day',
      'Runs that ended within 24 hours.',
      byRun(run => run.count),
    ),
    gauge(
      'run_seconds_last_day',
      'Seconds those runs took in all.',
      byRun(run => run.seconds),
    ),
    gauge('messages', 'Messages in the newest restore points.', [[{}, figures.messages]]),
    gauge('message_bytes', 'Octets of those messages.', [[{}, figures.bytes]]),
    gauge(
      'alarms_open',
      'Open alarms by kind.',
      ALARM_KINDS.map(kind => [{ kind }, figures.alarms[kind] ?? 0]),
    ),
    gauge('letters_waiting', 'Letters in the outbox.', [[{}, figures.letters]]),
    gauge('letters_given_up_last_day', 'Letters given up within 24 hours.', [[{}, figures.lettersGivenUp]]),
  ]
}

function ofDisk(disk: Disk): Metric[] {
  return [
    gauge('disk_bytes', 'Size of the file system of the data folder.', [[{}, disk.bytes]]),
    gauge('disk_free_bytes', 'Octets free there.', [[{}, disk.freeBytes]]),
    gauge('disk_inodes', 'File entries of that file system; 0 = it counts none.', [[{}, disk.inodes]]),
    gauge('disk_free_inodes', 'File entries free there.', [[{}, disk.freeInodes]]),
  ]
}

function ofThisProcess({ requests, signIns }: Counts): Metric[] {
  return [
    {
      name: 'yestermail_sign_ins_total',
      help: 'Sign-ins by outcome.',
      type: 'counter',
      samples: [...signIns].map(([outcome, n]) => [{ outcome }, n]),
    },
    {
      name: 'yestermail_http_requests_total',
      help: 'HTTP requests by route and status.',
      type: 'counter',
      samples: [...requests].map(([key, n]) => {
        const [route = '', status = ''] = key.split(' ')
        return [{ route, status }, n]
      }),
    },
    {
      name: 'process_resident_memory_bytes',
      help: 'Memory of the web server.',
      type: 'gauge',
      samples: [[{}, process.memoryUsage.rss()]],
    },
  ]
}

function gauge(name: string, help: string, samples: Metric['samples']): Metric {
  return { name: `yestermail_${name}`, help, type: 'gauge', samples }
}

function written({ name, help, type, samples }: Metric): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
    return `${name}${pairs.length ? `{${pairs.join(',')}}` : ''} ${number(value)}`
  })
  return samples.length ? [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n') : ''
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function number(value: number): string {
  return value === Number.POSITIVE_INFINITY ? '+Inf' : String(value)
}
