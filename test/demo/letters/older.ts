import type { Calendar } from '../calendar.ts'
import { csv, pdf } from '../files.ts'
import type { Scene } from '../scene.ts'

/** What was in the mailbox before the ten days: receipts, an archive, things to read. */
export function olderLetters(c: Calendar): Scene[] {
  return [...receipts(c), ...archive(), ...shelfOfReading()]
}

function receipts(c: Calendar): Scene[] {
  const months = [-160, -129, -98, -68, -37, -7]
  const rent = months.map(
    (day, n): Scene => ({
      ...{
        id: `rent-${n}`,
        folder: 'Receipts',
        day,
        time: '08:00',
        from: 'Amministrazione Stabili Tergeste <ricevute@tergeste.example>',
      },
      subject: `Ricevuta affitto studio, ${c.date(day, 'it').replace(/^\d+ /, '')}`,
      text: `Gentile signora Rossi,\n\nabbiamo ricevuto 640,00 euro per lo studio di via San Nicolò 21, secondo piano. La ricevuta è allegata.\n`,
      enclosures: [
        pdf(`ricevuta-${c.day(day).slice(0, 7)}.pdf`, [
          { x: 60, y: 90, text: 'Amministrazione Stabili Tergeste', size: 18, bold: true },
          { x: 60, y: 130, text: `Ricevuta del ${c.date(day, 'it')}: 640,00 €` },
        ]),
      ],
    }),
  )
  const phone = [-140, -110, -80, -50, -19].map(
    (day, n): Scene => ({
      ...{
        id: `phone-${n}`,
        folder: 'Receipts',
        day,
        time: '06:10',
        from: 'Telefonia Nordest <conto@telefonia-nordest.example>',
      },
      subject: `Il tuo conto di ${c.date(day, 'it').replace(/^\d+ /, '')}: ${(24.9 + n * 0.35).toFixed(2).replace('.', ',')} euro`,
      text: 'Il conto telefonico è disponibile nella tua area riservata. Sarà addebitato fra quindici giorni.\n',
    }),
  )
  return [...rent, ...phone]
}

