import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

/** The texts about taking mail home. Part of `en`. */
export const enDownload = {
  download: {
    title: 'Download',
    form: 'Format',
    forms: {
      eml: {
        name: 'Single messages (EML)',
        text: 'A file each, exactly as received. Any mail program opens them.',
      },
      mbox: {
        name: 'MBOX (mboxrd)',
        text: 'One long file, for Thunderbird, Apple Mail, mutt and others. Without read marks and flags.',
      },
      maildir: {
        name: 'Maildir',
        text: 'With folders, read marks and flags: for moving to another mail server (Dovecot, Stalwart).',
      },
    },
    file: 'File',
    containers: { zip: 'ZIP', tar: 'tar', none: 'One file' },
    windows: 'Names that Windows can hold',
    windowsText: 'Without characters such as : and ? that are not allowed there.',
    preparing: 'Looking at what is in it…',
    holds: (messages: string, size: string) => `${messages}, ${size}`,
    about: 'The file becomes a little larger than that: some lines are marked with > as MBOX demands.',
    lost: (n: number) =>
      choose(n, {
        one: 'One message is damaged in this backup. It is left out; errors.txt names it.',
        other: `${number.format(n)} messages are damaged in this backup. They are left out; errors.txt names them.`,
      }),
    lostEnds: (n: number) =>
      choose(n, {
        one: 'One message is damaged in this backup: a single file would end there. Choose ZIP; errors.txt then names it.',
        other: `${number.format(n)} messages are damaged in this backup: a single file would end at the first. Choose ZIP; errors.txt then names them.`,
      }),
    begin: (size: string) => `Download (${size})`,
    waiting: 'Your browser asks where to put it, or begins.',
    progress: 'Download',
    far: (done: string, all: string) => `${done} of ${all}`,
    done: 'The download is complete.',
    broken: (far: string) => `The download stopped at ${far}.`,
    resumed:
      'If it stops, continue it in your browser’s list of downloads: within three days it goes on where it was.',
    notResumed: 'If it stops, it has to begin anew. A ZIP of single messages goes on where it was.',
    nothing: 'There is no message in what was chosen.',
    notFound: 'This backup or folder is not kept any more. Choose again what to download.',
    busy: 'Too many downloads are being prepared. Try again in a moment.',
    again:
      'You signed in more than half an hour ago. To take mail out of here, enter your password once more.',
    password: 'Password',
    wrongPassword: 'This password is not right.',
    confirm: 'Continue',
    backup: 'Download',
    backupOf: (name: string) => `Download the backup of ${name}`,
    backupTitle: (day: string) => `All mail of ${day}`,
  },
}
