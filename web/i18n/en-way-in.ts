/** What one can do by how one came in. Part of `en`. */
export const enWayIn = {
  wayIn: {
    access: (until: string) =>
      `You came by an administrator’s link: until ${until} you can read, download, and ask an administrator for a restore.`,
    offline: (until: string) =>
      `The mail server did not answer, so you signed in without it. Until ${until} you can read and download; for everything else, sign in again when it answers.`,
    passwordNeeded: 'This needs the password of your mailbox. Sign in with it, or ask your administrator.',
    needsServer:
      'You signed in without the mail server: until you sign in again, you can only read and download.',
    againWhy: 'Enter your password. The mail server is asked whether it is right.',
    stillSilent:
      'The mail server still does not answer. You can go on reading and downloading, and try again later.',
  },
}
