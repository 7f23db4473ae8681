import { createHash } from 'node:crypto'
import { chmod, chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serverRoot } from './debian.ts'
import { findPlainUser, type PlainUser } from './plain-user.ts'
import { tempFolder } from './temp.ts'
import { ownFolder, startUnpacked, type UnpackedServer } from './unpacked-server.ts'

/**
 * Starts a private Courier IMAP on loopback. Its habits: every folder below "INBOX." with "." between them, no
 * CONDSTORE, no LIST-STATUS, no LITERAL+, no SPECIAL-USE. `users`: login → password.
 *
 * Courier has the paths of its configuration, sockets and programs built in: it sees its own ones laid over those of
 * the machine, in namespaces of its own that end with it.
 */
export async function startCourier({ users }: { users: Record<string, string> }): Promise<UnpackedServer> {
  const temp = await tempFolder('courier')
  const owner = findPlainUser()
  const at = (name: string) => join(temp.path, name)
  for (const name of ['', 'etc', 'etc/courier', 'etc/courier/shared', 'mail'])
    await ownFolder(at(name), owner)
  for (const name of ['run', 'run/courier', 'run/courier/authdaemon']) await ownFolder(at(name), owner)
  for (const user of Object.keys(users)) await ownFolder(at(`mail/${user}`), owner)
  const files = {
    'etc/courier/authdaemonrc': authConfig,
    'etc/courier/shared/index': '',
    'etc/courier/userdb': Object.entries(users)
      .map(entry => userLine(owner, at, entry))
      .join(''),
  }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(at(name), text)
    await chown(at(name), owner.uid, owner.gid)
  }
  await chmod(at('etc/courier/userdb'), 0o700)
  return startUnpacked(
    users,
    async port => {
      await writeFile(at('serve.sh'), serveScript(at, Object.keys(users), port))
      await writeFile(at('enter.sh'), enterScript(at, owner))
      const whose = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
      return [
        'setpriv',
        ...[
          '--pdeathsig',
          'KILL',
          'unshare',
          ...whose,
          '--mount',
          '--propagation',
          'private',
          '--pid',
          '--fork',
        ],
        ...['--kill-child', 'sh', at('enter.sh')],
      ]
    },
    () => temp.remove(),
  )
}

const authConfig = `authmodulelist="authuserdb"
authmodulelistorig="authuserdb"
daemons=2
authdaemonvar=/run/courier/authdaemon
DEBUG_LOGIN=0
DEFAULTOPTIONS=""
LOGGEROPTS=""
`

function userLine(
  owner: PlainUser,
  at: (name: string) => string,
  [user, password]: [string, string],
): string {
  const hash = `{SHA}${createHash('sha1').update(password).digest('base64')}`
  const home = at(`mail/${user}`)
  return `${user}\tuid=${owner.uid}|gid=${owner.gid}|home=${home}|mail=${home}/Maildir|imappw=${hash}\n`
}

// As root of the namespace: the unpacked packages over /usr, the configuration and sockets over /etc and /run.
function enterScript(at: (name: string) => string, owner: PlainUser): string {
  const isRoot = process.getuid?.() === 0
  const back = isRoot
    ? `setpriv --reuid ${owner.uid} --regid ${owner.gid} --clear-groups`
    : `unshare --user --map-user ${owner.uid} --map-group ${owner.gid}`
  return `set -e
mount -t overlay overlay -o lowerdir=${serverRoot('courier')}/usr:/usr /usr
mount -t overlay overlay -o lowerdir=${at('etc')}:/etc /etc
mount --bind ${at('etc/courier')} /etc/courier
mount --bind ${at('run')} /run
# Not exec: this shell is the first process of its namespace, and all others end with it.
${back} sh ${at('serve.sh')}
exit
`
}

function serveScript(at: (name: string) => string, users: string[], port: number): string {
  const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(name =>
    join(serverRoot('courier'), 'lib', name),
  )
  const plain =
    'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA AUTH=PLAIN IDLE'
  return `export LD_LIBRARY_PATH=${libraries.join(':')}
export AUTHMODULES=authdaemon IMAP_KEYWORDS=1 IMAP_ACL=1 IMAP_CAPABILITY="${plain}" IMAP_USELOCKS=1
export IMAP_TLS_REQUIRED=0 IMAP_EMPTYTRASH= IMAP_IDLE_TIMEOUT=60 IMAP_MAILBOX_SANITY_CHECK=1
export IMAP_SHAREDINDEXFILE=/etc/courier/shared/index
cd ${at('mail')}
umask 022
makeuserdb
for user in ${users.join(' ')}; do [ -d $user/Maildir ] || maildirmake.courier $user/Maildir; done
/usr/lib/courier/courier-authlib/authdaemond &
while [ ! -S /run/courier/authdaemon/socket ]; do sleep 0.02; done
exec couriertcpd -address=127.0.0.1 -nodnslookup -noidentlookup -maxprocs=40 -maxperip=40 \\
  -user=$(id -un) -group=$(id -gn) ${port} /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir
`
}
