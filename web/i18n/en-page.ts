/** The texts about the page itself: its parts, its languages, what can be set. Part of `en`. */
export const enPage = {
  part: {
    failed: 'A part of this page could not be loaded.',
  },

  settings: {
    title: 'Settings',
    intro: 'They hold for this mailbox, in every browser you sign in with.',
    language: 'Language',
    asBrowser: 'As the browser',
    languageText: 'Of this page and of the letters Yestermail writes to you.',
    display: 'Display',
    theme: 'Appearance',
    density: 'Rows of the list',
    cosy: 'Comfortable',
    compact: 'Compact',
    layout: 'Open message',
    right: 'Beside the list',
    below: 'Below the list',
    preview: 'Show the beginning of each message in the list',
    reading: 'Reading',
    threads: 'Group messages by conversation',
    preferText: 'Show plain text where a message has both text and HTML',
    folders: (n: string) => `Folders hidden from the list: ${n}`,
    showFolders: 'Show them all',
    keyboard: 'Keyboard',
    keysText: 'Letters such as j, k or d act by themselves while you are not typing.',
    allKeys: 'All keys',
    mail: 'Letters',
    letters: 'Notices by mail…',
    version: (version: string) => `Yestermail ${version}`,
  },
}
