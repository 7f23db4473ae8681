import { execFileSync } from 'node:child_process'
import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serverRoot } from './debian.ts'
import { asPlainUser, findPlainUser } from './plain-user.ts'
import { tempFolder } from './temp.ts'
import { ownFolder, startUnpacked, type UnpackedServer } from './unpacked-server.ts'

/**
 * Starts a private Cyrus IMAP on loopback. Its habits: folders below "INBOX." with "." between them, or beside INBOX
 * with "/" (`slashes`: unixhierarchysep and altnamespace); CONDSTORE, QRESYNC, OBJECTID. `users`: login → password.
 */
export async function startCyrus({
  users,
  slashes = false,
}: {
  users: Record<string, string>
  slashes?: boolean
}): Promise<UnpackedServer> {
  const temp = await tempFolder('cyrus')
  const owner = findPlainUser()
  const root = serverRoot('cyrus')
  const at = (name: string) => join(temp.path, name)
  const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'usr/lib'].flatMap(name => [
    join(root, name),
    join(root, name.slice(4)),
  ])
  const env = {
    LD_LIBRARY_PATH: libraries.join(':'),
    SASL_PATH: libraries
      .map(folder => join(folder, 'sasl2'))
      .join(':')
      .concat(':', installedSasl),
    CYRUS_USER: owner.user,
  }
  for (const name of ['', 'spool', 'zones']) await ownFolder(at(name), owner)
  for (const name of ['', 'db', 'socket', 'proc', 'log', 'msg', 'ptclient', 'user', 'quota', 'lock'])
    await ownFolder(at(`conf/${name}`), owner)
  // libical insists on one zone, though nothing here has a calendar.
  await writeFile(at('zones/zones.tab'), '+0415400 +0122900 Europe/Rome\n')
  for (const [user, password] of Object.entries(users))
    execFileSync(
      join(root, 'usr/sbin/saslpasswd2'),
      ['-p', '-c', '-f', at('sasldb2'), '-u', 'localhost', user],
      { input: password, env: { ...process.env, ...env } },
    )
  await chown(at('sasldb2'), owner.uid, owner.gid)
  await writeFile(at('imapd.conf'), imapdConfig(at, owner.user, slashes))
  const server = await startUnpacked(
    users,
    async port => {
      await writeFile(at('cyrus.conf'), cyrusConfig(root, at, port))
      const set = Object.entries(env).map(([name, value]) => `${name}=${value}`)
      const command = [join(root, 'usr/sbin/cyrmaster'), '-D', '-C', at('imapd.conf'), '-M', at('cyrus.conf')]
      return asPlainUser(owner, ['env', ...set, ...command, '-p', at('pid'), '-L', at('log')])
    },
    () => temp.remove(),
  )
  for (const user of Object.keys(users)) {
    await using session = await server.imap(user)
    await session.command('CREATE INBOX')
  }
  return server
}

const installedSasl = '/usr/lib/x86_64-linux-gnu/sasl2:/usr/lib/aarch64-linux-gnu/sasl2'

function imapdConfig(at: (name: string) => string, user: string, slashes: boolean): string {
  return `configdirectory: ${at('conf')}
defaultpartition: default
partition-default: ${at('spool')}
cyrus_user: ${user}
servername: localhost
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${at('sasldb2')}
sasl_mech_list: PLAIN
unixhierarchysep: ${slashes ? 'yes' : 'no'}
altnamespace: ${slashes ? 'yes' : 'no'}
hashimapspool: no
conversations: no
zoneinfo_dir: ${at('zones')}
`
}

function cyrusConfig(root: string, at: (name: string) => string, port: number): string {
  const bin = join(root, 'usr/lib/cyrus/bin')
  return `START {
  recover cmd="${bin}/ctl_cyrusdb -C ${at('imapd.conf')} -r"
}
SERVICES {
  imap cmd="${bin}/imapd -C ${at('imapd.conf')}" listen="127.0.0.1:${port}" prefork=0
}
EVENTS {
}
`
}
