import { Command } from 'commander'
import { listAccess, withdrawAccess } from './main/access.ts'
import { addAccount, listAccounts, removeAccount } from './main/accounts.ts'
import { action } from './main/action.ts'
import { addAdmin, linkAdmin, listAdmins, removeAdmin } from './main/admins.ts'
import { showAudit } from './main/audit.ts'
import { showBilling } from './main/billing.ts'
import { checkServer } from './main/check-server.ts'
import { acceptErasure, keepAccount } from './main/closed.ts'
import { checkConfig, reindexAccounts, showPoints, snapshotAccounts } from './main/commands.ts'
import { enrolNow, importAccounts } from './main/enrol.ts'
import { initData } from './main/init.ts'
import { listKeys, rotateKey } from './main/keys.ts'
import { listPlans, setPlan, showPlan } from './main/plans.ts'
import { showReceipt, verifyAccounts } from './main/receipts.ts'
import { recoverLedger } from './main/recover.ts'
import { changeRequest, listRequests } from './main/requests.ts'
import { restoreAccount } from './main/restore.ts'
import { runServe, runStart, runWork } from './main/run.ts'
import { showStatus } from './main/status.ts'
import { version } from './main/version.ts'

/** Exit codes: 0 done, 1 done in part or failed, 2 not begun (wrong use or configuration). */
const program = new Command('yestermail')
  .description('A read-only time machine for mail: every night a copy of each mailbox, opened in a browser.')
  .version(version)
  .option(
    '--config <file>',
    'configuration file (default: yestermail.toml, if it is there)',
    once('--config'),
  )
  .option('--data <folder>', 'data folder (default: ./snapshots)', once('--data'))
  .option('--imap <url>', 'mail server, as imaps://HOST or imaps://HOST:PORT', once('--imap'))
  .option('--domain <name>', 'mail domain whose people may sign in', once('--domain'))
  .option(
    '--account <address>',
    'one mail address, instead of --domain',
    (one: string, all: string[] = []) => [...all, one],
  )
  .option('--listen <address>', 'HOST:PORT of the page (default: 127.0.0.1:8025)', once('--listen'))
  .addHelpText(
    'after',
    `
Exit codes: 0 done; 1 failed or done in part; 2 not begun (wrong use or configuration).

Examples:
  yestermail start --imap imaps://mail.example.org --domain example.org
  yestermail snapshot anna@example.org
  yestermail points anna@example.org`,
  )
  .showHelpAfterError('(yestermail --help shows all commands)')
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))

program.command('start').description('run the page and the nights (serve and work)').action(action(runStart))
program
  .command('init')
  .description(
    'make the data folder in an empty folder or volume that is there already; start makes any other',
  )
  .action(action(initData))
program.command('serve').description('run the page alone').action(action(runServe))
program.command('work').description('run the nights alone').action(action(runWork))
program
  .command('snapshot')
  .description('take a restore point now')
  .argument('[address]')
  .option('--all', 'of every account')
  .action(action(snapshotAccounts))
const account = program.command('account').description('who is backed up')
account
  .command('add')
  .description('enrol an account; asks for its mail password unless there is a master user')
  .argument('<address>')
  .option('--password-file <file>', 'file that holds the mail password')
  .option('--refresh-token-file <file>', "file that holds the account's OAuth 2 refresh token")
  .action(action(addAccount))
account.command('list').description('all accounts, their newest point and state').action(action(listAccounts))
account
  .command('import')
  .description('enrol the addresses of a file, one a line')
  .argument('<file>')
  .action(action(importAccounts))
account
  .command('enrol')
  .description("enrol whom the mail domains' enrolCommand lists now")
  .argument('[domain]')
  .option('--accept', 'also when it lists far fewer than the last time')
  .action(action(enrolNow))
account
  .command('recover')
  .description('make a lost ledger anew from the receipts, or take up what an old copy of it does not know')
  .action(action(recoverLedger))
account
  .command('remove')
  .description('forget an account and erase all its backups')
  .argument('<address>')
  .option('--yes', 'do not ask')
  .action(action(removeAccount))
account
  .command('keep')
  .description('do not erase a closed account when its time is over (domains.NAME.eraseClosedAfter)')
  .argument('<address>')
  .action(action(keepAccount))
account
  .command('erase-closed')
  .description('the closed accounts that are due within a day; more of a domain than usual wait for --accept')
  .option('--accept <domain>', 'agree to what is due of this mail domain')
  .action(action(acceptErasure))
const admin = program.command('admin').description('who looks after accounts in the panel at /admin')
admin
  .command('add')
  .description(
    'add an admin of the mail domains of --domain (with commas between), and print a one-time link',
  )
  .argument('<name>')
  .option('--role <role>', 'operator: looks after all mail domains')
  .option('--mail <address>', 'letters about requests go there')
  .option('--language <code>', 'of letters and panel: en, it, fr, nb, de or es')
  .action(action(addAdmin))
admin.command('list').description('all admins').action(action(listAdmins))
admin
  .command('link')
  .description('a new one-time link; what the admin signed in with is nothing any more')
  .argument('<name>')
  .action(action(linkAdmin))
