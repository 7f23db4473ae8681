import type { Calendar } from '../calendar.ts'
import { pdf, picture } from '../files.ts'
import { floorPlan, tiles } from '../pictures.ts'
import { maria, type Scene } from '../scene.ts'

const bath = 'Projects/Bathroom'
const bruno = 'Bruno Sancin <bruno@sancin.example>'
const plumber = 'Idraulica Crevatin <ufficio@crevatin.example>'

/** A finished project, whose folder is deleted whole in the middle of the story. */
export function bathroomLetters(c: Calendar): Scene[] {
  const about = 'Bagno di via Crispi'
  const letters: [number, string, string, string, string][] = [
    [
      -75,
      '09:12',
      bruno,
      about,
      `Gentile Maria,\n\nmia moglie ed io abbiamo deciso: via la vasca, dentro la doccia. Il bagno è due metri e dieci per uno e\nottanta, con la finestra dalla parte sbagliata. Ce la facciamo prima di Natale?\n\nBruno Sancin`,
    ],
    [
      -73,
      '10:40',
      plumber,
      `${about}: scarichi`,
      `Buongiorno,\n\ncontrollato ieri: lo scarico si può abbassare di 6 cm, quindi doccia a filo pavimento sì, ma con piletta\nlaterale. Preventivo in allegato.\n\nCrevatin`,
    ],
    [
      -70,
      '18:05',
      bruno,
      `Re: ${about}`,
      `La piletta laterale va benissimo. Sul colore delle piastrelle litighiamo ancora, ma con affetto.\n\nBruno`,
    ],
    [
      -61,
      '08:22',
      plumber,
      `${about}: inizio lavori`,
      `Confermiamo l'inizio per lunedì alle 8. Serve la chiave del portone e un posto per il furgone.\n\nCrevatin`,
    ],
    [
      -52,
      '19:47',
      bruno,
      `Re: ${about}: le piastrelle`,
      `Ha vinto lei: blu con la stella. A pensarci bene ho vinto anch'io.\n\nBruno`,
    ],
    [
      -40,
      '12:31',
      plumber,
      `${about}: collaudo`,
      `Collaudo fatto, tenuta perfetta, certificato in allegato. È stato un bel lavoro.\n\nCrevatin`,
    ],
    [
      -38,
      '20:15',
      bruno,
      `Grazie`,
      `Cara Maria,\n\nieri sera mia moglie ha fatto una doccia di quaranta minuti. Più di così non so che complimento farle.\n\nBruno`,
    ],
  ]
  const files = [
    undefined,
    [
      pdf('preventivo-scarichi.pdf', [
        { x: 60, y: 90, text: 'Idraulica Crevatin', size: 18, bold: true },
        { x: 60, y: 130, text: 'Spostamento scarico e piletta laterale: 780,00 €' },
      ]),
    ],
    undefined,
    undefined,
    [picture('piastrelle-blu.png', tiles())],
    [
      pdf('certificato-tenuta.pdf', [
        { x: 60, y: 90, text: 'Certificato di tenuta', size: 18, bold: true },
        { x: 60, y: 130, text: `Rilasciato il ${c.date(-40, 'it')}` },
      ]),
    ],
    undefined,
  ]
  return [
    ...letters.map(([day, time, from, subject, text], n): Scene => {
      const enclosures = files[n]
      return {
        ...{
          id: `bath-${n + 1}`,
          folder: bath,
          day,
          time,
          from,
          subject,
          text,
          ...(enclosures ? { enclosures } : {}),
        },
        ...(n === 2 ? { answers: ['bath-1'] } : {}),
        ...(n === 6 ? { flags: ['\\Seen', '\\Flagged'] } : {}),
      }
    }),
    {
      ...{
        id: 'bath-8',
        folder: bath,
        day: -37,
        time: '09:01',
        from: maria,
        to: bruno,
        subject: 'Re: Grazie',
        answers: ['bath-7'],
      },
      text: 'Caro Bruno,\n\nè il complimento più bello dell’anno. La pianta finale è in allegato, tenetela con le carte di casa.\n\nMaria',
      enclosures: [picture('bagno-pianta-finale.png', floorPlan())],
    },
  ]
}
