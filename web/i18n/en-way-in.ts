/** What one can do by how one came in. Part of `en`. */
export const enWayIn = {
  wayIn: {
    access: (until: string) =>
      `You came by an administrator’s link: until ${until} you can read, download, and ask an administrator for a restore.`,
    passwordNeeded: 'This needs the password of your mailbox. Sign in with it, or ask your administrator.',
  },
}
