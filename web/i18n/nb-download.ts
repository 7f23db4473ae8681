import type { enDownload } from './en-download.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Å ta med seg e-posten hjem. */
export const nbDownload = {
  download: {
    title: 'Last ned',
    form: 'Format',
    forms: {
      eml: {
        name: 'Enkeltmeldinger (EML)',
        text: 'Én fil hver, nøyaktig slik de ble mottatt. Ethvert e-postprogram åpner dem.',
      },
      mbox: {
        name: 'MBOX (mboxrd)',
        text: 'Én lang fil, for Thunderbird, Apple Mail, mutt og andre. Uten lesemerker og flagg.',
      },
      maildir: {
        name: 'Maildir',
        text: 'Med mapper, lesemerker og flagg: for å flytte til en annen e-posttjener (Dovecot, Stalwart).',
      },
    },
    file: 'Fil',
    containers: { zip: 'ZIP', tar: 'tar', none: 'Én fil' },
    windows: 'Navn som Windows tåler',
    windowsText: 'Uten tegn som : og ?, som ikke er tillatt der.',
    preparing: 'Ser på hva den inneholder …',
    holds: (messages, size) => `${messages}, ${size}`,
    about: 'Filen blir litt større enn det: Noen linjer merkes med > slik MBOX krever.',
    lost: n =>
      choose(n, {
        one: 'Én melding er skadet i denne sikkerhetskopien. Den utelates; errors.txt nevner den.',
        other: `${number.format(n)} meldinger er skadet i denne sikkerhetskopien. De utelates; errors.txt nevner dem.`,
      }),
    lostEnds: n =>
      choose(n, {
        one: 'Én melding er skadet i denne sikkerhetskopien: én enkelt fil ville stoppe der. Velg ZIP; errors.txt nevner den da.',
        other: `${number.format(n)} meldinger er skadet i denne sikkerhetskopien: én enkelt fil ville stoppe ved den første. Velg ZIP; errors.txt nevner dem da.`,
      }),
    begin: size => `Last ned (${size})`,
    waiting: 'Nettleseren spør hvor den skal lagres, eller begynner.',
    progress: 'Nedlasting',
    far: (done, all) => `${done} av ${all}`,
    done: 'Nedlastingen er fullført.',
    broken: far => `Nedlastingen stoppet ved ${far}.`,
    resumed:
      'Hvis den stopper, kan du fortsette den i nettleserens liste over nedlastinger: I tre dager fortsetter den der den var.',
    notResumed:
      'Hvis den stopper, må den begynne på nytt. En ZIP med enkeltmeldinger fortsetter der den var.',
    nothing: 'Det er ingen melding i det som ble valgt.',
    notFound:
      'Denne sikkerhetskopien eller mappen beholdes ikke lenger. Velg på nytt hva som skal lastes ned.',
    busy: 'For mange nedlastinger forberedes. Prøv igjen om et øyeblikk.',
    again:
      'Det er mer enn en halvtime siden du logget inn. Skriv inn passordet en gang til for å ta ut e-post.',
    password: 'Passord',
    wrongPassword: 'Dette passordet er feil.',
    confirm: 'Fortsett',
    backup: 'Last ned',
    backupOf: name => `Last ned sikkerhetskopien fra ${name}`,
    backupTitle: day => `All e-post fra ${day}`,
  },
} satisfies typeof enDownload