function archive(): Scene[] {
  const letters: [number, string, string, string, string][] = [
    [
      -212,
      '11:20',
      'Comune di Trieste, Edilizia <edilizia@comune-tergeste.example>',
      'Pratica 4471: nulla osta',
      'Si comunica che per la pratica 4471 (via San Nicolò 21) nulla osta all’inizio dei lavori interni.\n\nL’ufficio',
    ],
    [
      -190,
      '16:45',
      'Hanne Lund <hanne@lundkeramikk.example>',
      'Takk for sist!',
      'Kjære Maria,\n\ntakk for to fine dager i Trieste. Jeg har fortsatt sand i skoene og en espresso i blodet. Skålene dine er brent\nog pakket, og de to med sprekk fikk du på kjøpet, for de er penest.\n\nHanne',
    ],
    [
      -171,
      '09:33',
      'Redaktion Raum <redaktion@raum-magazin.example>',
      'Anfrage: Porträt im Herbstheft',
      'Liebe Frau Rossi,\n\nfür unser Herbstheft suchen wir Büros, die aus einer Person bestehen. Dürfen wir Sie besuchen und\nfotografieren? Wir versprechen, nichts aufzuräumen.\n\nIhre Redaktion',
    ],
    [
      -165,
      '10:12',
      'Redaktion Raum <redaktion@raum-magazin.example>',
      'AW: Anfrage: Porträt im Herbstheft',
      'Wunderbar, dann kommen wir am Dienstag um zehn. Die Fotografin bringt ihr eigenes Licht mit, lässt es aber gern im Auto.\n\nIhre Redaktion',
    ],
    [
      -150,
      '14:50',
      'Álvaro Ruiz <alvaro@ruizarquitectos.example>',
      'Recomendación',
      'Estimada Maria:\n\nLucía García me ha dado tu nombre. Buscamos a alguien para los interiores de una escuela de música en Alicante.\n¿Tendrías media hora la semana que viene?\n\nÁlvaro Ruiz',
    ],
    [
      -133,
      '08:08',
      'Assurance Rhône <contrats@assurance-rhone.example>',
      'Votre attestation',
      'Madame,\n\nveuillez trouver ci-joint l’attestation d’assurance pour le chantier du quai Saint-Antoine.\n\nLe service des contrats',
    ],
    [
      -121,
      '17:29',
      'Giulia Rossi <giulia@rossi-famiglia.example>',
      'La chiave della barca',
      'È nel cassetto delle posate, sotto. Non chiedere.\n\nG.',
    ],
    [
      -104,
      '12:00',
      'Ordine degli Architetti <segreteria@ordine-architetti.example>',
      'Crediti formativi: situazione',
      'Risultano acquisiti 14 crediti su 20. Il corso "Luce naturale e benessere" dà diritto ai sei mancanti.\n\nLa segreteria',
    ],
    [
      -92,
      '19:19',
      'Yuki Tanaka <yuki@tanaka-studio.example>',
      'Thank you for the afternoon',
      'Dear Maria,\n\nthank you for showing me the lamp models. On the train to Venice I drew them from memory, and of course\nmine were all wrong, which was very interesting.\n\nYuki',
    ],
    [
      -88,
      '07:55',
      'Hotel Miramar <direzione@hotelmiramar.example>',
      'Lobby: your first sketches',
      'Dear Ms Rossi,\n\nthe owner has put your second sketch up in his office, which he has never done with anything but a calendar.\nWe should talk.\n\nNora Bianchi',
    ],
    [
      -57,
      '10:30',
      'Elena Dorigo <elena@dorigo.example>',
      'Listino rovere',
      'Ciao Maria,\n\nil rovere aumenta ancora, dell’8 % da gennaio. Chi vuole piani di lavoro li ordini adesso.\n\nElena',
    ],
    [
      -44,
      '21:02',
      'Ingrid Solberg <ingrid@solberg.example>',
      'Hytta har fått tak',
      'Taket er på! Nå mangler vi bare alt annet. Bilder kommer når det slutter å regne, altså i mai.\n\nIngrid',
    ],
    [
      -30,
      '09:09',
      'Camille Lefèvre <camille@atelier-lefevre.example>',
      'Première prise de contact',
      'Bonjour Madame,\n\nj’ai vu votre travail dans la revue Raum et je crois que vous êtes la personne qu’il me faut. L’appartement\nest sombre, je ne le suis pas.\n\nCamille Lefèvre',
    ],
    [
      -16,
      '15:15',
      'Kari Hansen <kari@hansen.example>',
      'A kitchen in Trieste',
      'Dear Ms Rossi,\n\nmy husband and I have bought a flat in via Cadorna, with a view of the harbour and a kitchen from 1974. We were told\nthat you like such things.\n\nKari Hansen',
    ],
  ]
  return letters.map(([day, time, from, subject, text], n) => ({
    ...{ id: `archive-${n}`, folder: 'Archive', day, time, from, subject, text },
    ...(n === 3 ? { answers: ['archive-2'] } : {}),
    ...(n === 5
      ? {
          enclosures: [
            pdf('attestation.pdf', [{ x: 60, y: 90, text: "Attestation d'assurance", size: 18, bold: true }]),
          ],
        }
      : {}),
    ...(n === 10
      ? {
          enclosures: [
            csv('listino.csv', [
              ['essenza', 'mm', 'EUR/m2'],
              ['rovere', 30, 148],
              ['rovere', 40, 186],
              ['noce', 40, 268],
            ]),
          ],
        }
      : {}),
  }))
}

function shelfOfReading(): Scene[] {
  const letters: [number, string, string, string][] = [
    [
      -26,
      'La Lettre des Matières <bonjour@lettre-matieres.example>',
      'Le bois brûlé, mode d’emploi',
      'Le bois brûlé tient quatre-vingts ans, à condition de le brûler vraiment. Trois recettes, du Japon à la Savoie.\n\nhttps://www.lettre-matieres.example/110\n',
    ],
    [
      -14,
      'La Lettre des Matières <bonjour@lettre-matieres.example>',
      'Éloge du lino',
      'Il sent l’huile de lin, il vieillit bien, il ne coûte presque rien. Pourquoi l’avons-nous quitté ?\n\nhttps://www.lettre-matieres.example/111\n',
    ],
    [
      -33,
      'Der Holzbrief <redaktion@holzbrief.example>',
      'Der Holzbrief: Lärche, ehrlich gesagt',
      'Lärche wird grau. Wer das nicht will, soll keine Lärche nehmen. Ein Besuch in drei Tälern.\n\nhttps://www.holzbrief.example/laerche\n',
    ],
  ]
  return letters.map(([day, from, subject, text], n) => ({
    ...{ id: `reading-${n}`, folder: 'Reading', day, time: '07:10', from, subject, text },
    flags: n === 0 ? ['\\Seen', '\\Flagged'] : ['\\Seen'],
  }))
}