admin
  .command('remove')
  .description('their sessions end at once')
  .argument('<name>')
  .option('--yes', 'do not ask')
  .action(action(removeAdmin))
const access = program
  .command('access')
  .description('links of admins that open an account without its mail password')
access
  .command('list')
  .description('links that are good, and by which somebody is in')
  .argument('[address]')
  .action(action(listAccess))
access
  .command('withdraw')
  .description('end every link of an account; whoever came in by one is out')
  .argument('<address>')
  .action(action(withdrawAccess))
const key = program.command('key').description('what kept passwords are sealed with')
key.command('list').description('the keys, and which accounts need them').action(action(listKeys))
key
  .command('rotate')
  .description('make a new key and seal everything kept for it; nothing has to be stopped')
  .action(action(rotateKey))
const plan = program.command('plan').description('when backups are taken and which are kept')
plan
  .command('list')
  .description('all plans, the ready-made ones and those of the configuration')
  .action(action(listPlans))
plan
  .command('show')
  .description('the calendar that a plan produces')
  .argument('<name>')
  .option('--days <n>', 'days to look back (400)')
  .action(action(showPlan))
plan
  .command('set')
  .description(
    'give an account another plan; says first what would change ("default": that of its mail domain)',
  )
  .argument('<address>')
  .argument('<name>')
  .option('--yes', 'do not ask')
  .action(action(setPlan))
program
  .command('restore')
  .description('put missing mail of a backup back into the live mailbox; says first what would change')
  .argument('<address>')
  .argument('<point>', "#NUMBER (in quotes: '#142'), or a day such as 2026-11-21")
  .option('--folder <path>', 'only this folder of it')
  .option('--inside', 'with --folder: the folders inside it too')
  .option('--inbox', 'only the inbox')
  .option('--beside', 'into one new dated folder, not where the messages stood')
  .option('--into <path>', 'into this folder')
  .option('--moved', 'also messages that were only moved; they then stand twice')
  .option('--not-binned', 'without messages that still are in Trash or Junk')
  .option('--dry-run', 'say what would change, and change nothing')
  .option('--yes', 'do not ask')
  .action(action(restoreAccount))
program
  .command('requests')
  .description('restores that were asked for, of an account or of all')
  .argument('[address]')
  .action(action(listRequests))
program
  .command('request')
  .description('decide about a restore that was asked for, stop it, or undo it')
  .argument('<act>', 'confirm, reject, cancel or undo')
  .argument('<request>', 'R12, as yestermail requests shows it')
  .option('--reason <text>', 'why it is rejected; the owner is told')
  .action(action(changeRequest))
program
  .command('billing')
  .description('restores that cost something, as CSV')
  .option('--since <day>', 'from this day on, for example 2026-11-01')
  .action(action(showBilling))
program
  .command('audit')
  .description('who asked for, decided and did what')
  .argument('[address]')
  .option('--verify', 'read the whole log and say whether anything in it was changed or taken out')
  .action(action(showAudit))
program
  .command('points')
  .description('the restore points of an account')
  .argument('<address>')
  .action(action(showPoints))
program
  .command('reindex')
  .description('build the index anew from the files')
  .argument('[address]')
  .option('--all', 'of every account')
  .action(action(reindexAccounts))
program
  .command('verify')
  .description('read every stored message again; name what is damaged')
  .argument('[address]')
  .option('--all', 'of every account')
  .option('--heal', 'fetch damaged and lost messages from the mail server again, where it still has them')
  .action(action(verifyAccounts))
program
  .command('receipt')
  .description('what a restore point holds and lacks, and what proves it')
  .argument('<address>')
  .argument('[point]', 'a day such as 2026-11-21, or #NUMBER; without it the newest')
  .option('--json', 'as JSON')
  .action(action(showReceipt))
program
  .command('status')
  .description('workers, accounts, what is behind, open alarms; exit code 1 when something is wrong')
  .action(action(showStatus))
program
  .command('check-config')
  .description('check the configuration and say what it means')
  .action(action(checkConfig))
program
  .command('check-server')
  .description(
    'sign in to the mail server as the nights do; say what it can and whether this login could write',
  )
  .argument('[domain-or-address]')
  .action(action(checkServer))

// Whoever read our words and went, as `head` does, is no fault: what was begun is done, and the rest is said to nobody.
// A list that lies in a file in part is one, and must not look whole.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`yestermail: the output cannot be written (${error.code}).\n`)
  process.exit(1)
})
process.stderr.on('error', () => {})
// Diagnostic reports, where somebody switched them on, hold the environment, and with it passwords.
if (process.report) process.report.excludeEnv = true
await program.parseAsync()

/** What is given twice would lose the first in silence. */
function once(option: string) {
  return (value: string, before: string | undefined): string => {
    if (before !== undefined)
      program.error(
        `yestermail: ${option} is given twice (${before}, ${value}); give it once. ` +
          'More than one mail domain or mail server is written into yestermail.toml.',
      )
    return value
  }
}
