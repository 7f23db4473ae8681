/** Links that admins gave to an owner. Part of `en`, and of the panel’s. */
export const enAccess = {
  title: 'Links that open this account',
  made: (by: string, at: string) => `Made by ${by}, ${at}`,
  unused: (until: string) => `not used yet, good until ${until}`,
  used: (at: string) => `used ${at}`,
  withdraw: 'Withdraw the link',
  withdrawn: 'The link is withdrawn: it opens nothing any more, and whoever came in by it is out.',
  failed: 'That could not be done. Try again.',
  /** who did something, in the log */
  who: (name: string) => `whoever had the link of administrator ${name}`,
}
