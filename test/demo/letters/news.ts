import type { Calendar } from '../calendar.ts'
import { picture } from '../files.ts'
import { fjord, harbour, lamp, mark } from '../pictures.ts'
import type { Scene } from '../scene.ts'
import { article, button, type Look, masthead, newsletter, rows, shelf, wide } from './newsletter.ts'

const serif = "Georgia,'Times New Roman',serif"
const sans = 'Helvetica,Arial,sans-serif'

/** Newsletters with pictures: some carry their own, some want them from the internet. */
export function newsLetters(c: Calendar): Scene[] {
  return [nordlys(c), lumen(c), holzbrief(c), matieres(c), ribera(c), trieste(c)]
}

function nordlys(c: Calendar): Scene {
  const look: Look = { accent: '#b4532a', ground: '#eef1f4', ink: '#1d2b42', font: serif }
  return {
    ...{
      id: 'nordlys',
      folder: 'INBOX',
      day: 7,
      time: '07:00',
      from: 'Nordlys Reiser <brev@nordlys-reiser.example>',
    },
    ...{
      subject: 'Påske ved fjorden: de stille ukene',
      life: '7 12:40 read',
      also: unsubscribe('nordlys-reiser.example'),
    },
    text: 'Påske ved fjorden. Les brevet i nettleseren: https://www.nordlys-reiser.example/brev/paaske\n',
    html: newsletter(
      look,
      'Sol til klokka åtte, snø til knærne.',
      [
        masthead(look, 'Nordlys Reiser', `Brev nr. 47, ${c.date(7, 'nb')}`, 'mark@nordlys'),
        wide('cid:fjord@nordlys', 'Fjorden i kveldslys', 260),
        article(look, 'De stille ukene', [
          'Mellom vinterferien og påsken er fjorden nesten tom. Rorbuene står klare, båten går to ganger om dagen, og lyset er det fotografene snakker om resten av året.',
          'Vi har samlet fire turer for dere som helst vil være alene med utsikten. Alle har ved i ovnen og niste i kurven.',
        ]),
        rows(look, [
          ['Ørsta og Sunnmørsalpene, 5 netter', 'fra kr 7 900'],
          ['Hurtigbåt og rorbu i Lofoten, 4 netter', 'fra kr 9 450'],
          ['Aurland med tog, 3 netter', 'fra kr 5 200'],
          ['Geiranger uten cruiseskip, 4 netter', 'fra kr 6 800'],
        ]),
        button(look, 'Se alle turene', 'https://www.nordlys-reiser.example/paaske'),
      ],
      'Nordlys Reiser, Strandgata 3, Ålesund. Du får dette brevet fordi du har bedt om det. <a href="https://www.nordlys-reiser.example/avmeld">Meld deg av</a>',
    ),
    enclosures: [
      picture('fjord.png', fjord(), 'fjord@nordlys'),
      picture('nordlys.png', mark([29, 43, 66], [238, 170, 96]), 'mark@nordlys'),
    ],
  }
}

function lumen(c: Calendar): Scene {
  const look: Look = { accent: '#a8451f', ground: '#f4efe6', ink: '#2b2622', font: sans }
  return {
    ...{ id: 'lumen', folder: 'INBOX', day: 9, time: '07:30', from: 'Lumen & Co <letters@lumen-co.example>' },
    ...{
      subject: 'Three lamps for the dark months',
      life: '9 13:20 read; 9 13:21 flag',
      also: unsubscribe('lumen-co.example'),
    },
    text: 'Three lamps for the dark months: Tilda, Hugo and Bruna. https://www.lumen-co.example/winter\n',
    html: newsletter(
      look,
      'Spun by hand, one at a time, until the copper runs out.',
      [
        masthead(look, 'Lumen & Co', `Winter letter, ${c.date(9, 'en')}`, 'mark@lumen'),
        article(look, 'Three lamps for the dark months', [
          'It gets dark at half past four, and for once we do not mind. These three came out of the workshop this week. Each shade is spun by hand over a wooden form that is older than any of us.',
        ]),
        shelf(look, [
          { source: 'cid:tilda@lumen', name: 'Tilda, brick', price: '€ 184' },
          { source: 'cid:hugo@lumen', name: 'Hugo, ink', price: '€ 212' },
          { source: 'cid:bruna@lumen', name: 'Bruna, moss', price: '€ 196' },
        ]),
        article(look, 'A word about bulbs', [
          'Warm is a number: 2700 kelvin. Anything above 3000 and the soup looks grey. If you work with us you will get the right bulb in the box, and a spare.',
        ]),
        button(look, 'See them lit', 'https://www.lumen-co.example/winter'),
      ],
      'Lumen &amp; Co, Canal Street 12. Trade customers keep their 20 %. <a href="https://www.lumen-co.example/goodbye">No more letters</a>',
    ),
    enclosures: [
      picture('tilda.png', lamp([184, 74, 48], [238, 230, 218]), 'tilda@lumen'),
      picture('hugo.png', lamp([44, 62, 96], [226, 230, 236]), 'hugo@lumen'),
      picture('bruna.png', lamp([86, 112, 70], [232, 234, 220]), 'bruna@lumen'),
      picture('lumen.png', mark([43, 38, 34], [240, 196, 110]), 'mark@lumen'),
    ],
  }
}

