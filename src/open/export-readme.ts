import type { ExportWish } from '../domain/export.ts'

/** README.txt of an export of whole days: what is in it, how to check it, and how to take it to another mail system. */
export function exportReadme(
  { format, names }: Pick<ExportWish, 'format' | 'names'>,
  address: string,
): string {
  return `Mail of ${address}, as Yestermail kept it.

${FORMATS[format]}${format === 'maildir' && names === 'windows' ? WINDOWS : ''}
The time of each file is the time of arrival (INTERNALDATE). Calendars and contacts are not in it.

To check that every file is as it was: sha256sum -c MANIFEST.sha256
If some messages could not be read, errors.txt names them.
`
}

const FORMATS: Record<ExportWish['format'], string> = {
  eml: `Each .eml file is one message, exactly as it was received; each folder is a folder of the mailbox.
Which messages were read, answered or flagged is not kept in this form; a Maildir keeps it.

  Thunderbird: with the add-on ImportExportTools NG, "Import all messages from a directory".
  Outlook, Apple Mail and most others: open a file, or drag it into a folder.
`,
  mbox: `Each .mbox file is one folder of the mailbox, in the form mboxrd: every line of a message that begins with "From ",
after any number of ">", has one more ">" than it was received with. Programs that know mboxrd take it away again.
Which messages were read, answered or flagged is not kept in this form; a Maildir keeps it.

  mutt, neomutt: mutt -f INBOX.mbox
  Thunderbird:   with the add-on ImportExportTools NG, "Import mbox file"
  Stalwart:      stalwart-cli import messages --format mbox ACCOUNT INBOX.mbox
  Python:        mailbox.mbox('INBOX.mbox')
`,
  maildir: `Maildir/ is a Maildir++: the INBOX in cur, the other folders in directories that begin with a dot, flags in the names.
Keywords are letters in the names; the file dovecot-keywords of each folder says which.

  Dovecot:       mail_location = maildir:/path/to/Maildir
                 into an account that exists: doveadm import -u USER maildir:/path/to/Maildir "" all
  Stalwart:      vandelay import maildir /path/to/Maildir ARCHIVE
                 up to version 0.15: stalwart-cli import messages --format maildir ACCOUNT /path/to/Maildir
  mutt, neomutt: mutt -f Maildir
`,
}

const WINDOWS = `
The names have ";" where a Maildir has ":", which Windows cannot hold. On another system, in the folder Maildir:
  find . -name '*;2,*' -exec sh -c 'for f; do mv "$f" "$(printf %s "$f" | sed "s/;2,/:2,/")"; done' sh {} +
`
