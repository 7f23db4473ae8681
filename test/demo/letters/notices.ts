import type { Calendar } from '../calendar.ts'
import { csv, ics, pdf } from '../files.ts'
import { maria, type Scene } from '../scene.ts'
import { article, button, type Look, masthead, newsletter, rows } from './newsletter.ts'

const sans = 'Helvetica,Arial,sans-serif'

/** What machines write: bank, trains, parcels, bills, calendars, backups. */
export function noticeLetters(c: Calendar): Scene[] {
  return [
    train(c),
    shop(c),
    ...parcel(),
    ...bank(c),
    ...builds(c),
    meeting(c),
    hotel(c),
    water(c),
    bookOfThursday(c),
  ]
}

function train(c: Calendar): Scene {
  const look: Look = { accent: '#0b5a3c', ground: '#eef3f0', ink: '#16261f', font: sans }
  return {
    ...{
      id: 'train',
      folder: 'INBOX',
      day: 4,
      time: '20:18',
      from: 'Ferrovie Adriatiche <biglietti@ferrovie-adriatiche.example>',
    },
    ...{
      subject: `Il tuo biglietto: Trieste – Graz, ${c.date(14, 'it')}`,
      life: '4 20:25 read; 4 20:26 move Travel',
    },
    text: `Trieste Centrale 06.41 – Graz Hbf 11.33, ${c.date(14, 'it')}, carrozza 5, posto 62. Codice K7RZ4M.\n`,
    html: newsletter(
      look,
      'Carrozza 5, posto 62, lato finestrino.',
      [
        masthead(look, 'Ferrovie Adriatiche', 'Biglietto elettronico'),
        article(look, 'Trieste – Graz', [
          'Buon viaggio, Maria. Mostra il codice al personale, anche dal telefono.',
        ]),
        rows(look, [
          [`${c.weekday(14, 'it')} ${c.date(14, 'it')}, Trieste Centrale`, '06.41'],
          ['Villach Hbf, cambio (12 minuti)', '09.26'],
          ['Graz Hbf', '11.33'],
          ['Carrozza 5, posto 62, finestrino', 'K7RZ4M'],
        ]),
      ],
      'Ferrovie Adriatiche. Il biglietto si può cambiare fino alla partenza.',
    ),
    enclosures: [
      pdf('biglietto-K7RZ4M.pdf', [
        { x: 60, y: 90, text: 'Ferrovie Adriatiche', size: 20, bold: true },
        { x: 60, y: 130, text: 'Trieste Centrale 06.41 – Graz Hbf 11.33', size: 14 },
        { x: 60, y: 156, text: `${c.date(14, 'it')}, carrozza 5, posto 62` },
        { x: 60, y: 190, text: 'K7RZ4M', size: 30, bold: true },
      ]),
    ],
  }
}

function shop(c: Calendar): Scene {
  const look: Look = { accent: '#27496d', ground: '#f0f2f5', ink: '#1d232b', font: sans }
  return {
    ...{ id: 'shop', folder: 'INBOX', day: 3, time: '22:31', from: 'Beslag & Co <ordre@beslag-co.example>' },
    ...{ subject: 'Order 88213: nineteen brass handles', life: '4 07:50 read; 4 18:23 move Receipts' },
    text: 'Thank you for order 88213: 19 handles "Ravn", brass, 128 mm. Total 437.00 EUR.\n',
    html: newsletter(
      look,
      `Leaves the workshop on ${c.weekday(5, 'en')}.`,
      [
        masthead(look, 'Beslag & Co', 'Handles, hinges, hooks'),
        article(look, 'Thank you, Maria', [
          `Order 88213 leaves the workshop on ${c.weekday(5, 'en')}. You will get a line from the carrier.`,
        ]),
        rows(look, [
          ['19 × handle “Ravn”, raw brass, 128 mm', '€ 418.00'],
          ['Delivery to Trieste', '€ 19.00'],
          ['Total, VAT included', '€ 437.00'],
        ]),
        button(look, 'Follow the order', 'https://www.beslag-co.example/orders/88213'),
      ],
      'Beslag &amp; Co, Verkstedgata 9, Bergen.',
    ),
  }
}

function parcel(): Scene[] {
  const from = 'Corriere Levante <avvisi@corriere-levante.example>'
  return [
    {
      ...{
        id: 'parcel-1',
        folder: 'INBOX',
        day: 4,
        time: '11:21',
        from,
        subject: 'Consegnato: 3 colli da Manises (ES)',
      },
      life: '4 12:05 read; 5 08:00 move Trash; 8 07:30 delete',
      text: 'I tuoi 3 colli sono stati consegnati alle 11.20.\nRitirati da: vicino di casa (KOSUTA).\n\nCorriere Levante\n',
    },
    {
      ...{
        id: 'parcel-2',
        folder: 'INBOX',
        day: 5,
        time: '16:02',
        from,
        subject: 'In viaggio: 1 collo da Bergen (NO)',
      },
      life: '5 16:30 read; 8 17:00 move Trash',
      text: 'Il tuo collo (4,2 kg) è partito da Bergen. Consegna prevista fra tre giorni lavorativi.\n\nCorriere Levante\n',
    },
    {
      ...{
        id: 'parcel-3',
        folder: 'INBOX',
        day: 8,
        time: '15:44',
        from,
        subject: 'Consegnato: 1 collo da Bergen (NO)',
      },
      life: '8 16:58 read; 8 17:00 move Trash',
      text: 'Il tuo collo è stato consegnato alle 15.42.\nFirma: ROSSI.\n\nCorriere Levante\n',
    },
  ]
}

