import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')

const are = (n: number) =>
  choose(n, { one: `${number.format(n)} is here`, other: `${number.format(n)} are here` })

/** The texts about proof: what a backup holds, what it lacks, and whether it is still as it was sealed. Part of `en`. */
export const enReceipt = {
  receipt: {
    title: 'What this backup holds',
    taken: 'Taken',
    keptUntil: 'Kept until',
    pinned: 'Kept longer',
    pinnedFor: {
      alarm: (day: string) => `until ${day}, because much mail left the mailbox the night after`,
      request: (day: string) => `until ${day}, because a restore was asked for`,
      other: (day: string) => `until ${day}`,
    },
    holds: 'Holds',
    arrived: 'Fetched this time',
    number: 'Number',
    lacks: 'Lacks',
    lacksNothing: 'Nothing: every folder was read whole.',
    counted: (counted: string, stored: number) => `The mail server counted ${counted}; ${are(stored)}.`,
    countedOfRead: (counted: string, stored: number) =>
      `In the folders that could be read the mail server counted ${counted}; ${are(stored)}.`,
    folders: 'Folder by folder',
    folder: 'Folder',
    onServer: 'On the server',
    here: 'Here',
    missing: 'Missing',
    notRead: 'not read',
    notCounted: 'not counted',
    notKnown: 'not known',
    later: (n: number) => `${number.format(n)} still to come`,
    gap: {
      refused: 'the mail server would not give it out',
      'not-sent': 'the mail server left it out',
      cut: 'the connection broke in the middle of it, twice',
      'too-slow': 'it came too slowly',
    },
    uid: (uid: number) => `UID ${uid}`,
    moreGaps: (n: number) => `and ${number.format(n)} more`,
    proof: 'Proof',
    checked: 'Read again',
    checkedAt: (day: string) => `Every stored message was last read again and compared on ${day}.`,
    neverChecked: 'Not yet. Every stored message is read again and compared from time to time.',
    chain: 'Day before',
    chainState: {
      first: 'This is the first backup.',
      linked: (day: string) => `Linked to the backup of ${day}, which is unchanged.`,
      begins: 'The backup before this one has reached the end of its time.',
      broken: 'The backup before this one is missing or was changed.',
    },
    seal: 'Seal',
    sealText: 'The SHA-256 of this backup’s receipt:',
    noReceipt: 'The receipt of this backup is lost or damaged, so what it lacks is not known.',
    damaged: 'Damaged',
    damages: (n: number) =>
      choose(n, {
        one: 'One thing in this backup is no longer as it was sealed.',
        other: `${number.format(n)} things in this backup are no longer as they were sealed.`,
      }),
    damagedMessage: (folder: string, uid: number) => `A message in “${folder}” (UID ${uid})`,
    damagedFolder: (folder: string) => `The folder “${folder}”`,
    damagedDay: 'The backup itself',
    failed: 'The receipt could not be loaded',
  },

  letters: {
    title: 'Notices by mail',
    intro: 'Yestermail can write to your mailbox when something is odd.',
    vanish: 'Write to me when much mail has gone',
    vanishText:
      'When mail leaves your folders in one night, other than to Trash or Junk and back, you get a letter, and the last backup that had it is kept for 30 more days.',
    mails: 'From so many messages',
    percent: 'Or from so many percent of all mail',
    percentText: 'Leave it empty to count messages only.',
    save: 'Save',
    saved: 'Saved.',
    wrong: 'Messages must be a number from 1 to 1,000,000, percent one from 1 to 100 or empty.',
    failed: 'Your choices could not be loaded',
  },
}
