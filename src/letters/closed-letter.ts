import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'
import { longDay } from './alarm-facts.ts'
import { type Block, compose } from './compose.ts'
import { texts } from './texts.ts'

/** To operators: these closed accounts are erased with all their backups, each from that instant on. */
export function closedLetter(
  { language, zone, publicUrl }: { language: Language; zone: string; publicUrl: string | null },
  accounts: readonly { address: string; from: number }[],
): Letter {
  const words = closedTexts[language]
  const lines = accounts.map(({ address, from }) => `${address}: ${longDay(language, from, zone)}`)
  const blocks: Block[] = [
    { kind: 'paragraph', text: words.closed },
    { kind: 'paragraph', text: words.when },
    { kind: 'list', items: lines },
    { kind: 'paragraph', text: words.keep },
    { kind: 'code', text: `yestermail account keep ${words.address}` },
    ...(publicUrl === null
      ? []
      : [
          { kind: 'paragraph', text: words.panel } as const,
          { kind: 'link', url: `${publicUrl}/admin` } as const,
        ]),
    { kind: 'small', text: texts[language].operator.why },
  ]
  return compose(language, `Yestermail: ${words.subject}`, blocks)
}

interface ClosedTexts {
  subject: string
  closed: string
  when: string
  keep: string
  /** stands for a mail address in the command */
  address: string
  /** a link follows */
  panel: string
}

const closedTexts: Record<Language, ClosedTexts> = {
  en: {
    subject: 'Closed accounts will be erased',
    closed:
      'These accounts are closed: the list of their domain names them no longer, and the mail server refuses them.',
    when: 'Their backups are erased for good, each account from this day on:',
    keep: 'An account that is listed again stays. To keep one that is not:',
    address: 'ADDRESS',
    panel: 'Or under Accounts in the administration:',
  },
  it: {
    subject: 'Account chiusi stanno per essere cancellati',
    closed:
      'Questi account sono chiusi: l’elenco del loro dominio non li contiene più e il server di posta li rifiuta.',
    when: 'I loro backup vengono cancellati per sempre, ogni account a partire da questo giorno:',
    keep: 'Un account che torna nell’elenco resta. Per conservarne uno che non ci torna:',
    address: 'INDIRIZZO',
    panel: 'Oppure alla voce Account dell’amministrazione:',
  },
  fr: {
    subject: 'Des comptes fermés vont être effacés',
    closed:
      'Ces comptes sont fermés : la liste de leur domaine ne les contient plus et le serveur de courrier les refuse.',
    when: 'Leurs sauvegardes sont effacées définitivement, chaque compte à partir de ce jour :',
    keep: 'Un compte qui revient dans la liste reste. Pour en garder un qui n’y revient pas :',
    address: 'ADRESSE',
    panel: 'Ou sous Comptes dans l’administration :',
  },
  nb: {
    subject: 'Avsluttede kontoer blir slettet',
    closed:
      'Disse kontoene er avsluttet: De står ikke lenger på listen til domenet sitt, og e-posttjeneren avviser dem.',
    when: 'Sikkerhetskopiene deres slettes for godt, hver konto fra og med denne dagen:',
    keep: 'En konto som kommer på listen igjen, blir. For å beholde en som ikke gjør det:',
    address: 'ADRESSE',
    panel: 'Eller under Kontoer i administrasjonen:',
  },
  de: {
    subject: 'Geschlossene Konten werden gelöscht',
    closed:
      'Diese Konten sind geschlossen: Die Liste ihrer Domain nennt sie nicht mehr, und der Mailserver weist sie ab.',
    when: 'Ihre Sicherungen werden endgültig gelöscht, jedes Konto ab diesem Tag:',
    keep: 'Ein Konto, das wieder auf der Liste steht, bleibt. Um eines ohne das zu behalten:',
    address: 'ADRESSE',
    panel: 'Oder unter Konten in der Verwaltung:',
  },
  es: {
    subject: 'Se borrarán cuentas cerradas',
    closed:
      'Estas cuentas están cerradas: la lista de su dominio ya no las nombra y el servidor de correo las rechaza.',
    when: 'Sus copias se borran para siempre, cada cuenta a partir de este día:',
    keep: 'Una cuenta que vuelve a la lista se queda. Para conservar una que no vuelve:',
    address: 'DIRECCIÓN',
    panel: 'O en Cuentas, en la administración:',
  },
}
