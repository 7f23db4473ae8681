import type { Access } from '../domain/admin.ts'
import type { Language } from '../domain/language.ts'
import type { Letter } from '../domain/letter.ts'
import { labelled, longTime } from './alarm-facts.ts'
import { type Block, compose } from './compose.ts'
import type { OwnerFacts } from './owner-letter.ts'
import { restoreTexts } from './restore-texts.ts'
import { texts } from './texts.ts'

/**
 * To the owner: an admin has made a link that opens this account without its mail password. It goes to the live mailbox,
 * where whoever reads it may not be the owner any more, so it holds nothing of the link.
 */
export function accessLetter(
  { language, zone, address, publicUrl, contact }: OwnerFacts,
  { by, at, until }: Pick<Access, 'by' | 'at' | 'until'>,
): Letter {
  const words = accessTexts[language]
  const { notYou, whyOwner } = restoreTexts[language]
  const time = (instant: number) => longTime(language, instant, zone)
  const facts = [
    labelled(language, words.by, by),
    labelled(language, words.at, time(at)),
    labelled(language, words.until, time(until)),
  ]
  const blocks: Block[] = [
    { kind: 'paragraph', text: words.made(address) },
    { kind: 'list', items: facts },
    { kind: 'paragraph', text: words.may },
    { kind: 'paragraph', text: notYou },
    ...(contact === null
      ? []
      : [{ kind: 'paragraph', text: texts[language].owner.contact(contact) } as const]),
    ...(publicUrl === null
      ? []
      : [{ kind: 'paragraph', text: words.log } as const, { kind: 'link', url: `${publicUrl}/` } as const]),
    { kind: 'small', text: whyOwner },
  ]
  return compose(language, words.subject, blocks)
}

interface AccessTexts {
  subject: string
  made: (address: string) => string
  by: string
  at: string
  until: string
  may: string
  /** a link follows */
  log: string
}

const accessTexts: Record<Language, AccessTexts> = {
  en: {
    subject: 'An administrator made a link to your backups',
    made: address =>
      `An administrator has made a link that opens the backups of ${address} once, without the password of the mailbox. It is meant for you, if you cannot reach your mailbox.`,
    by: 'Made by',
    at: 'Made',
    until: 'Good until',
    may: 'Whoever has the link can read and download what was backed up, and ask an administrator to restore it. It is written down when the link is used.',
    log: 'You can withdraw the link among your requests; who looked at your account stands at their end:',
  },
  it: {
    subject: 'Un amministratore ha creato un link ai Suoi backup',
    made: address =>
      `Un amministratore ha creato un link che apre una sola volta i backup di ${address}, senza la password della casella. È pensato per Lei, se non riesce a raggiungere la Sua casella.`,
    by: 'Creato da',
    at: 'Creato il',
    until: 'Valido fino al',
    may: 'Chi ha il link può leggere e scaricare ciò che è stato salvato, e chiedere a un amministratore di ripristinarlo. Quando il link viene usato, resta scritto.',
    log: 'Può revocare il link tra le Sue richieste; chi ha guardato il Suo account sta in fondo ad esse:',
  },
  fr: {
    subject: 'Un administrateur a créé un lien vers vos sauvegardes',
    made: address =>
      `Un administrateur a créé un lien qui ouvre une seule fois les sauvegardes de ${address}, sans le mot de passe de la boîte. Il vous est destiné, si vous n’avez plus accès à votre boîte.`,
    by: 'Créé par',
    at: 'Créé le',
    until: 'Valable jusqu’au',
    may: 'Qui a le lien peut lire et télécharger ce qui a été sauvegardé, et demander à un administrateur de le restaurer. L’emploi du lien est consigné.',
    log: 'Vous pouvez révoquer le lien parmi vos demandes ; qui a regardé votre compte se lit à leur fin :',
  },
  nb: {
    subject: 'En administrator har laget en lenke til sikkerhetskopiene dine',
    made: address =>
      `En administrator har laget en lenke som åpner sikkerhetskopiene av ${address} én gang, uten passordet til postkassen. Den er ment for deg, hvis du ikke kommer inn i postkassen din.`,
    by: 'Laget av',
    at: 'Laget',
    until: 'Gyldig til',
    may: 'Den som har lenken, kan lese og laste ned det som er sikkerhetskopiert, og be en administrator om å gjenopprette det. Det skrives ned når lenken brukes.',
    log: 'Du kan trekke tilbake lenken blant forespørslene dine; hvem som har sett på kontoen din, står nederst der:',
  },
  de: {
    subject: 'Ein Administrator hat einen Link zu Ihren Sicherungen erstellt',
    made: address =>
      `Ein Administrator hat einen Link erstellt, der die Sicherungen von ${address} einmal öffnet, ohne das Passwort des Postfachs. Er ist für Sie gedacht, falls Sie Ihr Postfach nicht erreichen.`,
    by: 'Erstellt von',
    at: 'Erstellt am',
    until: 'Gültig bis',
    may: 'Wer den Link hat, kann lesen und herunterladen, was gesichert wurde, und einen Administrator um Wiederherstellung bitten. Es wird festgehalten, wenn der Link benutzt wird.',
    log: 'Bei Ihren Anfragen können Sie den Link zurückziehen; wer Ihr Konto angesehen hat, steht an deren Ende:',
  },
  es: {
    subject: 'Un administrador ha creado un enlace a sus copias',
    made: address =>
      `Un administrador ha creado un enlace que abre una sola vez las copias de ${address}, sin la contraseña del buzón. Es para usted, si no puede entrar en su buzón.`,
    by: 'Creado por',
    at: 'Creado el',
    until: 'Válido hasta el',
    may: 'Quien tenga el enlace puede leer y descargar lo que se guardó, y pedir a un administrador que lo restaure. Queda escrito cuándo se usa.',
    log: 'Entre sus solicitudes puede retirar el enlace; quién ha mirado su cuenta está al final de ellas:',
  },
}
