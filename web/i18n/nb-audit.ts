import type { ActDetails, ActTexts } from '../audit-words.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')
const messages = (n: number) => choose(n, { one: '1 melding', other: `${number.format(n)} meldinger` })
const restore = (it: ActDetails) => `Gjenoppretting R${it.n('request')}`
const toAdd = (it: ActDetails) => `${messages(it.n('add'))}, ${it.size('bytes')}`
const result = (it: ActDetails) =>
  [
    `${messages(it.n('added'))} lagt til`,
    ...(it.n('there') > 0 ? [`${number.format(it.n('there'))} var der alt`] : []),
    ...(it.n('failed') > 0 ? [`${number.format(it.n('failed'))} mislyktes`] : []),
  ].join(', ')

/** Det som ble gjort, i loggen. */
export const nbActs: ActTexts = {
  'restore.filed': it => `${restore(it)} fra sikkerhetskopi #${it.n('point')} bedt om: ${toAdd(it)}`,
  'restore.filed-by-owner': it =>
    `${restore(it)} fra sikkerhetskopi #${it.n('point')} startet av eieren selv: ${toAdd(it)}`,
  'restore.filed-by-admin': it =>
    `${restore(it)} fra sikkerhetskopi #${it.n('point')} bedt om på vegne av eieren: ${toAdd(it)}`,
  'restore.confirmed': it => `${restore(it)} bekreftet`,
  'restore.rejected': it => `${restore(it)} avvist`,
  'restore.withdrawn': it => `${restore(it)} trukket tilbake`,
  'restore.expired': it => `${restore(it)} utløpt: ingen bestemte i tide`,
  'restore.cancel-asked': it => `${restore(it)} bedt om å stoppe`,
  'restore.cancelled': it => `${restore(it)} stoppet: ${result(it)}`,
  'restore.done': it => `${restore(it)} ferdig: ${result(it)}`,
  'restore.partial': it => `${restore(it)} delvis ferdig: ${result(it)}`,
  'restore.failed': it => `${restore(it)} mislyktes: ${result(it)}`,
  'restore.undo-asked': it => `Bedt om å angre gjenoppretting R${it.n('request')}`,
  'restore.undone': it =>
    [
      `${restore(it)} angret: ${messages(it.n('removed'))} fjernet igjen`,
      ...(it.n('kept') > 0 ? [`${number.format(it.n('kept'))} endret siden og beholdt`] : []),
    ].join(', '),
  'restore.undo-failed': it => `${restore(it)} kunne ikke angres`,
  'account.enrolled': () => 'Konto lagt til',
  'account.backup-asked': () => 'Sikkerhetskopi bedt om',
  'account.paused': () => 'Nettene satt på pause',
  'account.resumed': () => 'Nettene fortsetter',
  'account.released': () => 'Konto frigitt: det prøves igjen',
  'account.plan': it => `Plan byttet: ${it.text('plan') === 'default' ? 'den til domenet' : it.text('plan')}`,
  'account.removal-asked': () => 'Bedt om å fjerne kontoen med alle data',
  'account.removal-refused': it =>
    `Ikke fjernet: panelet fjerner høyst ${number.format(it.n('most'))} kontoer om dagen. Prøv igjen i morgen, eller bruk kommandoen: yestermail account remove ADRESSE`,
  'account.removed': () => 'Konto og alle sikkerhetskopiene slettet',
  'account.erased-closed': () => 'Avsluttet konto og alle sikkerhetskopiene slettet, fordi fristen var ute',
  'closed.accepted': it =>
    `Samtykket i at avsluttede kontoer i ${it.text('domain')} slettes, uansett hvor mange de er`,
  'account.kept': () => 'Avsluttet konto beholdt: den slettes ikke',
  'access.granted': it => `Engangslenke til eieren laget, gyldig til ${it.time('until')}`,
  'access.used': () => 'Åpnet med engangslenken, uten e-postpassordet',
  'access.ended': it => `Engangslenke fra ${it.text('admin')} trukket tilbake`,
  'sign-in.offline': () => 'Logget inn bare for å lese, mens e-posttjeneren ikke svarte',
  'admin.signed-in': () => 'Logget inn i administrasjonen',
  'admin.password': () => 'Endret sitt eget passord',
  'admin.added': it =>
    `Administrator ${it.text('admin')} lagt til: ${it.text('role') === 'operator' ? 'operatør' : it.text('domains')}`,
  'admin.link': it => `Ny engangslenke til administrator ${it.text('admin')}`,
  'admin.removed': it => `Administrator ${it.text('admin')} fjernet`,
}
