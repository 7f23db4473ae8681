/** Laid beside the days of every account, for whoever finds the files without the program. */
export const leaveText = `Each folder here is one backup: a sealed Maildir++ of symbolic links, and its receipt.
It is read-only on purpose; mail programs write into a Maildir, so work on a copy.

  copy one day out:      cp -rL 2026-11-21/mail /somewhere/mail && chmod -R u+w /somewhere/mail
  as a tar archive:      tar -chf day.tar -C 2026-11-21 mail
  to another machine:    rsync -aL 2026-11-21/mail/ host:mail/
  serve it with Dovecot: mail_location = maildir:<this folder>/2026-11-21/mail:INDEX=/tmp/i:CONTROL=/tmp/c

receipt.json says what the backup holds and lacks. File times are the times of arrival (INTERNALDATE).
`