function bank(c: Calendar): Scene[] {
  const from = 'Banca dell’Adria <avvisi@banca-adria.example>'
  const movements: [number, string, string, string][] = [
    [2, '07:12', 'Accredito', '4.200,00 EUR da CAFE ZENTRAL GMBH, "acconto progettazione"'],
    [5, '07:12', 'Addebito', '437,00 EUR a BESLAG & CO, carta che finisce con 0417'],
    [8, '07:12', 'Accredito', '1.850,00 EUR da ATELIER LEFEVRE, "honoraires"'],
    [10, '07:12', 'Addebito', '63,40 EUR a ACQUA E LUCE SPA, domiciliazione'],
  ]
  return movements.map(([day, time, what, line]) => ({
    ...{
      id: `bank-${day}`,
      folder: 'INBOX',
      day,
      time,
      from,
      subject: `${what} sul conto che finisce con 118`,
    },
    life: day === 10 ? '' : `${day} 08:00 read; ${day} 08:01 move Receipts`,
    text: `Gentile cliente,

${what.toLowerCase()} del ${c.date(day, 'it')}:
${line}

Non rispondere a questo messaggio. La banca non chiede mai password per posta.
`,
  }))
}

function builds(c: Calendar): Scene[] {
  return [2, 5, 8].map(day => ({
    ...{ id: `backup-${day}`, folder: 'INBOX', day, time: '03:30', from: 'Studio NAS <nas@yester.example>' },
    ...{ subject: `Copia dei disegni: ${day === 8 ? 'un file saltato' : 'completata'}` },
    life:
      day === 8 ? '8 08:30 read; 8 08:31 flag' : `${day} 08:30 read; ${day} 08:31 move Trash; 8 07:30 delete`,
    text:
      day === 8
        ? `Copia del ${c.date(day, 'it')}: 18.412 file, 96,2 GB, 1 saltato (in uso):\n/progetti/lefevre/tavole/variante-2.dwg\n`
        : `Copia del ${c.date(day, 'it')}: ${(18_366 + day * 5).toLocaleString('it-IT')} file, 96,1 GB, nessun errore.\n`,
  }))
}

function meeting(c: Calendar): Scene {
  const when = c.workday(11)
  const at = c.day(when).replaceAll('-', '')
  return {
    ...{
      id: 'meeting',
      folder: 'INBOX',
      day: 8,
      time: '14:20',
      from: 'Nora Bianchi <nora@hotelmiramar.example>',
    },
    ...{ subject: 'Invitation: lobby, colours and oak', life: '8 14:45 read; 8 14:46 answered' },
    text: `Hotel Miramar, small salon. ${c.weekday(when, 'en')}, ${c.date(when, 'en')}, 9:00 to 10:30.\n\nPlease bring the darker board and, if you can, the cobalt tiles.\n`,
    enclosures: [
      ics('invitation.ics', {
        ...{ uid: 'lobby-colours@hotelmiramar.example', from: `${at}T080000Z`, to: `${at}T093000Z` },
        ...{ what: 'Lobby: colours and oak', where: 'Hotel Miramar, small salon, Trieste' },
      }),
    ],
  }
}

function hotel(c: Calendar): Scene {
  return {
    ...{
      id: 'pension',
      folder: 'INBOX',
      day: 5,
      time: '18:40',
      from: 'Pension Murblick <zimmer@pension-murblick.example>',
    },
    ...{ subject: 'Ihre Buchung in Graz', life: '5 19:00 read; 5 19:01 move Travel', charset: 'iso-8859-1' },
    text: `Sehr geehrte Frau Rossi,

gerne bestätigen wir Ihnen ein Einzelzimmer mit Frühstück in der Nacht vom ${c.date(13, 'de')} auf den ${c.date(14, 'de')} zum Preis von 92 Euro.
Das Zimmer geht zum Fluss. Die Haustür schließt um 23 Uhr, den Schlüssel finden Sie im Kästchen (Code 4711).

Mit freundlichen Grüßen
Familie Öllinger`,
  }
}

function water(c: Calendar): Scene {
  return {
    ...{
      id: 'bill',
      folder: 'INBOX',
      day: 6,
      time: '10:05',
      from: 'Acqua e Luce <bollette@acqua-e-luce.example>',
    },
    ...{ subject: 'La tua bolletta: 63,40 euro', life: '6 10:30 read; 6 10:31 move Receipts' },
    text: `La bolletta del bimestre è pronta. L'importo sarà addebitato il ${c.date(10, 'it')}.\n\nConsumi e letture sono nel foglio allegato.\n`,
    enclosures: [
      csv('letture.csv', [
        ['mese', 'acqua m3', 'luce kWh'],
        [c.date(-70, 'it').replace(/^\d+ /, ''), 9, 142],
        [c.date(-40, 'it').replace(/^\d+ /, ''), 8, 156],
      ]),
      pdf('bolletta.pdf', [
        { x: 60, y: 90, text: 'Acqua e Luce', size: 20, bold: true },
        { x: 60, y: 130, text: 'Utenza 55 0118, via San Nicolò 21' },
        { x: 60, y: 160, text: 'Totale 63,40 €', size: 16, bold: true },
      ]),
    ],
  }
}

// A second thing that goes away on the Thursday, so that the day has more to show than the one invoice.
function bookOfThursday(c: Calendar): Scene {
  const t = c.thursday
  return {
    ...{
      id: 'book',
      folder: 'INBOX',
      day: t - 1,
      time: '12:00',
      from: 'Libreria Minerva <ciao@libreria-minerva.example>',
    },
    ...{
      to: maria,
      subject: 'Il tuo libro è arrivato',
      life: 'T-1 12:40 read; T 17:41 move Trash; T 17:42 delete',
    },
    text: `Ciao Maria,

"Elogio dell’ombra" è arrivato e ti aspetta alla cassa fino a ${c.weekday(t + 2, 'it')}.

Libreria Minerva
`,
  }
}
