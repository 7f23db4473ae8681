import { join } from 'node:path'
import type { Certificate } from './certificate.ts'

export interface DovecotOptions {
  /** login → password; mail of login U lies in `<folder>/mail/U/Maildir` */
  users: Record<string, string>
  /** hierarchy delimiter, '/' unless told */
  separator?: '/' | '.'
  /** the personal namespace begins with "INBOX" + separator (as Courier and Cyrus do) */
  inboxPrefix?: boolean
  /** folders that carry special-use attributes and are made for everybody; Drafts, Sent, Trash, Junk unless told */
  specialUse?: Record<string, string>
  /** master users that sign in as `user*master` or by SASL PLAIN authzid; rights are IMAP ACL letters, "lr" reads only */
  masters?: { user: string; password: string; rights: string }[]
  /** false: no AUTH=PLAIN is offered, only AUTH=LOGIN and the LOGIN command */
  plainAuth?: boolean
  /** believe the client address that a proxy on loopback passes on by the ID command */
  trustLoopback?: boolean
  /** offer COMPRESS=DEFLATE */
  compress?: boolean
  /** the CAPABILITY answer after sign-in, instead of all that Dovecot can do (without LIST-STATUS, CONDSTORE, …) */
  capability?: string
  /** serve this Maildir, read only, as the mail of every user; indexes and control files are kept elsewhere */
  serve?: string
  /** access tokens are asked about at this address (RFC 7662, with a field `username`); "xoauth2" alone when told so */
  oauth?: { introspectionUrl: string; mechanisms?: string }
  /** users can be listed: doveadm user '*' */
  iterate?: boolean
  /** what everybody may store, as Dovecot writes it: "1M" */
  quota?: string
  /** many connections by one login process, imap processes used again: for timing */
  fast?: boolean
}

export interface DovecotPlace {
  folder: string
  /** who runs it, and owns the mail: a plain user, never root */
  user: string
  group: string
  uid: number
  gid: number
  port: number
  tlsPort: number
  certificate: Certificate
}

/**
 * The whole configuration of a private Dovecot 2.3 that one plain user runs: no other user, no chroot, nothing
 * outside `place.folder`. Wrong passwords are answered at once: slowing down guessers is not under test here.
 */
export function dovecotConfig(place: DovecotPlace, options: DovecotOptions): string {
  const at = (name: string) => join(place.folder, name)
  const separator = options.separator ?? '/'
  const plugins = [
    ...(options.masters ? ['acl'] : []),
    ...(options.quota ? ['quota'] : []),
    ...(options.compress ? ['zlib'] : []), // the plugin imap_zlib stands on it
  ]
  const imapPlugins = [
    ...plugins,
    ...(options.masters ? ['imap_acl'] : []),
    ...(options.quota ? ['imap_quota'] : []),
    ...(options.compress ? ['imap_zlib'] : []),
  ]
  const location = options.serve
    ? `maildir:${options.serve}:INDEX=${at('mail/%u/index')}:CONTROL=${at('mail/%u/control')}`
    : 'maildir:~/Maildir'
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${at('run')}
state_dir = ${at('state')}
log_path = ${at('dovecot.log')}
instance_name = yestermail-test
default_internal_user = ${place.user}
default_internal_group = ${place.group}
default_login_user = ${place.user}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = ${place.uid}
mail_gid = ${place.gid}
mail_location = ${location}
mail_fsync = never
mail_max_userip_connections = 0
mail_plugins = ${plugins.join(' ')}
imap_id_log = *
rawlog_dir = ${at('rawlog')}
${options.capability ? `imap_capability = ${options.capability}` : ''}
ssl = yes
ssl_cert = <${place.certificate.certFile}
ssl_key = <${place.certificate.keyFile}
disable_plaintext_auth = no
auth_mechanisms = ${options.plainAuth === false ? 'login' : 'plain login'} ${tokenMechanisms(options)}
auth_master_user_separator = *
auth_failure_delay = 0
auth_username_chars =
${options.trustLoopback ? 'login_trusted_networks = 127.0.0.0/8 ::1' : ''}
protocol imap {
  mail_plugins = ${imapPlugins.join(' ')}
}
${options.masters ? `plugin {\n  acl = vfile:${at('acl')}\n}` : ''}
${options.quota ? `plugin {\n  quota = count:everything\n  quota_vsizes = yes\n  quota_rule = *:storage=${options.quota}\n}` : ''}
${options.masters ? passdb(at('masters'), 'master = yes\n  result_success = continue') : ''}
${passdb(at('users'), options.oauth ? 'mechanisms = plain login' : '')}
${
  options.oauth
    ? `passdb {\n  driver = oauth2\n  mechanisms = ${tokenMechanisms(options)}\n  args = ${at('oauth')}\n}`
    : ''
}
userdb {
${
  options.iterate
    ? `  driver = passwd-file\n  args = ${at('users')}\n  default_fields = uid=${place.uid} gid=${place.gid} home=${at('mail/%u')}`
    : `  driver = static\n  args = uid=${place.uid} gid=${place.gid} home=${at('mail/%u')}`
}
}
namespace inbox {
  inbox = yes
  separator = ${separator}
  prefix = ${options.inboxPrefix ? `INBOX${separator}` : ''}
${
  options.serve
    ? ''
    : Object.entries(options.specialUse ?? standardFolders)
        .map(specialUse)
        .join('\n')
}
}
service imap-login {
  chroot =
  service_count = ${options.fast ? 0 : 1}
  client_limit = ${options.fast ? 1000 : 1}
  inet_listener imap {
    port = ${place.port}
  }
  inet_listener imaps {
    port = ${place.tlsPort}
    ssl = yes
  }
}
service imap {
  service_count = ${options.fast ? 256 : 1}
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`
}

/** One line a user; base64 so that a password may hold any character. */
export function passwordFile(users: Iterable<[login: string, password: string]>): string {
  return Array.from(users, ([login, password]) => {
    return `${login}:{PLAIN.b64}${Buffer.from(password).toString('base64')}::::::\n`
  }).join('')
}

/** How Dovecot asks about a token. */
export function introspectionFile(url: string): string {
  return `introspection_mode = post\nintrospection_url = ${url}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\nforce_introspection = yes\n`
}

/** Everybody owns their own mail; a master user has the rights named, and nothing else. */
export function accessFile(masters: NonNullable<DovecotOptions['masters']>): string {
  return `* owner lrwstipekxa\n${masters.map(m => `* user=${m.user} ${m.rights}\n`).join('')}`
}

const standardFolders = { Drafts: '\\Drafts', Sent: '\\Sent', Trash: '\\Trash', Junk: '\\Junk' }

function tokenMechanisms({ oauth }: DovecotOptions): string {
  return oauth ? (oauth.mechanisms ?? 'oauthbearer xoauth2') : ''
}

function passdb(file: string, more: string): string {
  return `passdb {\n  driver = passwd-file\n  args = ${file}\n  ${more}\n}`
}

function specialUse([folder, attribute]: [string, string]): string {
  return `  mailbox "${folder}" {\n    auto = create\n    special_use = ${attribute}\n  }`
}
