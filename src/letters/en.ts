import type { Catalogue } from './catalogue.ts'

export const en: Catalogue = {
  alarms: {
    'run-failed': {
      title: 'Backups fail again and again',
      advice: 'They are tried again every hour. The reason of each attempt: yestermail points ADDRESS',
    },
    'no-good-point': {
      title: 'No good backup for days',
      advice: 'What stopped the last attempts: yestermail points ADDRESS',
    },
    'all-refused': {
      title: 'A mail server refuses every account',
      advice:
        'No account of this domain is backed up until it lets us in again. Was the master password changed, or is this machine blocked there?',
    },
    'server-down': {
      title: 'A mail server does not answer',
      advice:
        'No account of this domain is backed up until it answers again. What was missed is made up for.',
    },
    'sign-in-needed': {
      title: 'Owners must sign in once',
      advice:
        'The mail server no longer takes the password that is kept. The next sign-in on the page mends it.',
    },
    'key-missing': {
      title: 'A key is missing, and kept passwords cannot be opened',
      advice:
        'Put the key file back from your backup. Nothing was overwritten; the owners’ next sign-in mends it too.',
    },
    'enrol-list': {
      title: 'The list of a domain’s accounts could not be had',
      advice:
        'Who was enrolled stays enrolled and is backed up. Run the command for the list by hand and see what it says.',
    },
    'disk-low': {
      title: 'The disk is nearly full',
      advice: 'Give the data folder more room: backups stop before the disk is full.',
    },
    'run-long': {
      title: 'A backup takes far longer than usual',
      advice: 'It goes on. Look at the mail server and the network if this lasts.',
    },
    'budget-spent': {
      title: 'The mail provider’s daily amount is used up',
      advice: 'It goes on by itself when the provider allows it again.',
    },
    clock: {
      title: 'The clock of this machine jumped',
      advice:
        'No old backup is removed this night; after it they go again, at most three days’ worth a night. Check the time of the machine.',
    },
    damaged: {
      title: 'Stored mail is damaged',
      advice:
        'See what is damaged and mend what can be mended: yestermail verify ADDRESS --heal. Check the disk.',
    },
    'closed-accounts': {
      title: 'More closed accounts are due to be erased than usual',
      advice:
        'None of them is erased until you agree. See them: yestermail account list. If they have left: yestermail account erase-closed --accept DOMAIN',
    },
    'mail-vanished': {
      title: 'Much mail left a mailbox in one night',
      advice: 'The last good backup before the loss is kept longer.',
    },
  },
  figures: {
    days: 'days',
    minutes: 'minutes',
    usualMinutes: 'usually, minutes',
    failures: 'failed attempts',
    problem: 'reason',
    why: 'reason',
    free: 'free',
    wanted: 'needed',
    freeInodes: 'free file entries',
    wantedInodes: 'file entries needed',
    accounts: 'accounts',
    done: 'messages done',
    of: 'of',
    held: 'backups held',
    dropped: 'backups removed',
    damages: 'damaged files',
    what: 'kind',
    day: 'day',
    folder: 'folder',
    clock: 'clock',
    until: 'until',
    detail: 'details',
    messages: 'messages gone',
    point: 'backup',
    takenAt: 'taken',
    uid: 'UID',
    key: 'key',
    reason: 'reason',
    wrong: 'lines without an address',
    before: 'listed last time',
    listed: 'listed now',
  },
  values: {
    'login-refused': 'the mail server refused the sign-in',
    'not-signed-in': 'waiting for the owner’s first sign-in',
    'server-unreachable': 'the mail server did not answer, or too slowly',
    'key-missing': 'the key of the kept password is missing',
    disk: 'the disk is short of room, or cannot be written',
    'budget-spent': 'the provider’s daily amount is used up',
    throttled: 'the mail server asked us to wait',
    interrupted: 'interrupted',
    fault: 'a fault of Yestermail; the log says more',
    'day-lost': 'the backup’s folder is gone',
    receipt: 'the receipt is lost or damaged',
    chain: 'the backup before it is missing or changed',
    'link-lost': 'a folder’s link is lost',
    manifest: 'the list of a folder is lost or damaged',
    'maildir-lost': 'the files of a folder are gone',
    'message-lost': 'a message is lost',
    'message-changed': 'a message is damaged',
    'file-lost': 'a file of a folder is gone',
    'file-changed': 'a file of a folder is damaged',
    'file-unknown': 'a file that does not belong there',
    index: 'the index cannot be read',
    failed: 'the command failed',
    empty: 'no address was listed',
    'far-shorter': 'less than half as many as the last time',
    'no-program': 'the program was not found',
    'no-right': 'the program may not be run',
    'too-much': 'it printed too much',
    'too-long': 'it took too long',
    ahead: 'it ran ahead',
    behind: 'it is behind',
  },
  operator: {
    several: 'Several things need your attention',
    solvedSubject: 'Well again',
    summarySubject: day => `What is open on ${day}`,
    open: 'Wrong now',
    solved: 'Well again',
    allWell: 'Nothing is wrong any more.',
    since: when => `since ${when}`,
    more: count => `and ${count} more`,
    see: 'All of it, on the machine:',
    why: 'You get this letter because your address stands under mail.operators in the configuration of Yestermail.',
  },
  owner: {
    vanishedSubject: count => `${count} mails left your mailbox`,
    vanished: ({ address, count, of, before }) =>
      `Since the backup of ${before}, ${count} of ${of} mails are gone from ${address}: they are in no folder any more, or only in the trash or the spam folder.`,
    wasYou: 'If you deleted them yourself, there is nothing to do.',
    notYou: ({ before, until }) =>
      `If not: the backup of ${before} still holds them. It is kept until ${until} at least.`,
    otherHands: 'If somebody else may have done it, change the password of your mailbox.',
    open: 'Open that backup:',
    openWithout: 'Open Yestermail and choose that backup.',
    whyVanished:
      'How many mails must be gone before you get this letter, or that you get none, is set on the page of your backups.',
    signInSubject: 'Your mail backup needs you to sign in once',
    signIn: ({ address, since }) =>
      `The mail server no longer takes the password that is kept for the backup of ${address}; perhaps you changed it. There has been no new backup since ${since}.`,
    signInHere: 'Sign in once with your present password, and the backups go on:',
    signInWithout: 'Sign in to Yestermail once with your present password, and the backups go on.',
    signInWarning: 'Nobody will ever ask for your password by mail.',
    contact: address => `Questions are answered at ${address}.`,
  },
}