function holzbrief(c: Calendar): Scene {
  const look: Look = { accent: '#4c6b3c', ground: '#eff1ea', ink: '#26301f', font: serif }
  return {
    ...{
      id: 'holzbrief',
      folder: 'INBOX',
      day: 3,
      time: '06:30',
      from: 'Der Holzbrief <redaktion@holzbrief.example>',
    },
    ...{
      subject: 'Der Holzbrief: Was Eiche im Winter tut',
      life: '3 12:50 read; 4 18:22 move Reading',
      also: unsubscribe('holzbrief.example'),
    },
    html: newsletter(
      look,
      'Warum Arbeitsplatten im Februar reißen und was man vorher dagegen tut.',
      [
        masthead(look, 'Der Holzbrief', `${c.weekday(3, 'de')}, ${c.date(3, 'de')}`),
        wide('https://bilder.holzbrief.example/eiche-winter.jpg', 'Eichenbohlen im Lager', 280),
        article(look, 'Was Eiche im Winter tut', [
          'Wenn die Heizung läuft, fällt die Luftfeuchte in vielen Küchen unter 35 Prozent. Eine Platte von 90 Zentimetern Breite wird dann gut drei Millimeter schmaler. Wer sie im Sommer stramm eingebaut hat, hört es nachts knacken.',
          'Drei Tischlerinnen erzählen, wie sie Langlöcher setzen, welches Öl sie nehmen und warum sie Kunden eine Schale Wasser auf den Heizkörper stellen.',
        ]),
        button(look, 'Weiterlesen', 'https://www.holzbrief.example/eiche-im-winter'),
        article(look, 'Kurz gemeldet', [
          'Die Messe in Klagenfurt zieht in die neue Halle. · Nussbaum bleibt knapp. · Leserfrage: Darf Lärche in die Dusche? (Ja, aber.)',
        ]),
      ],
      'Der Holzbrief erscheint jeden zweiten Monat und manchmal öfter. <a href="https://www.holzbrief.example/abmelden">Abmelden</a>',
    ),
  }
}

function matieres(c: Calendar): Scene {
  const look: Look = { accent: '#7b3b52', ground: '#f6f1f3', ink: '#2d2227', font: serif }
  return {
    ...{
      id: 'matieres',
      folder: 'INBOX',
      day: 6,
      time: '08:05',
      from: 'La Lettre des Matières <bonjour@lettre-matieres.example>',
    },
    ...{
      subject: 'Le verre cannelé, ce revenant',
      life: '6 12:45 read; 6 12:46 forwarded',
      also: unsubscribe('lettre-matieres.example'),
    },
    html: newsletter(
      look,
      'Il laisse passer le jour et garde les secrets.',
      [
        masthead(look, 'La Lettre des Matières', `n° 112, ${c.date(6, 'fr')}`),
        wide('https://images.lettre-matieres.example/112/verre.jpg', 'Une cloison en verre cannelé', 260),
        article(look, 'Le verre cannelé, ce revenant', [
          'On l’avait oublié dans les cages d’escalier des années trente. Le voici dans les cuisines, les bureaux, les chambres d’hôtel : il laisse passer le jour et garde les secrets.',
          'Nous avons visité, près de Saint-Étienne, le dernier four qui le coule encore en feuilles de trois mètres. On y travaille la nuit, parce que la couleur se juge mieux.',
        ]),
        button(look, 'Lire la visite', 'https://www.lettre-matieres.example/112'),
      ],
      'Vous recevez cette lettre parce que vous êtes curieuse. <a href="https://www.lettre-matieres.example/adieu">Se désabonner</a><img src="https://suivi.lettre-matieres.example/o.gif?n=112" width="1" height="1" alt="">',
    ),
  }
}

