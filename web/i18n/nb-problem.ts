import type { enProblem } from './en-problem.ts'
import { plurals } from './plural.ts'

const choose = plurals('nb')
const number = new Intl.NumberFormat('nb')

/** Hva en sikkerhetskopi mangler, eller hvorfor det ikke er noen. */
export const nbProblem = {
  'folder-not-read': folder => `Mappen «${folder}» kunne ikke leses den natten.`,
  'folder-partial': (folder, n) =>
    choose(n, {
      one: `Én melding i mappen «${folder}» var ikke å få tak i.`,
      other: `${number.format(n)} meldinger i mappen «${folder}» var ikke å få tak i.`,
    }),
  'folder-partial-some': folder => `Noen meldinger i mappen «${folder}» var ikke å få tak i.`,
  'folder-name': folder =>
    `Mappen «${folder}» har et navn som e-posttjeneren ikke kjente igjen da det ble gjentatt.`,
  'message-gone': 'Noen meldinger forsvant fra postkassen mens sikkerhetskopien ble tatt.',
  'message-refused': 'E-posttjeneren ville ikke gi fra seg noen av meldingene.',
  'message-refused-in': (folder, n) =>
    choose(n, {
      one: `E-posttjeneren ville ikke gi fra seg én melding i mappen «${folder}».`,
      other: `E-posttjeneren ville ikke gi fra seg ${number.format(n)} meldinger i mappen «${folder}».`,
    }),
  'not-finished': (done, of) =>
    `${done} av ${of} meldinger er hittil i denne sikkerhetskopien. De neste nettene fortsetter der.`,
  'not-finished-folder': (folder, done, of) =>
    `${done} av ${of} meldinger i mappen «${folder}» er hittil i denne sikkerhetskopien. De neste nettene fortsetter der.`,
  'not-finished-all': 'Det var ikke tid til å lese alt den natten. De neste nettene fortsetter der.',
  'done-by': day => `I dette tempoet er alt inne ${day}.`,
  'budget-spent': 'E-postleverandøren din lar bare så mye leses på én dag. Resten følger de neste dagene.',
  throttled: 'E-posttjeneren ba oss senke farten. Sikkerhetskopieringen fortsetter senere.',
  'broken-off': 'E-posttjeneren brøt forbindelsen gang på gang. Sikkerhetskopieringen fortsetter senere.',
  'uids-reused': folder =>
    `E-posttjeneren hadde nummerert meldingene i mappen «${folder}» på nytt, så den ble lest om igjen.`,
  'server-lied': folder =>
    `E-posttjeneren motsa seg selv om mappen «${folder}». Det den sendte, er bevart nøyaktig slik det kom.`,
  'key-missing':
    'Passordet som er lagret for nettene, kan ikke åpnes. Den som drifter denne tjenesten, må rette det.',
  interrupted: 'Sikkerhetskopien ble avbrutt før den var fullstendig.',
  'not-let-in':
    'E-posttjeneren slapp ikke sikkerhetskopieringen inn. Den som drifter denne tjenesten, vet hvorfor.',
  'login-refused': 'E-posttjeneren godtok ikke passordet. Logg inn her på nytt, så kan nettene fortsette.',
  'not-signed-in': 'Nettene begynner når eieren har logget inn her for første gang.',
  'server-unreachable': 'E-posttjeneren svarte ikke, eller altfor langsomt.',
  disk: 'Det var ikke plass til å skrive sikkerhetskopien. Den som drifter denne tjenesten, har fått beskjed i loggen.',
  fault: 'Noe gikk galt hos oss mens sikkerhetskopien ble tatt.',
  unknown: 'Grunnen ble ikke notert.',
} satisfies typeof enProblem
