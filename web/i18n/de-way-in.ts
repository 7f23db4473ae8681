import type { enWayIn } from './en-way-in.ts'

/** Was man darf, je nachdem, wie man hereinkam. */
export const deWayIn = {
  wayIn: {
    access: until =>
      `Sie sind mit dem Link eines Administrators hier: Bis ${until} Uhr können Sie lesen, herunterladen und einen Administrator um eine Wiederherstellung bitten.`,
    offline: until =>
      `Der Mailserver hat nicht geantwortet, Sie haben sich ohne ihn angemeldet. Bis ${until} Uhr können Sie lesen und herunterladen; für alles andere melden Sie sich neu an, sobald er antwortet.`,
    passwordNeeded:
      'Dazu braucht es das Passwort Ihres Postfachs. Melden Sie sich damit an, oder fragen Sie Ihren Administrator.',
    needsServer:
      'Sie haben sich ohne den Mailserver angemeldet: Bis Sie sich neu anmelden, können Sie nur lesen und herunterladen.',
    againWhy: 'Geben Sie Ihr Passwort ein. Der Mailserver wird gefragt, ob es stimmt.',
    stillSilent:
      'Der Mailserver antwortet noch immer nicht. Lesen und Herunterladen gehen weiter; versuchen Sie es später noch einmal.',
  },
} satisfies typeof enWayIn
