import { enRestoreProblem } from './en-restore-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('en')
const number = new Intl.NumberFormat('en')
const messages = (n: number) => choose(n, { one: '1 message', other: `${number.format(n)} messages` })

/** The texts about putting mail back. Part of `enMore`. */
export const enRestore = {
  restore: {
    title: 'Request a restore',
    off: 'Restores are not offered for this mailbox. You can download the messages yourself.',
    from: (when: string) => `From the backup of ${when}`,
    fromEach: 'Each message comes from the newest backup that has it.',
    what: 'What',
    folder: (name: string) => `The folder ${name}`,
    folderInside: (name: string) => `The folder ${name} and the folders in it`,
    inbox: 'Only the inbox',
    all: 'All folders',
    where: 'Where to',
    inPlace: 'Their original folders',
    beside: 'One new folder, named after the day',
    other: 'Another folder',
    path: 'Name of the folder',
    comparing: 'Comparing with your mailbox…',
    compared: 'Compared with your mailbox just now:',
    add: (n: number, size: string) =>
      choose(n, {
        one: `1 message would be added (${size}).`,
        other: `${number.format(n)} messages would be added (${size}).`,
      }),
    nothing: 'Nothing would be added.',
    there: (n: number) =>
      choose(n, { one: '1 is already there.', other: `${number.format(n)} are already there.` }),
    moved: (n: number, to: string) =>
      choose(n, {
        one: `1 was only moved, to: ${to}.`,
        other: `${number.format(n)} were only moved, to: ${to}.`,
      }),
    alsoMoved: 'Add what was moved, too. It will be there twice.',
    binned: (n: number) =>
      choose(n, {
        one: '1 is in Trash or Junk.',
        other: `${number.format(n)} are in Trash or Junk.`,
      }),
    alsoBinned: 'Add what is in Trash or Junk, too',
    unknown: (n: number) =>
      choose(n, {
        one: '1 cannot be compared, because a folder of the mailbox could not be read. It is not added.',
        other: `${number.format(n)} cannot be compared, because a folder of the mailbox could not be read. They are not added.`,
      }),
    lost: (n: number) =>
      choose(n, {
        one: '1 is damaged in the backup and cannot be added.',
        other: `${number.format(n)} are damaged in the backup and cannot be added.`,
      }),
    create: (names: string) => `New folders: ${names}`,
    room: (free: string) => `There is room for ${free} in your mailbox.`,
    refused: {
      'too-big': (n: number) =>
        choose(n, {
          one: '1 message is too large for the mail server and will not come back.',
          other: `${number.format(n)} messages are too large for the mail server and will not come back.`,
        }),
      keywords: (n: number) =>
        choose(n, {
          one: '1 message will come back without some labels: the mail server does not keep them.',
          other: `${number.format(n)} messages will come back without some labels: the mail server does not keep them.`,
        }),
      'over-quota': (n: number) =>
        choose(n, {
          one: '1 message will not fit: your mailbox is nearly full.',
          other: `${number.format(n)} messages will not fit: your mailbox is nearly full.`,
        }),
      'read-only-folder': (n: number) =>
        choose(n, {
          one: '1 message will not come back: its folder takes no mail.',
          other: `${number.format(n)} messages will not come back: their folder takes no mail.`,
        }),
    },
    noUndo: 'It cannot be undone by one click: the mail server does not support that.',
    canUndo: (time: string) => `It can be undone for ${time}.`,
    neverUndo: 'It cannot be undone by one click.',
    safe: 'Nothing is removed or overwritten.',
    note: 'Note to the administrator (optional)',
    noNames: 'The administrator sees numbers and folders, no messages.',
    decides: (when: string) => `The administrator decides until ${when}.`,
    atOnce: 'It begins at once.',
    mail: 'You get a mail when it is decided and done.',
    mailDone: 'You get a mail when it is done.',
    price: (text: string) => `Price: ${text}`,
    accept: 'I accept the charge',
    instead: 'Download them yourself instead',
    send: 'Send the request',
    begin: 'Restore',
    again: 'You signed in more than half an hour ago. To change your mailbox, enter your password once more.',
    aged: 'This comparison is too old. Compare again.',
    compare: 'Compare again',
  },
  requests: {
    title: 'My restore requests',
    open: (n: number) =>
      choose(n, { one: '1 restore request is open', other: `${number.format(n)} restore requests are open` }),
    none: 'No requests yet',
    noneText: 'Choose messages, a folder or a day, and then “Request restore…”.',
    what: {
      emails: messages,
      folder: (name: string) => `Folder ${name}`,
      inbox: 'The inbox',
      all: 'All folders',
    },
    where: {
      'in-place': 'to the original folders',
      beside: 'to a new folder',
      folder: (path: string) => `to the folder ${path}`,
    },
    filed: (when: string) => `Filed ${when}`,
    byAdmin: (name: string) => `asked for by the administrator ${name}`,
    byOperator: 'asked for by the operator',
    backup: (when: string) => `Backup of ${when}`,
    state: {
      planning: 'Being compared',
      planned: 'Not sent',
      unplannable: 'Could not be compared',
      waiting: 'Waiting for the administrator',
      confirmed: 'Confirmed, about to begin',
      running: 'Being restored',
      paused: 'Interrupted, goes on by itself',
      done: 'Done',
      partial: 'Done in part',
      failed: 'Failed',
      cancelled: 'Cancelled',
      rejected: 'Rejected',
      expired: 'Expired without a decision',
      withdrawn: 'Withdrawn',
      undoing: 'Being undone',
      undone: 'Undone',
    },
    until: (when: string, left: string) => `Until ${when} (${left})`,
    asked: {
      file: 'Being sent…',
      withdraw: 'Being withdrawn…',
      cancel: 'Stops after the present message…',
      undo: 'The undo begins…',
    },
    progress: (done: string, of: string) => `${done} of ${of} messages`,
    next: (when: string) => `It goes on at ${when}.`,
    added: (n: number) => choose(n, { one: '1 added', other: `${number.format(n)} added` }),
    there: (n: number) =>
      choose(n, { one: '1 was already there', other: `${number.format(n)} were already there` }),
    failed: (n: number) => `${number.format(n)} failed`,
    left: (n: number) => `${number.format(n)} left for another night`,
    notAdded: (n: number) => `${number.format(n)} not added`,
    removed: (n: number) => `${number.format(n)} removed`,
    kept: (n: number) =>
      choose(n, { one: '1 changed since and kept', other: `${number.format(n)} changed since and kept` }),
    decided: (who: string, when: string) => `Decision: ${who}, ${when}`,
    undoOver: 'The time in which it could be undone is over.',
    reason: (text: string) => `Reason: ${text}`,
    note: (text: string) => `Your note: ${text}`,
    withdraw: 'Withdraw',
    cancel: 'Stop',
    undo: 'Undo',
    undoText: (when: string) =>
      `Removes exactly the messages this restore added, where they are unchanged. Until ${when}.`,
    undoSure: 'Undo it',
    keep: 'Leave it as it is',
    forget: 'Remove from the list',
    older: 'Older requests',
    onlyFailed: (n: number) =>
      choose(n, { one: 'Only the one that failed', other: `Only the ${number.format(n)} that failed` }),
    messages: 'Each message',
    noSubject: '(no subject)',
    earlier: 'Earlier',
    later: 'Later',
    range: (from: string, to: string, of: string) => `${from}–${to} of ${of}`,
    item: {
      add: 'to be added',
      there: 'already there',
      moved: 'only moved',
      binned: 'in Trash or Junk',
      unknown: 'not compared',
      lost: 'damaged in the backup',
      adding: 'being added',
      added: 'added',
      found: 'already there',
      failed: 'failed',
      removing: 'being removed',
      removed: 'removed again',
      kept: 'kept, changed since',
    },
    why: {
      'too-big': 'too large for the mail server',
      'over-quota': 'the mailbox is full',
      refused: 'the mail server refused it',
      'no-folder': 'the folder could not be made',
      'no-rights': 'the folder takes no mail',
      limit: 'a limit of the mail server',
      damaged: 'damaged in the backup',
      'bare-lf': 'its line ends are refused',
      nul: 'it holds a character that is refused',
      'eight-bit-header': 'its header is refused',
      keywords: 'without some labels',
      altered: 'the mail server changed it',
      changed: 'changed since',
      gone: 'not there any more',
    },
    problem: enRestoreProblem,
    looked: 'Who looked at this account',
    lookedNone: 'Nobody but you.',
    show: 'Show',
    actor: {
      owner: 'you',
      admin: (name: string) => `administrator ${name}`,
      operator: 'the operator',
      worker: 'Yestermail',
    },
    failedToLoad: 'The requests could not be loaded',
    notDone: 'That could not be done. Look at the state and try again.',
  },
}
