/** The texts of the help. Part of `enMore`. */
export const enHelp = {
  help: {
    title: 'Keyboard and help',
    days: 'Days',
    list: 'Messages',
    message: 'Message',
    olderNewer: 'older, newer backup',
    calendar: 'calendar of all days',
    move: 'next, previous message',
    ends: 'first, last message',
    open: 'open the message',
    back: 'back to the list',
    download: 'download the message',
    textHtml: 'plain text or HTML',
    headers: 'all headers',
    panes: 'next part of the window',
    help: 'this help',
    off: 'The single keys are switched off in the account menu.',
    about: 'About backups',
    aboutText:
      'Each backup is your whole mailbox at one instant. You can read it and download from it; nothing here can reply, delete or mark. Mail that arrived and was deleted between two backups is not in them.',
  },
}