function ribera(c: Calendar): Scene {
  const look: Look = { accent: '#0f6d6a', ground: '#eaf3f1', ink: '#16302f', font: sans }
  return {
    ...{
      id: 'ribera',
      folder: 'INBOX',
      day: 8,
      time: '09:45',
      from: 'Feria Cevisol <boletin@cevisol.example>',
    },
    ...{
      subject: 'Tu entrada para la feria de la cerámica',
      life: '8 13:05 read; 8 13:06 move Travel',
      also: unsubscribe('cevisol.example'),
    },
    html: newsletter(
      look,
      'Valencia, pabellones 2 y 3. Guarda este correo.',
      [
        masthead(look, 'Cevisol', `Valencia, ${c.date(70, 'es')}`, 'mark@cevisol'),
        article(look, 'Maria, tu entrada está lista', [
          'Gracias por inscribirte como profesional. Enseña este correo en la puerta, impreso o en el teléfono.',
        ]),
        rows(look, [
          ['Titular', 'Maria Rossi'],
          ['Empresa', 'Studio Rossi, Trieste'],
          ['Localizador', 'CV-7Q4M-1180'],
          ['Pabellones', '2 y 3, acceso norte'],
        ]),
        wide('https://static.cevisol.example/plano-pabellones.png', 'Plano de los pabellones', 220),
      ],
      'Cevisol, avenida de las Ferias s/n, Valencia. <a href="https://www.cevisol.example/baja">Darse de baja</a>',
    ),
    enclosures: [picture('cevisol.png', mark([15, 109, 106], [250, 214, 120]), 'mark@cevisol')],
  }
}

function trieste(c: Calendar): Scene {
  const look: Look = { accent: '#1f5f8b', ground: '#edf2f6', ink: '#1c2a36', font: sans }
  return {
    ...{
      id: 'citta',
      folder: 'INBOX',
      day: 5,
      time: '10:00',
      from: 'Trieste in settimana <agenda@triesteinsettimana.example>',
    },
    ...{
      subject: 'Agenda: mercatini, bora e una mostra sui fari',
      life: '5 20:10 read; 9 21:00 move Trash',
      also: unsubscribe('triesteinsettimana.example'),
    },
    html: newsletter(
      look,
      'Che cosa fare con i bambini se piove (e se non piove).',
      [
        masthead(look, 'Trieste in settimana', `L’agenda dal ${c.date(5, 'it')}`),
        wide('cid:rive@citta', 'Le Rive viste dal mare', 220),
        article(look, 'Sette giorni sulle Rive', [
          'Aprono i mercatini in piazza Ponterosso, il Faro della Vittoria si visita di sera e al Museo del Mare arriva una mostra sui guardiani dei fari dell’Adriatico, con le lampade vere.',
        ]),
        rows(look, [
          [`${c.weekday(6, 'it')}, ore 18: apertura dei mercatini`, 'gratis'],
          [`${c.weekday(7, 'it')}, ore 20.30: concerto al Verdi`, 'da 12 €'],
          [`${c.weekday(9, 'it')}, ore 10: laboratorio per bambini`, '5 €'],
        ]),
      ],
      'Trieste in settimana, ogni giovedì e quando serve. <a href="https://www.triesteinsettimana.example/via">Cancellati</a>',
    ),
    enclosures: [picture('rive.png', harbour(), 'rive@citta')],
  }
}

/** The header lines by which a list lets people go (RFC 2369, RFC 8058). */
export function unsubscribe(host: string): [string, string][] {
  return [
    ['List-Unsubscribe', `<https://www.${host}/unsubscribe>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ]
}
