import type { enWayIn } from './en-way-in.ts'

/** Was man darf, je nachdem, wie man hereinkam. */
export const deWayIn = {
  wayIn: {
    access: until =>
      `Sie sind mit dem Link eines Administrators hier: Bis ${until} Uhr können Sie lesen, herunterladen und einen Administrator um eine Wiederherstellung bitten.`,
    passwordNeeded:
      'Dazu braucht es das Passwort Ihres Postfachs. Melden Sie sich damit an, oder fragen Sie Ihren Administrator.',
  },
} satisfies typeof enWayIn
